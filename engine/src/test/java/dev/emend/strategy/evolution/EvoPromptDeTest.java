package dev.emend.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.proposal.Differential;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
import dev.emend.strategy.Rehearsal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvoPromptDeTest {

    private static final Pattern BEATEN = Pattern.compile("beaten by candidate (\\d+) on 40 examples");

    private static Rehearsal run(Map<String, String> options) {
        return Rehearsal.of("evoprompt-de", options, Budget.UNLIMITED, Colours::learner);
    }

    /** The published code draws three of the others, and fails where there are fewer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyPopulationHasChallengers(int population) {
        Rehearsal run = run(Map.of("population", String.valueOf(population), "generations", "3"));

        assertThat(run.proposed(population == 1 ? ThinkingStyle.NAME : Differential.NAME))
                .isNotEmpty();
    }

    @Test
    void thePopulationIsFullThoughHalfOfTheRepliesCannotBeRead() {
        Rehearsal run = Rehearsal.of(
                "evoprompt-de",
                Map.of("population", "8", "patience", "1"),
                Budget.UNLIMITED,
                request ->
                        request.purpose() == Purpose.META && request.seed() % 2 == 0 ? "no" : Colours.learner(request));

        assertThat(run.events(RunEvent.PhaseStarted.class))
                .extracting(RunEvent.PhaseStarted::phase)
                .contains("generation 1: challenging 8 members");
    }

    @Test
    void aMetaModelThatWritesNothingOfUseEndsTheSearch() {
        Rehearsal run = Rehearsal.of(
                "evoprompt-de",
                Map.of("population", "8"),
                Budget.UNLIMITED,
                request -> request.purpose() == Purpose.META ? "no" : Colours.learner(request));

        // Three for each founder that is missing, and one for each of three generations in place of one.
        assertThat(run.asked()).hasSize(3 * 7 + 3 * 3);
    }

    @Test
    void aGenerationWithoutAChallengerIsNoneWithoutANewLeader() {
        Rehearsal run = Rehearsal.of(
                "evoprompt-de",
                Map.of("population", "1", "patience", "3"),
                Budget.UNLIMITED,
                request -> request.purpose() != Purpose.META
                        ? "red"
                        : request.seed() % 2 == 0 ? "no" : Colours.learner(request));

        assertThat(run.result().refusals()).isNotEmpty();
        assertThat(run.result().candidates()).hasSize(1 + 3);
    }

    @Test
    void aChallengerComesFromItsMemberTheBestAndTwoOthers() {
        Rehearsal run = run(Map.of("population", "6", "generations", "2"));

        assertThat(run.proposed(Differential.NAME))
                .isNotEmpty()
                .allSatisfy(challenger ->
                        assertThat(challenger.parents()).hasSizeBetween(3, 4).doesNotHaveDuplicates());
    }

    /** All are scored on all of validation here, so that the final score is what selection saw. */
    @Test
    void onlyWhoIsStrictlyBetterTakesAPlace() {
        Rehearsal run = run(Map.of("population", "5", "generations", "5", "patience", "5"));

        int beaten = 0;
        for (RunEvent.Dropped dropped : run.events(RunEvent.Dropped.class)) {
            Matcher why = BEATEN.matcher(dropped.why());
            if (why.find()) {
                beaten++;
                assertThat(run.score(Integer.parseInt(why.group(1)))).isGreaterThan(run.score(dropped.candidate()));
            }
        }
        assertThat(beaten).isPositive();
    }

    @Test
    void equalsChangeNothing() {
        Rehearsal run = Rehearsal.of(
                "evoprompt-de",
                Map.of("population", "4"),
                Budget.UNLIMITED,
                request -> request.purpose() == Purpose.META ? Colours.learner(request) : "red");

        assertThat(run.proposed(Differential.NAME)).isNotEmpty();
        assertThat(run.events(RunEvent.Dropped.class))
                .extracting(RunEvent.Dropped::why)
                .noneMatch(why -> why.startsWith("beaten"));
        assertThat(run.result().championId()).isZero();
    }

    @Test
    void theDifferencesAreShownNotLeftToBeFound() {
        List<String> questions =
                run(Map.of("population", "4", "generations", "1")).questions();

        assertThat(questions)
                .filteredOn(question -> question.contains("agree but for this"))
                .isNotEmpty()
                .allSatisfy(question -> assertThat(question).containsPattern("One of them says:\\n- \\S"));
    }
}
