package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.evaluation.Estimate;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of races that the calls left do not pay for in full. */
class FewCallsTest {

    /** From fewer calls than a block of the race takes to those of several steps. */
    @ParameterizedTest
    @CsvSource({
        "compose, 40", "compose, 60", "compose, 90", "compose, 120", "compose, 300",
        "reflective, 40", "reflective, 60", "reflective, 90", "reflective, 120", "reflective, 300"
    })
    void fewerCandidatesMeetTheSameExamples(String strategy, long calls) {
        Play play = Play.of(Colours.task(strategy, 5, Budget.calls(160 + calls), 40, 60, 80), Colours::learner);

        List<Integer> met = play.result().candidates().stream()
                .map(candidate -> candidate.validation().map(Estimate::n).orElse(0))
                .toList();
        int fewest = Collections.min(met);
        assertThat(met).hasSizeGreaterThan(2);
        assertThat(fewest).isPositive();
        if (calls <= 60) {
            assertThat(met.stream().filter(n -> n > fewest)).hasSizeLessThanOrEqualTo(1);
        }
    }
}
