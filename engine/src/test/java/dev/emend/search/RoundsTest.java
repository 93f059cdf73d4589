package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {

    private static int passed(Rounds rounds, int measuredEvery) {
        int passed = 0;
        while (rounds.areLeft()) {
            passed++;
            rounds.passed(passed % measuredEvery == 0);
        }
        return passed;
    }

    @Test
    void onlyRoundsInWhichACandidateWasMeasuredCount() {
        assertThat(passed(new Rounds(4), 1)).isEqualTo(4);
        assertThat(passed(new Rounds(4), 2)).isEqualTo(8);
    }

    @Test
    void whereNothingIsMeasuredThereAreThreeTimesAsManyAtMost() {
        assertThat(passed(new Rounds(4), 1000)).isEqualTo(12);
    }

    @Test
    void theyCanStartOver() {
        Rounds rounds = new Rounds(2);
        passed(rounds, 1);

        rounds.startOver();

        assertThat(passed(rounds, 1)).isEqualTo(2);
    }

    @Test
    void aNewLeaderHasTheCountBeginAgain() {
        Rounds rounds = new Rounds(2);
        rounds.passed(true, false);

        rounds.passed(true, true);

        assertThat(passed(rounds, 1)).isEqualTo(2);
    }
}
