package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.proposal.Differential;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.RunEvent;
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
