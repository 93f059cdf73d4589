package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContestTest {

    @Test
    void whereNobodyChallengesTheSeedItsStandingIsMeasuredAllTheSame() {
        ScoredSearch search = new ScoredSearch(1, 60, (candidate, example) -> 0.5);
        Contest contest = new Contest(search, 6);

        contest.race(List.of(), "first");
        contest.race(List.of(), "second");

        assertThat(search.evaluations).isEqualTo(6);
    }

    @Test
    void whoLeadsIsNotDroppedByThoseWhoMayNotLead() {
        List<Integer> first = firstMet(12);
        ScoredSearch search = new ScoredSearch(
                4, 60, (candidate, example) -> candidate >= 2 || candidate == 1 && first.contains(example) ? 1 : 0);

        new Contest(search, 6)
                .race(
                        List.of(search.candidate(1), search.candidate(2), search.candidate(3)),
                        "label",
                        Long.MAX_VALUE,
                        challenger -> challenger.id() == 1);

        assertThat(search.leader().id()).isEqualTo(1);
        assertThat(search.dropped).doesNotContainKey(1);
    }

    @Test
    void aSingleValidationExampleDecides() {
        ScoredSearch search = new ScoredSearch(3, 1, (candidate, example) -> candidate == 2 ? 1 : 0);

        new Contest(search, 4).race(List.of(search.candidate(1), search.candidate(2)), "label");

        assertThat(search.leader().id()).isEqualTo(2);
    }

    /** A search whose budget ends after so many evaluations. */
    private static ScoredSearch ending(int most, ScoredSearch.Scores scores) {
        int[] calls = {0};
        return new ScoredSearch(3, 60, (candidate, example) -> {
            if (++calls[0] > most) {
                throw new IllegalStateException("the budget has ended");
            }
            return scores.of(candidate, example);
        });
    }

    /** @param leads of the first two challengers */
    private static void raceToTheEndOfTheBudget(ScoredSearch search, Predicate<Candidate> leads) {
        Throwable ended = catchThrowable(() -> new Contest(search, 6)
                .race(List.of(search.candidate(1), search.candidate(2)), "label", Long.MAX_VALUE, leads));

        assertThat(ended).isInstanceOf(IllegalStateException.class);
    }

    private static ScoredSearch endingWithALeaderThatMissesTheFirst() {
        ScoredSearch search = ending(60 + 16, (candidate, example) -> candidate == 1 && example == firstMet() ? 0 : 1);
        search.evaluate(List.of(search.candidate(1)), search.validation());
        search.lead(search.candidate(1));
        return search;
    }

    @Test
    void aBudgetThatEndsInMidRaceDoesNotEndWithAChallengerThatIsAheadOfAProvedLeaderByOneAnswer() {
        ScoredSearch search = endingWithALeaderThatMissesTheFirst();

        Throwable ended = catchThrowable(
                () -> new Contest(search, 6).race(List.of(search.candidate(0), search.candidate(2)), "label"));

        assertThat(ended).isInstanceOf(IllegalStateException.class);
        assertThat(search.leader().id()).isEqualTo(1);
    }

    /** The gate compares with the user's own prompt, and would not see that a better one was given up. */
    @Test
    void aSearchThatBeginsWithAnImprovedPromptDoesNotGiveItUpForOneAnswerEither() {
        ScoredSearch search = endingWithALeaderThatMissesTheFirst();
        Search later = new StartingFrom(search, search.candidate(1), List.of());

        Throwable ended = catchThrowable(
                () -> new Contest(later, 6).race(List.of(search.candidate(0), search.candidate(2)), "label"));

        assertThat(ended).isInstanceOf(IllegalStateException.class);
        assertThat(search.leader().id()).isEqualTo(1);
    }

    @Test
    void whoLedAfterAHeatLeadsOnOnlyWhereItIsAheadOfTheSeedOnAllThatBothHaveMet() {
        List<Integer> met = firstMet(24);
        ScoredSearch search = new ScoredSearch(2, 60, (candidate, example) -> {
            int place = met.indexOf(example);
            return candidate == 1 ? place >= 0 && place < 6 ? 1 : 0 : place >= 2 && place < 24 ? 1 : 0;
        });
        Contest contest = new Contest(search, 6);
        search.evaluate(List.of(search.seed()), contest.first("label", 24));
        contest.heat(List.of(search.candidate(1)), "label", 12);
        assertThat(search.leader().id()).isEqualTo(1);

        contest.confirm();

        assertThat(search.leader().id()).isZero();
        assertThat(search.scoreboard().outcomes(0, search.validation())).hasSize(60);
    }

    @Test
    void whoIsLevelWithTheSeedAfterAHeatIsLeftToTheGate() {
        ScoredSearch search = new ScoredSearch(2, 60, (candidate, example) -> 0.5);
        search.evaluate(List.of(search.seed()), search.validation().subList(0, 24));
        search.lead(search.candidate(1));

        new Contest(search, 6).confirm();

        assertThat(search.leader().id()).isEqualTo(1);
        assertThat(search.evaluations).isEqualTo(24 + 60);
    }

    /** By the worse of two halves the second is best after a block, while by the sum it is last and goes. */
    @Test
    void whoLeadsByAMetricThatIsNoMeanIsNotForgottenWhereARacePutsItOut() {
        ScoredSearch search = new ScoredSearch(
                ScoredSearch.WORST_HALF,
                4,
                48,
                (candidate, example) -> candidate == 0 ? 0 : candidate == 2 ? 0.5 : example % 2 == 0 ? 1 : 0.25);

        new Contest(search, 12)
                .race(List.of(search.candidate(1), search.candidate(2), search.candidate(3)), "label", 100);

        assertThat(search.leader().id()).isEqualTo(2);
    }

    @Test
    void aBudgetThatEndsInMidRaceSendsWhoIsAheadOfTheUsersOwnPromptToTheGate() {
        ScoredSearch search = ending(60 + 16, (candidate, example) -> candidate == 0 && example == firstMet() ? 0 : 1);
        search.evaluate(List.of(search.seed()), search.validation());

        raceToTheEndOfTheBudget(search, challenger -> true);

        assertThat(search.leader().id()).isEqualTo(1);
    }

    @Test
    void aBudgetThatEndsInTheFirstBlockSendsWhoIsFurthestAheadByThenToTheGate() {
        ScoredSearch search =
                ending(60 + 6 + 4, (candidate, example) -> candidate == 0 ? 0.2 : candidate == 1 ? 0.5 : 1);
        search.evaluate(List.of(search.seed()), search.validation());

        raceToTheEndOfTheBudget(search, challenger -> true);

        assertThat(search.leader().id()).isEqualTo(2);
    }

    @Test
    void aBudgetThatEndsInTheFirstBlockKeepsTheUsersOwnPromptWhereNobodyIsAhead() {
        ScoredSearch search = ending(60 + 6 + 4, (candidate, example) -> 0.5);
        search.evaluate(List.of(search.seed()), search.validation());

        raceToTheEndOfTheBudget(search, challenger -> true);

        assertThat(search.leader().id()).isZero();
    }

    @Test
    void aBudgetThatEndsInTheFirstBlockEndsWithNobodyWhoMayNotLead() {
        ScoredSearch search = ending(60 + 6 + 4, (candidate, example) -> candidate == 0 ? 0 : 1);
        search.evaluate(List.of(search.seed()), search.validation());

        raceToTheEndOfTheBudget(search, challenger -> challenger.id() == 2);

        assertThat(search.leader().id()).isEqualTo(2);
    }

    private static int firstMet() {
        return firstMet(6).getFirst();
    }

    /** The numbers of the examples that a race meets first. */
    private static List<Integer> firstMet(int examples) {
        ScoredSearch search = new ScoredSearch(1, 60, (candidate, example) -> 0);
        return new Contest(search, 6)
                .first("label", examples).stream()
                        .map(search.validation()::indexOf)
                        .toList();
    }

    @Test
    void aBudgetThatEndsInMidRaceEndsWithAChallengerThatIsFarAhead() {
        ScoredSearch search = ending(60 + 16, (candidate, example) -> candidate == 1 ? 1 : 0);
        search.evaluate(List.of(search.seed()), search.validation());

        assertThat(catchThrowable(
                        () -> new Contest(search, 6).race(List.of(search.candidate(1), search.candidate(2)), "label")))
                .isNotNull();

        assertThat(search.leader().id()).isEqualTo(1);
    }

    @Test
    void aBudgetThatEndsWhileTheWinnerMeetsTheRestEndsWithWhoIsAheadOnAllThatBothHaveMet() {
        for (int most = 61; most < 140; most++) {
            ScoredSearch search = ending(most, (candidate, example) -> candidate == 0 ? 0.5 : example < 20 ? 1 : 0);
            search.evaluate(List.of(search.seed()), search.validation());

            Throwable ended = catchThrowable(() -> new Contest(search, 6).race(List.of(search.candidate(1)), "label"));

            if (ended == null) {
                assertThat(search.leader().id()).isZero();
            } else {
                double challenger =
                        search.scoreboard().score(1, search.scoreboard().shared(0, 1, search.validation()));
                assertThat(search.leader().id()).as("after %d", most).isLessThanOrEqualTo(challenger > 0.5 ? 1 : 0);
            }
        }
    }

    @Test
    void theFirstExamplesOfARaceAreThoseThatItMeets() {
        ScoredSearch search = new ScoredSearch(2, 60, (candidate, example) -> candidate);
        Contest contest = new Contest(search, 6);
        search.evaluate(List.of(search.seed()), contest.first("label", 24));

        contest.race(List.of(search.candidate(1)), "label");

        assertThat(search.scoreboard().outcomes(0, search.validation())).hasSize(24);
    }

    /** The leader has met all of validation, or nothing of it. */
    @ParameterizedTest
    @CsvSource({"false, 60", "false, 20", "true, 60", "true, 20"})
    void aRaceThatIsAffordableIsPaidForToItsEnd(boolean known, int calls) {
        ScoredSearch search = new ScoredSearch(5, 60, (candidate, example) -> example % 10 < candidate + 3 ? 1 : 0);
        if (known) {
            search.evaluate(List.of(search.seed()), search.validation());
        }
        search.allow(calls);
        List<Candidate> challengers =
                List.of(search.candidate(1), search.candidate(2), search.candidate(3), search.candidate(4));
        Contest contest = new Contest(search, 12);

        contest.heat(challengers, "label", contest.affordable(challengers));

        assertThat(search.callsLeft()).isNotNegative();
        assertThat(challengers)
                .extracting(candidate -> search.scoreboard()
                        .outcomes(candidate.id(), search.validation())
                        .size())
                .allMatch(met -> met >= calls / 6);
    }

    @Test
    void theFirstBlockCostsNothingWhereTheLeaderHasMetIt() {
        ScoredSearch search = new ScoredSearch(3, 60, (candidate, example) -> 0.5);
        Contest contest = new Contest(search, 12);

        assertThat(contest.firstBlock("label", 2)).isEqualTo(36);
        search.evaluate(List.of(search.seed()), contest.first("label", 5));
        assertThat(contest.firstBlock("label", 2)).isEqualTo(31);
    }

    @ParameterizedTest
    @CsvSource({"1000, 16, 16", "300, 16, 8", "60, 16, 2", "60, 1, 1"})
    void aFieldIsAsLargeAsTheCallsPayFor(int calls, int most, int field) {
        ScoredSearch search = new ScoredSearch(1, 60, (candidate, example) -> 0.5);
        search.allow(calls);

        assertThat(Finals.field(search, most, candidates -> 0)).isEqualTo(field);
    }
}
