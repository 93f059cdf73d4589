package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.metric.Metrics;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.run.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoTest {

    private static final Pattern ANSWERS = Pattern.compile(
            "\\[BEGIN ANSWER A \\w+]\n(.*?)\n\\[END.*\\[BEGIN ANSWER B \\w+]\n(.*?)\n\\[END", Pattern.DOTALL);

    /** Greetings, of which none is right or wrong: what is expected is never said. */
    private static Task greetings(Map<String, String> options, Function<Integer, String> expected) {
        List<Example> examples = new ArrayList<>(IntStream.range(0, 90)
                .mapToObj(i -> Example.of("e" + i, Map.of("person", "person " + i), expected.apply(i)))
                .toList());
        return Task.of(
                        "greetings",
                        Prompt.of("greetings", "Greet.", "{{person}}"),
                        new Splits(examples.subList(0, 30), examples.subList(30, 50), examples.subList(50, 90)),
                        Metrics.named("exact-match", Map.of(), new TreeSet<>()))
                .withDescription("Greet a person warmly.")
                .withModels(new Task.ModelNames("scripted", "scripted"))
                .withStrategy("spo", options)
                .withBudget(Budget.calls(500))
                .withSeed(1);
    }

    /** Instructions have a warmth, and so have the answers to them. */
    private static String greeter(Request request) {
        String user = request.messages().getLast().content();
        return switch (request.purpose()) {
            case TASK -> {
                var warmth = Pattern.compile("warmth (\\d+)")
                        .matcher(request.messages().getFirst().content());
                yield "Hello " + user + ", with warmth " + (warmth.find() ? warmth.group(1) : "30");
            }
            case META, EMBED, TOOL ->
                "Hypothesis: warmer.\n```\nGreet whoever comes along today with warmth " + request.seed() % 100
                        + " and mean it.\n```";
            case JUDGE -> verdict(request, warmth(user, 1) > warmth(user, 2) ? "A" : "B");
        };
    }

    private static int warmth(String exhibits, int which) {
        var answers = ANSWERS.matcher(exhibits);
        assertThat(answers.find()).isTrue();
        String answer = answers.group(which);
        return Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1));
    }

    private static String verdict(Request request, String letter) {
        return request.constraint() instanceof Constraint.JsonSchema
                ? "{\"critique\": \"It is warmer.\", \"verdict\": \"" + letter + "\"}"
                : letter;
    }

    private static int warmth(Prompt prompt) {
        var warmth =
                Pattern.compile("warmth (\\d+)").matcher(prompt.instruction().source());
        return warmth.find() ? Integer.parseInt(warmth.group(1)) : 30;
    }

    @Test
    void theBestIsTheWinnerOfAllDuels() {
        for (String critique : List.of("before", "none")) {
            Recorded run =
                    new Recorded(greetings(Map.of("finals", "no", "critique", critique), i -> ""), SpoTest::greeter);

            int warmest = run.result().candidates().stream()
                    .mapToInt(candidate -> warmth(candidate.prompt()))
                    .max()
                    .orElseThrow();
            assertThat(run.result().candidates()).hasSizeGreaterThan(5);
            assertThat(warmest).isGreaterThan(30);
            assertThat(warmth(run.champion().prompt())).isEqualTo(warmest);
        }
    }

    @Test
    void aReplyWithoutAnInstructionIsNoIteration() {
        Recorded run = new Recorded(
                greetings(Map.of("iterations", "4"), i -> ""),
                request -> request.purpose() == Purpose.META && request.seed() % 2 == 0 ? "no" : greeter(request));

        assertThat(run.result().refusals()).isNotEmpty();
        assertThat(run.result().candidates()).hasSize(1 + 4);
    }

    @Test
    void aMetaModelThatWritesNothingOfUseEndsTheSearch() {
        Recorded run = new Recorded(
                greetings(Map.of("iterations", "4"), i -> ""),
                request -> request.purpose() == Purpose.META ? "no" : greeter(request));

        assertThat(run.drafts()).hasSize(3 * 4);
    }

    @Test
    void moreSamplesThanThereAreInputsAreNotCountedInFull() {
        Recorded run = new Recorded(greetings(Map.of("samples", "200"), i -> ""), SpoTest::greeter);

        assertThat(run.drafts()).hasSizeGreaterThan(1);
    }

    /** All that happens until the finals, in words. */
    private static List<String> course(Recorded run) {
        return run.events().stream()
                .takeWhile(event -> !(event instanceof RunEvent.PhaseStarted phase
                                && phase.phase().startsWith("finals"))
                        && !(event instanceof RunEvent.SearchEnded))
                .filter(event -> !(event instanceof RunEvent.Called))
                .map(RunEvent::toString)
                .toList();
    }

    /** Every label of the train examples is replaced by the one that the task model gives where it is wrong. */
    @Test
    void rightAnswersChangeNothingOfItsCourse() {
        for (long seed = 1; seed <= 4; seed++) {
            Task task = Colours.task("spo", seed, Budget.calls(800));
            Recorded right = new Recorded(task, SpoTest::careful);
            Recorded wrong = new Recorded(relabelled(task, expected -> expected + 1), SpoTest::careful);
            Recorded shuffled = new Recorded(relabelled(task, expected -> 7 * expected + 2), SpoTest::careful);

            assertThat(right.result().candidates()).hasSizeGreaterThan(5);
            assertThat(course(right)).isEqualTo(course(wrong)).isEqualTo(course(shuffled));
            assertThat(right.result().championId()).isPositive();
        }
    }

    private static Task relabelled(Task task, IntUnaryOperator change) {
        List<Example> train = task.splits().train().stream()
                .map(example -> Example.of(
                        example.id(),
                        example.inputs(),
                        Colours.LABELS.get(change.applyAsInt(Colours.LABELS.indexOf(example.expected())) % 4)))
                .toList();
        return Recorded.with(
                task,
                new Splits(train, task.splits().validation(), task.splits().holdout()));
    }

    /** "carefully" makes every answer right. */
    private static String careful(Request request) {
        String thing = request.messages().getLast().content();
        return request.purpose() == Purpose.TASK
                        && request.messages().getFirst().content().contains("carefully")
                ? Colours.LABELS.get(Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1)) % 4)
                : Colours.learner(request);
    }

    @Test
    void nobodyIsShownARightAnswer() {
        Recorded run = new Recorded(greetings(Map.of(), i -> "secret number " + i), SpoTest::greeter);

        assertThat(run.drafts()).isNotEmpty();
        assertThat(run.asked(Purpose.JUDGE)).isNotEmpty();
        assertThat(List.of(run.asked(Purpose.META), run.asked(Purpose.JUDGE)))
                .allSatisfy(asked -> assertThat(asked)
                        .allSatisfy(one ->
                                assertThat(one.request().messages().toString()).doesNotContain("secret")));
    }

    @Test
    void thoseWhoWriteAndThoseWhoJudgeKnowWhatIsRequired() {
        Recorded run = new Recorded(greetings(Map.of("requirements", "It must rhyme."), i -> ""), SpoTest::greeter);

        assertThat(run.drafts())
                .isNotEmpty()
                .allSatisfy(draft -> assertThat(draft.user()).contains("It must rhyme.", "answer: Hello person"));
        assertThat(run.asked(Purpose.JUDGE))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.system()).contains("It must rhyme."));
    }

    @Test
    void aJudgeWhoFavoursAPlaceChangesNothing() {
        for (String letter : List.of("A", "B")) {
            Recorded run = new Recorded(
                    greetings(Map.of(), i -> ""),
                    request -> request.purpose() == Purpose.JUDGE ? verdict(request, letter) : greeter(request));

            assertThat(run.asked(Purpose.JUDGE)).isNotEmpty();
            assertThat(run.result().championId()).isZero();
        }
    }

    @Test
    void aJudgeWhoCannotBeReadChangesNothing() {
        Recorded run = new Recorded(
                greetings(Map.of(), i -> ""),
                request -> request.purpose() == Purpose.JUDGE ? "Who knows." : greeter(request));

        assertThat(run.result().championId()).isZero();
    }

    @Test
    void equalAnswersAreNotJudged() {
        Recorded run = new Recorded(
                greetings(Map.of(), i -> ""),
                request -> request.purpose() == Purpose.TASK ? "Hello." : greeter(request));

        assertThat(run.drafts()).hasSize(10);
        assertThat(run.asked(Purpose.JUDGE)).isEmpty();
        assertThat(run.result().championId()).isZero();
    }

    /** Who has written for three inputs is not compared on these three. */
    @ParameterizedTest
    @ValueSource(ints = {30, 8})
    void theInputsOfAComparisonAreNotThoseThatTheWriterSaw(int train) {
        Task task = greetings(Map.of("iterations", "5"), i -> "");
        Splits splits = task.splits();
        Recorded run = new Recorded(
                task.withSplits(new Splits(splits.train().subList(0, train), splits.validation(), splits.holdout())),
                SpoTest::greeter);

        for (int iteration = 1; iteration <= 5; iteration++) {
            String phase = "iteration " + iteration + ":";
            List<String> shown = run.drafts().stream()
                    .filter(draft -> draft.phase().startsWith(phase))
                    .flatMap(draft -> Pattern.compile("person: (person \\d+)")
                            .matcher(draft.user())
                            .results()
                            .map(found -> found.group(1)))
                    .toList();
            assertThat(shown).hasSize(3);
            assertThat(run.asked(Purpose.TASK).stream()
                            .filter(one -> one.phase().startsWith(phase))
                            .map(Recorded.Asked::user))
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(shown);
        }
    }

    @Test
    void withoutFinalsTheValidationExamplesAreNotMet() {
        Recorded run = new Recorded(greetings(Map.of("finals", "no"), i -> ""), SpoTest::greeter);

        assertThat(run.result().championId()).isPositive();
        assertThat(run.search(Purpose.TASK))
                .isNotEmpty()
                .allMatch(one -> Integer.parseInt(one.user().substring("person ".length())) < 30);
    }

    /** A judge may love what the metric knows to be wrong; the finals see it before the gate does. */
    @Test
    void theFinalsUndoWhatAJudgeWasWrongAbout() {
        Recorded run = new Recorded(Colours.task("spo", 1, Budget.calls(800)), request -> switch (request.purpose()) {
            case META, EMBED, TOOL -> Colours.learner(request);
            case TASK ->
                request.messages().getFirst().content().contains("Name the colour: blue")
                        ? Colours.learner(request)
                        : "A wonderful colour!";
            case JUDGE -> {
                var answers = ANSWERS.matcher(request.messages().getLast().content());
                assertThat(answers.find()).isTrue();
                yield verdict(request, answers.group(1).startsWith("A wonderful") ? "A" : "B");
            }
        });

        assertThat(run.events().stream()
                        .filter(RunEvent.PhaseStarted.class::isInstance)
                        .map(Object::toString))
                .anyMatch(phase -> phase.contains("finals"));
        assertThat(run.result().championId()).isZero();
    }
}
