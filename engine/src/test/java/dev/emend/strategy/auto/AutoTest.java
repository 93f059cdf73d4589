package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.evaluation.Estimate;
import dev.emend.metric.Metrics;
import dev.emend.model.Purpose;
import dev.emend.prompt.Demonstration;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import dev.emend.search.Blends;
import dev.emend.strategy.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AutoTest {

    private static RunResult run(Task task, ScriptedModel model, List<String> phases) {
        return new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {
            if (event instanceof RunEvent.PhaseStarted phase) {
                phases.add(phase.phase());
            }
        });
    }

    @Test
    void aPromptThatIsRightAlreadyCostsALookAndNoSearch() {
        ScriptedModel model = new ScriptedModel(request ->
                request.purpose() == Purpose.META ? "Hypothesis: none\n```\nName it.\n```" : Colours.right(request));
        List<String> phases = new ArrayList<>();

        RunResult result = run(Colours.task("auto", 1, Budget.calls(600)), model, phases);

        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(model.calls()).isLessThanOrEqualTo(40);
        assertThat(phases).anyMatch(phase -> phase.startsWith("nothing to gain"));
    }

    private static List<RunEvent.Proposed> opening(Task task, ScriptedModel model) {
        List<RunEvent.Proposed> proposed = new ArrayList<>();
        new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {
            if (event instanceof RunEvent.Proposed one) {
                proposed.add(one);
            }
        });
        return proposed;
    }

    @Test
    void ownAnswersThatSayMoreThanTheLabelAreShownToo() {
        Task task = Colours.task("auto", 1, Budget.calls(500))
                .withMetric(Metrics.named("contains", Map.of(), new TreeSet<>()));

        assertThat(opening(task, new ScriptedModel(Colours::learner)))
                .noneMatch(proposed -> proposed.operator().equals("bootstrap"));
        assertThat(opening(
                        task,
                        new ScriptedModel(request -> request.purpose() == Purpose.TASK
                                ? "The answer is " + Colours.learner(request)
                                : Colours.learner(request))))
                .anyMatch(proposed -> proposed.operator().equals("bootstrap")
                        && proposed.hypothesis().contains("of its own answers"));
    }

    @Test
    void aSeedThatShowsExamplesIsTriedWithoutThem() {
        Task task = Colours.task("auto", 1, Budget.calls(500));
        Task showing = task.withPrompt(task.prompt()
                .withDemonstrations(List.of(new Demonstration("mine", Map.of("thing", "the sky"), "blue"))));

        assertThat(opening(showing, new ScriptedModel(Colours::learner)))
                .anyMatch(proposed -> proposed.hypothesis().equals("show no demonstrations"));
    }

    @Test
    void whatIsLeftGoesToRunnersUpAndFinalistsMeetFreshExamples() {
        Task task = Colours.task("auto", 1, Budget.calls(600));
        Recorded run = new Recorded(task, Colours::learner);

        assertThat(run.asked()).anyMatch(asked -> asked.phase().endsWith("goes to the runners-up"));
        long complete = run.result().candidates().stream()
                .filter(candidate -> candidate.validation().map(Estimate::n).orElse(0) == 40)
                .count();
        assertThat(complete).isBetween(2L, 3L);
        List<Recorded.Asked> finals = run.asked(Purpose.TASK).stream()
                .filter(asked -> asked.phase().matches("finals: " + complete + " candidates on \\d+ fresh examples"))
                .toList();
        Set<String> fresh = finals.stream().map(Recorded.Asked::user).collect(Collectors.toSet());
        assertThat(task.splits().train().stream().map(example -> example.column("thing")))
                .containsAll(fresh);
        assertThat(finals).hasSize((int) complete * fresh.size()).isNotEmpty();
        String shown = Stream.concat(run.asked(Purpose.META).stream(), finals.stream())
                .flatMap(asked -> asked.request().messages().stream()
                        .filter(message -> message != asked.request().messages().getLast()
                                || asked.request().purpose() == Purpose.META))
                .map(message -> message.content() + "\n")
                .collect(Collectors.joining());
        assertThat(fresh)
                .noneMatch(
                        thing -> Pattern.compile(thing + "\\b").matcher(shown).find());
    }

    /** A prompt with examples costs ten times what the seed costs, by which alone the opening would be far too large. */
    @Test
    void tokensArePlannedByWhatAPromptWithExamplesCosts() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(withTokens(16_000, seed).verdict()).as("there is one").isEqualTo(Verdict.NO_CHANGE);

            RunResult result = withTokens(28_000, seed);

            assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
            assertThat(result.candidates()
                            .get(result.championId())
                            .validation()
                            .orElseThrow()
                            .n())
                    .as("more than a block")
                    .isGreaterThan(6);
        }
    }

    private static RunResult withTokens(long tokens, long seed) {
        Budget budget =
                new Budget(OptionalLong.empty(), OptionalLong.of(tokens), OptionalLong.empty(), Optional.empty());
        return run(
                Colours.task("auto", seed, budget, 60, 60, 100),
                new ScriptedModel(Colours::learner),
                new ArrayList<>());
    }

    /** From few calls on: the probe of what there is to gain leaves some for a race. */
    @Test
    void fewCallsAreNotSpentOnTheProbe() {
        for (long search : List.of(20L, 30L, 50L, 90L)) {
            Task task = Colours.task("auto", 3, Budget.calls(search + 160));

            RunResult result = run(task, new ScriptedModel(Colours::learner), new ArrayList<>());

            assertThat(result.candidates().stream()
                            .filter(candidate -> candidate.validation().isPresent())
                            .count())
                    .as("%d calls", search)
                    .isGreaterThan(2);
        }
    }

    /** Many validation examples: the winner of the opening does not meet the rest of them at once. */
    @Test
    void theOpeningLeavesCallsForStepsHoweverManyExamplesTheValidationHas() {
        for (int validation : List.of(60, 100, 150)) {
            List<String> phases = new ArrayList<>();
            Task task = Colours.task("auto", 3, Budget.calls(300 + 200), 100, validation, 100);

            run(task, new ScriptedModel(Colours::learner), phases);

            assertThat(phases).as("%d examples", validation).contains("step 1: writing candidates");
        }
    }

    /** Where the calls suffice for a step and for the test of a blend behind it, as 300 do not with 60 validation examples. */
    @Test
    void blendsAreWrittenWhereCallsAreMany() {
        assertThat(operators(3000)).anyMatch(Blends::isBlending);
        assertThat(operators(300)).isNotEmpty().noneMatch(Blends::isBlending);
    }

    private static Set<String> operators(long calls) {
        Set<String> operators = new TreeSet<>();
        for (long seed = 1; seed <= 4; seed++) {
            run(
                            Colours.task("auto", seed, Budget.calls(calls + 2 * 80), 60, 60, 80),
                            new ScriptedModel(Colours::learner),
                            new ArrayList<>())
                    .candidates()
                    .forEach(candidate -> operators.add(candidate.operator()));
        }
        return operators;
    }

    /** Labels: where many arms race, one asks for reasoning, which no demonstration of a label does. */
    @Test
    void amongManyArmsOneAsksForReasoningWhereAnswersAreLabels() {
        List<String> asked = new ArrayList<>();
        run(
                Colours.task("auto", 1, Budget.calls(1500)),
                new ScriptedModel(request -> {
                    if (request.purpose() == Purpose.META) {
                        synchronized (asked) {
                            asked.add(request.messages().getLast().content());
                        }
                    }
                    return Colours.learner(request);
                }),
                new ArrayList<>());

        assertThat(asked.subList(0, 4)).anyMatch(question -> question.contains("step by step"));
    }

    /** Whether a search finds an instruction that lets the model reason, where the seed forbids it. */
    @Test
    void escapesASeedThatForbidsReasoning() {
        long escaped = LongStream.rangeClosed(1, 10)
                .filter(seed -> {
                    RunResult result = run(
                            Colours.trap("auto", seed, Budget.calls(500)),
                            new ScriptedModel(Colours::reasoner),
                            new ArrayList<>());
                    return result.verdict() == Verdict.PROMOTED;
                })
                .count();

        assertThat(escaped).isGreaterThanOrEqualTo(9);
    }

    /** Whatever is changed of the prompt, the answers are wrong. */
    @Test
    void patienceCountsTheStepsAfterAnOpeningThatBroughtNoLeader() {
        Task task = Colours.task("auto", 1, Budget.calls(600));
        String seed = task.prompt().instruction().source();
        for (int patience : List.of(1, 2)) {
            List<String> phases = new ArrayList<>();
            ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                            || request.messages().size() == 2
                                    && request.messages().getFirst().content().equals(seed)
                    ? Colours.learner(request)
                    : "no idea");

            run(task.withOptions(Map.of("patience", String.valueOf(patience))), model, phases);

            assertThat(phases)
                    .filteredOn(phase -> phase.matches("step \\d+: (starting|writing) .*"))
                    .hasSize(patience)
                    .startsWith("step 1: starting anew from examples")
                    .filteredOn(phase -> phase.endsWith("starting anew from examples"))
                    .hasSize(1);
        }
    }
}
