package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTurnsTest {

    private static StepTurns turns(int first, int second, int third) {
        Map<String, Integer> blames = new LinkedHashMap<>();
        blames.put("a", first);
        blames.put("b", second);
        blames.put("c", third);
        return new StepTurns(blames);
    }

    @Test
    void theMostBlamedComesFirstAndOfEqualsTheEarliest() {
        assertThat(turns(2, 5, 5).next()).contains("b");
        assertThat(turns(0, 0, 0).next()).isEmpty();
    }

    @Test
    void aStepThatWasSearchedToItsEndInVainDoesNotComeBack() {
        StepTurns turns = turns(5, 2, 0);

        turns.searchedInVain("a", false);
        assertThat(turns.next()).contains("b");
        turns.searchedInVain("b", false);

        assertThat(turns.next()).isEmpty();
    }

    @Test
    void aStepWhoseShareDidNotSufficeComesBackWhenNoOtherIsLeft() {
        StepTurns turns = turns(5, 2, 0);
        turns.searchedInVain("a", true);
        assertThat(turns.next()).contains("b");
        turns.searchedInVain("b", false);

        assertThat(turns.next()).contains("a");
        turns.searchedInVain("a", false);

        assertThat(turns.next()).isEmpty();
    }

    @Test
    void aStepGetsItsShareOfTheBlameThatIsLeftAndHalfAtLeast() {
        StepTurns turns = turns(6, 3, 1);

        assertThat(turns.share("a", 1000)).isEqualTo(600);
        turns.searchedInVain("a", true);

        assertThat(turns.share("b", 1000)).isEqualTo(750);
        assertThat(turns.share("c", 1000)).isEqualTo(500);
        assertThat(turns.share("b", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }
}
