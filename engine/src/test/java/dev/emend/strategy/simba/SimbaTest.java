package dev.emend.strategy.simba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import dev.emend.strategy.Play;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimbaTest {

    private record Course(RunResult result, List<String> phases) {

        Stream<Prompt> written() {
            return result.candidates().stream().skip(1).map(RunResult.CandidateRecord::prompt);
        }
    }

    private static Task task(Budget budget, int train, int validation, Map<String, String> options) {
        Task task = Colours.task("simba", 5, budget, train, validation, 80);
        return task.withOptions(options);
    }

    private static Task unlimited(Map<String, String> options) {
        return task(Budget.UNLIMITED, 40, 40, options);
    }

    private static Course run(Task task, Function<Request, String> script) {
        List<String> phases = new ArrayList<>();
        RunResult result = new Run(task, Models.local(new ScriptedModel(script)), new InMemoryJournal())
                .execute(event -> {
                    if (event instanceof RunEvent.PhaseStarted phase) {
                        phases.add(phase.phase());
                    }
                });
        return new Course(result, phases);
    }

    /** Right where {@code knows} says so; the meta-model writes a rule of its own each time. */
    private static Function<Request, String> script(Predicate<Request> knows) {
        return request -> {
            if (request.purpose() == Purpose.META) {
                return "Hypothesis: it is hasty.\n```\nWhere a thing has the number " + request.seed() % 100_000
                        + ", look at it carefully.\n```";
            }
            int number = number(request);
            return Colours.LABELS.get((number + (knows.test(request) ? 0 : 1)) % 4);
        };
    }

    private static int number(Request request) {
        String thing = request.messages().getLast().content();
        return Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1));
    }

    private static boolean isCareful(Request request) {
        return request.messages().getFirst().content().contains("carefully");
    }

    private static long count(List<String> phases, String part) {
        return phases.stream().filter(phase -> phase.contains(part)).count();
    }

    @Test
    void aWrongAnswerIsNeverShownAsADemonstration() {
        Task task = unlimited(Map.of());
        Map<String, String> expected =
                task.splits().train().stream().collect(Collectors.toMap(Example::id, Example::expected));

        // So few answers are right that most of the examples that a step looks at have none.
        Course course = run(task, script(request -> number(request) % 10 == 0));

        List<Demonstration> shown = course.written()
                .flatMap(prompt -> prompt.demonstrations().stream())
                .toList();
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(demonstration ->
                        assertThat(demonstration.output()).isEqualTo(expected.get(demonstration.exampleId())));
    }

    @Test
    void aPromptNeverShowsMoreThanItsShareOfDemonstrations() {
        Course course = run(unlimited(Map.of("demonstrations", "2")), Colours::learner);

        List<Integer> sizes =
                course.written().map(prompt -> prompt.demonstrations().size()).toList();
        assertThat(sizes).contains(2).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(2));
    }

    @Test
    void withoutDemonstrationsItWritesRulesAlone() {
        Course course = run(unlimited(Map.of("demonstrations", "0")), script(request -> number(request) % 2 == 0));

        assertThat(course.written()).isNotEmpty().allSatisfy(prompt -> {
            assertThat(prompt.demonstrations()).isEmpty();
            assertThat(prompt.instruction().source())
                    .startsWith("Name the colour: blue, green, red or yellow.\n\nWhere a thing has the number");
        });
    }

    /** DSPy's program selects on train, where this rule is the best there is. */
    @Test
    void whatHelpsOnTrainAloneDoesNotWin() {
        Task task = unlimited(Map.of("demonstrations", "0"));
        Set<String> train = task.splits().train().stream()
                .map(example -> String.valueOf(example.inputs().get("thing")))
                .collect(Collectors.toSet());

        Course course = run(
                task,
                script(request -> isCareful(request)
                        ? train.contains(request.messages().getLast().content())
                        : number(request) % 2 == 0));

        assertThat(course.written()).isNotEmpty();
        assertThat(count(course.phases, "finals")).isEqualTo(1);
        assertThat(course.result.championId()).isZero();
    }

    /** DSPy's program takes the score of the seed, which it never measures, for zero. */
    @Test
    void theSeedIsNotTakenForWorseThanItIs() {
        Course course = run(
                unlimited(Map.of("demonstrations", "0")),
                script(request -> !isCareful(request) && number(request) % 2 == 0));

        List<RunResult.CandidateRecord> candidates = course.result.candidates();
        long fromSeed = candidates.stream()
                .filter(candidate -> candidate.parents().equals(List.of(0)))
                .count();
        assertThat(2 * fromSeed).isGreaterThan(candidates.size());
    }

    @Test
    void whatNeitherARuleNorADemonstrationCouldImproveIsNotCopiedAndScored() {
        Course course = run(unlimited(Map.of("demonstrations", "0")), script(request -> true));

        assertThat(course.written()).isEmpty();
        assertThat(course.phases).noneMatch(phase -> phase.contains("scoring"));
    }

    @Test
    void aStepOfWhichNothingCouldBeReadIsNone() {
        Function<Request, String> writing = script(request -> number(request) % 2 == 0);
        AtomicInteger rules = new AtomicInteger();
        Course course = run(
                unlimited(Map.of("demonstrations", "0", "candidates", "2", "steps", "2")),
                request -> request.purpose() == Purpose.META && rules.incrementAndGet() <= 2
                        ? "no fence at all"
                        : writing.apply(request));

        assertThat(course.phases)
                .filteredOn(phase -> phase.contains(": scoring"))
                .hasSize(2)
                .allMatch(phase -> phase.startsWith("step 2:") || phase.startsWith("step 3:"));
    }

    @Test
    void aMetaModelThatWritesNothingOfUseEndsTheSearch() {
        Function<Request, String> answering = script(request -> number(request) % 2 == 0);
        Course course = run(
                unlimited(Map.of("demonstrations", "0", "steps", "2")),
                request -> request.purpose() == Purpose.META ? "no" : answering.apply(request));

        assertThat(count(course.phases, "sampling")).isEqualTo(3 * 2);
    }

    /** A copy beside other answers looks like something to learn. */
    @Test
    void noPromptIsSampledOnWhatItShows() {
        Play play = Play.of(unlimited(Map.of()), Colours::learner);

        List<Request> samples = play.answering().stream()
                .filter(request -> request.sampling().temperature() >= 0.5)
                .toList();
        assertThat(samples)
                .anyMatch(request -> Play.demonstrations(request) > 0)
                .noneMatch(request -> request.messages()
                        .subList(0, request.messages().size() - 1)
                        .contains(request.messages().getLast()));
    }

    @Test
    void takesItsFullSizeWhereCallsAreNotLimited() {
        Course course = run(unlimited(Map.of()), Colours::learner);

        assertThat(course.phases).contains("step 8: sampling 6 answers to each of 32 examples");
    }

    @Test
    void whatTheUserGivesIsNotShrunkWhereCallsAreFew() {
        Course course =
                run(task(Budget.calls(300 + 160), 60, 60, Map.of("batch", "24", "candidates", "5")), Colours::learner);

        assertThat(course.phases).contains("step 1: sampling 5 answers to each of 24 examples");
    }

    @Test
    void whatTheUserGivesIsShrunkWhereTheCallsDoNotPayForAStep() {
        Course course =
                run(task(Budget.calls(300 + 160), 60, 60, Map.of("batch", "32", "candidates", "6")), Colours::learner);

        assertThat(count(course.phases, "sampling")).isGreaterThanOrEqualTo(2);
        assertThat(count(course.phases, "finals")).isEqualTo(1);
    }

    @Test
    void shrinksToTakeTwoStepsAndTheFinalsWithinThreeHundredCalls() {
        Course course = run(task(Budget.calls(300 + 160), 60, 60, Map.of()), Colours::learner);

        assertThat(count(course.phases, "sampling")).isGreaterThanOrEqualTo(2);
        assertThat(count(course.phases, "finals")).isEqualTo(1);
        assertThat(course.result
                        .candidates()
                        .get(course.result.championId())
                        .validation()
                        .orElseThrow()
                        .n())
                .isEqualTo(60);
    }
}
