package dev.emend.strategy.textgrad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.run.Task;
import dev.emend.strategy.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextgradTest {

    private static final Pattern THING = Pattern.compile("the thing number (\\d+)");
    private static final Pattern VERSION = Pattern.compile("version (\\w+)");

    private static Task task(Map<String, String> options) {
        return Recorded.with(Colours.task("textgrad", 1, Budget.calls(1000)), options);
    }

    /**
     * The meta-model's instructions are numbered by the step in which they are written, and its critiques and gradients name
     * the thing that they are about.
     *
     * @param right in percent of the examples, by the version in the prompt; {@code seed} for the user's own
     */
    private static Function<Request, String> script(Function<String, Integer> right) {
        return request -> {
            String user = request.messages().getLast().content();
            if (request.purpose() == Purpose.TASK) {
                String system = request.messages().getFirst().content();
                var version = VERSION.matcher(system);
                int percent = right.apply(version.find() ? version.group(1) : "seed");
                int number = number(user);
                // Any 40 numbers that follow one another, and about as many of those in a split.
                return Colours.LABELS.get((number * 37 % 100 < percent ? number : number + 1) % 4);
            }
            if (user.contains("Hypothesis")) {
                return "Hypothesis: idea of " + request.seed() + "\n```\nNow use version v" + request.seed()
                        + " of all the rules there are, and name a colour.\n```";
            }
            return (user.contains("What is wrong with its answer") ? "critique" : "gradient") + " of " + number(user);
        };
    }

    private static int number(String text) {
        return things(text).getFirst();
    }

    private static List<Integer> things(String text) {
        return THING.matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static List<Integer> named(String what, String text) {
        return Pattern.compile(what + " of (\\d+)")
                .matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to, start);
        return start < 0 ? "" : text.substring(start, end < 0 ? text.length() : end);
    }

    @Test
    void criticismFlowsFromTheEvaluationToTheAnswerToThePrompt() {
        Recorded run = new Recorded(task(Map.of()), script(version -> 50));

        Map<Boolean, List<Recorded.Asked>> passes = run.freeTexts().stream()
                .collect(Collectors.partitioningBy(ask -> ask.user().contains("What is wrong with its answer")));
        assertThat(passes.get(true))
                .isNotEmpty()
                .allSatisfy(loss -> assertThat(loss.user())
                        .contains("The right answer: " + Colours.LABELS.get(number(loss.user()) % 4), "feedback: ")
                        .doesNotContain("Name the colour: blue"));
        assertThat(passes.get(false))
                .hasSameSizeAs(passes.get(true))
                .allSatisfy(gradient -> assertThat(gradient.user())
                        .contains("What is wrong with the answer: critique of " + number(gradient.user())));
        assertThat(run.drafts())
                .isNotEmpty()
                .allSatisfy(step -> assertThat(
                                named("gradient", between(step.user(), "criticised for now", "First write")))
                        .isNotEmpty());
    }

    /** Gradients in a set would come in an order that depends on hashes. */
    @Test
    void gradientsComeInTheOrderOfTheBatch() {
        Recorded run = new Recorded(task(Map.of("batch", "6")), script(version -> 30));

        assertThat(run.drafts())
                .hasSizeGreaterThan(3)
                .anySatisfy(step -> assertThat(things(step.user()).size()).isGreaterThan(2));
        assertThat(run.drafts()).allSatisfy(step -> {
            List<Integer> batch = things(between(step.user(), "It went wrong here", "criticised for"));
            List<Integer> gradients = named("gradient", between(step.user(), "criticised for now", "First write"));
            // Of a large batch, the first errors are shown, and all gradients.
            assertThat(gradients.subList(0, batch.size())).isEqualTo(batch);
        });
    }

    @Test
    void theGradientsOfTheLastStepsAreShownAgain() {
        Recorded run = new Recorded(task(Map.of("momentum", "2", "steps", "5")), script(version -> 50));

        List<Recorded.Asked> steps = run.drafts();
        assertThat(steps).hasSize(5);
        for (int i = 0; i < steps.size(); i++) {
            List<Integer> expected = steps.subList(Math.max(0, i - 2), i).stream()
                    .flatMap(step ->
                            named("gradient", between(step.user(), "criticised for now", "First write")).stream())
                    .toList();
            assertThat(named("gradient", between(steps.get(i).user(), "earlier versions", "criticised for now")))
                    .isEqualTo(expected);
        }
    }

    private static List<String> versions(Recorded run) {
        return run.drafts().stream()
                .map(step -> between(step.user(), "given now:", "It went wrong"))
                .map(text -> VERSION.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElse("seed"))
                .toList();
    }

    @Test
    void aStepThatIsWorseIsRevertedAndItsIdeaRemembered() {
        Recorded run = new Recorded(task(Map.of("steps", "4")), script(version -> version.equals("seed") ? 50 : 30));

        assertThat(versions(run)).containsOnly("seed");
        assertThat(run.drafts().getLast().user()).contains("did not help:\n- idea of");
        assertThat(run.result().championId()).isZero();
    }

    @Test
    void aStepThatTiesMovesOnButDoesNotLead() {
        Recorded run = new Recorded(task(Map.of("steps", "4")), script(version -> 50));

        assertThat(versions(run)).doesNotHaveDuplicates();
        assertThat(run.result().championId()).isZero();
        assertThat(run.events()).noneMatch(RunEvent.Leading.class::isInstance);
    }

    @Test
    void aStepThatTiesIsRevertedWhereTheTaskSaysSo() {
        Recorded run = new Recorded(task(Map.of("steps", "4", "ties", "reverted")), script(version -> 50));

        assertThat(versions(run)).containsOnly("seed");
    }

    @Test
    void aStepThatIsBetterIsTakenAndLeads() {
        Recorded run = new Recorded(task(Map.of("steps", "2")), script(version -> version.equals("seed") ? 40 : 70));

        assertThat(versions(run)).hasSize(2).startsWith("seed").doesNotHaveDuplicates();
        assertThat(run.result().championId()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsLargerThanTrainIsNotCountedInFull() {
        Task few = Colours.task("textgrad", 1, Budget.calls(2 * 80 + 300), 6, 40, 80);
        Recorded run = new Recorded(Recorded.with(few, Map.of("batch", "64")), script(version -> 30));

        assertThat(run.drafts()).hasSizeGreaterThan(1);
    }

    @Test
    void repliesWithoutAnInstructionEndTheSearchInTheEnd() {
        Recorded run = new Recorded(
                task(Map.of("steps", "4")),
                request -> request.purpose() == Purpose.META ? "no fence at all" : Colours.learner(request));

        assertThat(run.drafts()).hasSize(3 * 4);
        assertThat(run.result().refusals())
                .hasSize(3 * 4)
                .allMatch(refusal -> refusal.rule().equals("no-fence"));
    }

    @Test
    void aReplyWithoutAnInstructionIsNoStep() {
        Function<Request, String> script = script(version -> 50);
        Recorded run = new Recorded(
                task(Map.of("steps", "4")),
                request -> request.purpose() == Purpose.META && request.seed() % 2 == 0
                        ? "no fence at all"
                        : script.apply(request));

        assertThat(run.result().refusals()).isNotEmpty();
        assertThat(run.result().candidates()).hasSize(1 + 4);
    }

    @Test
    void whereTheMetaModelSaysNothingTheMetricsFeedbackIsTheGradient() {
        Function<Request, String> script = script(version -> 50);
        Recorded run = new Recorded(
                task(Map.of("steps", "2")),
                request -> request.purpose() == Purpose.META
                                && !request.messages().getLast().content().contains("Hypothesis")
                        ? "  \n"
                        : script.apply(request));

        assertThat(run.drafts()).hasSize(2).allSatisfy(step -> {
            String feedback = between(step.user(), "feedback: ", "\n").substring("feedback: ".length());
            assertThat(between(step.user(), "criticised for now", "First write"))
                    .contains("- " + feedback);
        });
    }

    @Test
    void onlyWrongAnswersAreCriticised() {
        Recorded run = new Recorded(task(Map.of()), script(version -> 80));

        assertThat(run.freeTexts())
                .isNotEmpty()
                .allSatisfy(ask -> assertThat(number(ask.user()) * 37 % 100).isGreaterThanOrEqualTo(80));
    }

    /** Rivals score on the test set in every step. */
    @Test
    void theHoldOutIsNotMetBeforeTheGate() {
        Task task = task(Map.of());
        Set<String> holdout = task.splits().holdout().stream()
                .map(example -> example.inputs().get("thing"))
                .collect(Collectors.toSet());
        Recorded run = new Recorded(task, script(version -> version.equals("seed") ? 50 : 90));

        assertThat(run.asked(Purpose.TASK).stream().filter(one -> holdout.contains(one.user())))
                .hasSize(2 * holdout.size())
                .allMatch(one -> one.phase().startsWith("gate"));
    }

    @Test
    void allStepsAreValidatedOnTheSameExamples() {
        Task task = task(Map.of("subset", "10"));
        Set<String> validation = task.splits().validation().stream()
                .map((Example example) -> example.inputs().get("thing"))
                .collect(Collectors.toSet());
        Recorded run = new Recorded(task, script(version -> 50));

        Map<String, Set<String>> met = run.search(Purpose.TASK).stream()
                .filter(one -> validation.contains(one.user()))
                .collect(Collectors.groupingBy(
                        Recorded.Asked::system, Collectors.mapping(Recorded.Asked::user, Collectors.toSet())));
        assertThat(met).hasSizeGreaterThan(5);
        assertThat(Set.copyOf(met.values())).hasSize(1).allMatch(examples -> examples.size() == 10);
    }

    private static PromptStep step(String name, String reads, String writes) {
        return PromptStep.of(name, Prompt.of(name, "The work of " + name + ".", "{{" + reads + "}}"), writes);
    }

    /** {@code note} loses what the chain needs, and its answer is read by {@code gist} and {@code mood}. */
    private static final Program CHAIN = Program.of(
            "chain",
            Set.of("thing"),
            List.of(
                    step("note", "thing", "note"),
                    step("gist", "note", "gist"),
                    step("mood", "note", "mood"),
                    step("idle", "note", "idle"),
                    PromptStep.of("colour", Prompt.of("colour", "The work of colour.", "{{gist}} {{mood}}"), "colour")
                            .typed(OutputType.label(Colours.LABELS.toArray(String[]::new)))));

    private static String inChain(Request request) {
        String system = request.messages().getFirst().content();
        String user = request.messages().getLast().content();
        if (request.purpose() == Purpose.TASK) {
            return system.contains("colour") ? "green" : "what " + system.substring(12) + " says: nothing";
        }
        if (system.contains("cause of a wrong answer")) {
            return "1 | note | it loses all\n2 | note | it loses all\n3 | note | it loses all\n4 | note | it loses all\n"
                    + "5 | note | it loses all\n6 | note | it loses all";
        }
        if (user.contains("Hypothesis")) {
            return "Hypothesis: idea of " + request.seed() + "\n```\nThe work of note, way " + request.seed()
                    + ".\n```";
        }
        String edge = between(user, "How would what the step ", " wrote have to differ");
        String reader = between(user, "The work of ", ".\n");
        return edge.isEmpty()
                ? user.contains("What is wrong with its answer") ? "it is a false colour" : "the gradient"
                : "told by " + reader.substring(12) + ": " + edge.substring("How would what the step ".length())
                        + " is too poor";
    }

    @Test
    void inAChainCriticismFlowsOverEveryEdgeFromTheFinalAnswerBack() {
        Task plain = task(Map.of("steps", "1", "batch", "2"));
        Task task = Task.of("chain", CHAIN, plain.splits(), plain.metric())
                .withModels(new Task.ModelNames("scripted", "scripted"))
                .withStrategy("textgrad")
                .withBudget(Budget.calls(4000));

        Recorded run = new Recorded(Recorded.with(task, Map.of("steps", "1", "batch", "2")), TextgradTest::inChain);

        List<String> asked = run.freeTexts().stream()
                .filter(ask -> !ask.system().contains("cause of a wrong answer"))
                .map(Recorded.Asked::user)
                .toList();
        assertThat(asked)
                .anySatisfy(loss -> assertThat(loss)
                        .contains("answer: green", "What is wrong with its answer", "The right answer: "))
                .anySatisfy(last -> assertThat(last)
                        .contains("The work of colour.", "What is wrong with the answer: it is a false colour")
                        .contains("How would what the step gist wrote"))
                .anySatisfy(first -> assertThat(first)
                        .contains(
                                "The work of mood.", "What is wrong with the answer: told by colour: mood is too poor")
                        .contains("How would what the step note wrote"))
                .anySatisfy(gradient -> assertThat(gradient)
                        .contains("The work of note.")
                        .contains("answer: what note. says: nothing")
                        .contains("What is wrong with the answer: told by mood: note is too poor"
                                + " told by gist: note is too poor"))
                .noneMatch(ask -> ask.contains("The work of idle."));
        assertThat(run.drafts()).anySatisfy(draft -> assertThat(draft.user()).contains("the gradient"));
    }

    /** What a program says of a wrong answer may be a page, and goes on to the instruction where the meta-model says nothing. */
    @Test
    void noRequestGrowsWithTheMetricsFeedback() {
        String page = "it differs from what was wanted here. ".repeat(3000);
        Task task = task(Map.of("steps", "1"));
        Task wordy = task.withMetric(new Metric() {
            @Override
            public String name() {
                return "wordy";
            }

            @Override
            public Score score(Answer answer) {
                return new Score(task.metric().score(answer).value(), page);
            }
        });
        Function<Request, String> script = script(version -> 30);

        Recorded run = new Recorded(wordy, request -> request.purpose() == Purpose.META ? "" : script.apply(request));

        assertThat(run.freeTexts())
                .hasSizeGreaterThan(2)
                .allSatisfy(asked -> assertThat(asked.user()).hasSizeLessThan(25_000));
    }
}
