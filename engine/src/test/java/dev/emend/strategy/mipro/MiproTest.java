package dev.emend.strategy.mipro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.Fate;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import dev.emend.strategy.Play;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MiproTest {

    private static List<Prompt> prompts(Play play) {
        return play.result().candidates().stream()
                .map(RunResult.CandidateRecord::prompt)
                .toList();
    }

    private static List<String> instructionRequests(Play play) {
        return play.metaQuestions().stream()
                .filter(question -> question.contains("Hypothesis:"))
                .toList();
    }

    /** DSPy bootstraps and shows demonstrations all the same (its issue 8508). */
    @Test
    void withoutDemonstrationsNothingIsBootstrappedAndNothingShown() {
        Play play = Play.of("mipro", Map.of("max-demonstrations", "0"), Budget.UNLIMITED);

        assertThat(play.answering()).noneMatch(request -> Play.demonstrations(request) > 0);
        Set<String> train = play.things(play.task().splits().train());
        assertThat(play.asked().values()).allSatisfy(asked -> assertThat(asked).doesNotContainAnyElementsOf(train));
        assertThat(instructionRequests(play)).hasSize(11);
    }

    @Test
    void withoutDemonstrationsNoCallsAreKeptForPairsThatAreNotThere() {
        Play play = Play.of("mipro", Map.of("max-demonstrations", "0"), Budget.UNLIMITED);

        assertThat(play.phases()).contains("trials 1 to 12 of 12: every instruction and every set once");
    }

    /** DSPy draws a size from 1 to 0 here, and ends with an error (its issue 9938). */
    @Test
    void noBootstrappedDemonstrationsMeansLabelsAlone() {
        Play play = Play.of("mipro", Map.of("max-bootstrapped", "0", "max-demonstrations", "1"), Budget.UNLIMITED);

        assertThat(prompts(play)).allMatch(prompt -> prompt.demonstrations().size() <= 1);
        assertThat(prompts(play)).anyMatch(prompt -> prompt.demonstrations().size() == 1);
        Set<String> train = play.things(play.task().splits().train());
        assertThat(play.asked().values()).allSatisfy(asked -> assertThat(asked).doesNotContainAnyElementsOf(train));
    }

    /** DSPy draws a minibatch for each trial, so that its trials are not comparable. */
    @Test
    void everyTrialMeetsTheSameExamplesInTheSameOrder() {
        Play play = Play.of("mipro", Map.of("minibatch", "7"), Budget.UNLIMITED);

        Set<String> validation = play.things(play.task().splits().validation());
        Set<String> finalists = new TreeSet<>();
        play.result().candidates().stream()
                .filter(candidate -> !(candidate.fate() instanceof Fate.Kept))
                .forEach(candidate -> finalists.add(Play.start(candidate.prompt())));
        List<Set<String>> met = play.asked().entrySet().stream()
                .filter(entry -> !finalists.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .peek(asked -> asked.retainAll(validation))
                .filter(asked -> !asked.isEmpty() && asked.size() < validation.size())
                .sorted(Comparator.comparing(Set::size))
                .toList();
        assertThat(met).hasSizeGreaterThan(5).allMatch(asked -> asked.size() % 7 == 0);
        for (int i = 1; i < met.size(); i++) {
            assertThat(met.get(i)).containsAll(met.get(i - 1));
        }
    }

    @Test
    void makesThePapersNumberOfTrialsWithFullEvaluationsBetweenThem() {
        Play play = Play.of("mipro", Map.of("minibatch", "8"), Budget.UNLIMITED);

        assertThat(play.phases()).anyMatch(phase -> phase.startsWith("trials 1 to 12 of 18"));
        assertThat(play.phases())
                .filteredOn(phase -> phase.startsWith("trial "))
                .hasSize(6);
        assertThat(play.phases())
                .filteredOn(phase -> phase.contains("best by posterior"))
                .hasSizeBetween(1, 2);
    }

    @Test
    void drawsItselfInWhereCallsAreFewAndStillComesToTheFinals() {
        Play play = Play.of("mipro", Map.of(), Budget.calls(160 + 300));

        assertThat(play.phases()).filteredOn(phase -> phase.startsWith("trial")).hasSizeGreaterThan(2);
        assertThat(play.phases()).anyMatch(phase -> phase.startsWith("finals"));
        assertThat(play.result().stopped().label()).isEqualTo("finished");
    }

    @Test
    void moreTrialsThanCallsAreThereForDoNotTakeItsCandidates() {
        Budget budget = Budget.calls(2 * 80 + 300);
        Map<String, String> minibatch = Map.of("minibatch", "10");
        Play usual = Play.of(few(minibatch, budget), Colours::learner);

        Play many = Play.of(few(Map.of("minibatch", "10", "trials", "30"), budget), Colours::learner);

        assertThat(instructionRequests(many)).hasSizeGreaterThan(2).hasSameSizeAs(instructionRequests(usual));
        assertThat(many.result().candidates())
                .hasSizeGreaterThanOrEqualTo(usual.result().candidates().size());
    }

    @Test
    void candidatesThatTheUserGivesAreNotGivenUpWhereCallsAreFew() {
        Budget budget = Budget.calls(2 * 80 + 300);

        Play play = Play.of(few(Map.of("candidates", "30"), budget), Colours::learner);

        assertThat(instructionRequests(play))
                .hasSizeGreaterThan(instructionRequests(Play.of(few(Map.of(), budget), Colours::learner))
                        .size());
        assertThat(play.phases()).anyMatch(phase -> phase.startsWith("finals"));
    }

    private static Task few(Map<String, String> options, Budget budget) {
        return Colours.task("mipro", 5, budget, 40, 60, 80).withOptions(options);
    }

    @Test
    void instructionsAreGroundedInOneSummaryAndDifferByTheirTips() {
        Play play = Play.of("mipro", Map.of("candidates", "14"), Budget.UNLIMITED, MiproTest::summarizer);

        assertThat(play.metaQuestions()).hasSize(7);
        assertThat(instructionRequests(play))
                .hasSize(6)
                .allMatch(question -> question.contains("What the data look like: Things with numbers."))
                .doesNotHaveDuplicates();
        assertThat(instructionRequests(play)).anyMatch(question -> question.contains("You are"));
    }

    private static String summarizer(Request request) {
        return summarizer(request, "Things with numbers.");
    }

    private static String summarizer(Request request, String summary) {
        boolean asked = request.purpose() == Purpose.META
                && !request.messages().getLast().content().contains("Hypothesis:");
        return asked ? summary : Colours.learner(request);
    }

    @Test
    void aSummaryWithoutEndDoesNotOverflowTheRequests() {
        String endless = "Things with numbers. ".repeat(2000);

        Play play = Play.of("mipro", Map.of(), Budget.calls(600), request -> summarizer(request, endless));

        assertThat(instructionRequests(play)).isNotEmpty().allMatch(question -> question.length() < 4000);
    }

    /** The best pair is one of a certain instruction and demonstrations; the search has to find both. */
    @Test
    void findsAPairThatIsBetterThanEitherPart() {
        Play play = Play.of("mipro", Map.of("candidates", "44"), Budget.UNLIMITED);

        assertThat(play.result().prompt().demonstrations()).isNotEmpty();
        assertThat(play.result().prompt().instruction().source()).contains("carefully");
    }
}
