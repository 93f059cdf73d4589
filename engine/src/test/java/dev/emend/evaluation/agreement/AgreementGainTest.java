package dev.emend.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two judges on the same items: the difference of their agreement, by groups. */
class AgreementGainTest {

    private static List<Rating> ratings(double[] scores, double[] human, int perGroup) {
        List<Rating> ratings = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            ratings.add(new Rating("", "group " + i / perGroup, scores[i], human[i]));
        }
        return ratings;
    }

    private static final double[] HUMAN = {1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void the_gain_is_the_difference_of_the_coefficients() {
        double[] swapped = {2, 1, 3, 4, 5, 6, 7, 8};
        AgreementGain gain =
                AgreementGain.of(ratings(swapped, HUMAN, 1), ratings(HUMAN, HUMAN, 1), Coefficient.SPEARMAN, 1);

        // One exchange of neighbours among 8: 1 - 6·2 / (8·63).
        assertThat(gain.value()).isCloseTo(6.0 * 2 / (8 * 63), within(1e-12));
        // Two items differ. Of their four exchanges two give both judges the same ties, and the other two are as
        // extreme.
        assertThat(gain.p()).isEqualTo(0.5);
        assertThat(gain.groups()).isEqualTo(8);
    }

    @Test
    void a_judge_of_one_grade_counts_as_chance() {
        double[] constant = {3, 3, 3, 3, 3, 3, 3, 3};

        assertThat(AgreementGain.of(ratings(constant, HUMAN, 1), ratings(HUMAN, HUMAN, 1), Coefficient.SPEARMAN, 1)
                        .value())
                .isEqualTo(1);
        assertThat(AgreementGain.of(ratings(constant, HUMAN, 1), ratings(HUMAN, HUMAN, 1), Coefficient.ACCURACY, 1)
                        .value())
                .isEqualTo(0.5);
    }

    @Test
    void how_widely_a_judge_spreads_its_grades_does_not_matter_for_order() {
        double[] reversed = {8, 7, 6, 5, 4, 3, 2, 1};
        double[] narrow = new double[8];
        for (int i = 0; i < 8; i++) {
            narrow[i] = 0.5 + HUMAN[i] / 1000;
        }

        assertThat(AgreementGain.of(ratings(reversed, HUMAN, 1), ratings(narrow, HUMAN, 1), Coefficient.SPEARMAN, 1))
                .isEqualTo(AgreementGain.of(
                        ratings(reversed, HUMAN, 1), ratings(HUMAN, HUMAN, 1), Coefficient.SPEARMAN, 1));
    }

    @Test
    void whole_groups_are_exchanged_so_few_groups_prove_little() {
        double[] reversed = {8, 7, 6, 5, 4, 3, 2, 1};
        double single = AgreementGain.of(ratings(reversed, HUMAN, 1), ratings(HUMAN, HUMAN, 1), Coefficient.SPEARMAN, 1)
                .p();
        double grouped = AgreementGain.of(
                        ratings(reversed, HUMAN, 4), ratings(HUMAN, HUMAN, 4), Coefficient.SPEARMAN, 1)
                .p();

        assertThat(single).isLessThan(0.05);
        // Two groups have four exchanges, and the observed one has a mirror.
        assertThat(grouped).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void choices_are_alike_where_both_are_on_one_side_of_a_half() {
        double[] human = {1, 0, 1, 0.5};

        assertThat(Coefficient.CHOICE.of(new double[] {0.6, 0.4, 0.1, 0.9}, human))
                .isCloseTo(2.0 / 3, within(1e-12));
        assertThat(Coefficient.CHOICE.of(new double[] {0.5, 0.5, 0.5, 0.5}, human))
                .isEqualTo(0.5);
        assertThat(Coefficient.CHOICE.of(new double[] {1, 0}, new double[] {0.5, 0.5}))
                .isNaN();
    }
}
