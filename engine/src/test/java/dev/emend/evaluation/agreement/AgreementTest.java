package dev.emend.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.evaluation.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Against values of scipy and scikit-learn; src/test/python/agreement_vectors.py makes them. */
class AgreementTest {

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(";")).mapToDouble(Double::parseDouble).toArray();
    }

    private static void same(double came, double wanted) {
        if (Double.isNaN(wanted)) {
            assertThat(came).isNaN();
        } else {
            assertThat(came).isCloseTo(wanted, within(1e-10));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "coefficients.csv", numLinesToSkip = 1)
    void coefficientsAreThoseOfScipyAndScikitLearn(
            String scores,
            String human,
            double pearson,
            double spearman,
            double kendall,
            Double kappa,
            double accuracy,
            double accuracyWithTies) {
        double[] given = numbers(scores);
        double[] rated = numbers(human);
        same(Coefficient.PEARSON.of(given, rated), pearson);
        same(Coefficient.SPEARMAN.of(given, rated), spearman);
        same(Coefficient.KENDALL.of(given, rated), kendall);
        same(Coefficient.ACCURACY.of(given, rated), accuracy);
        same(Coefficient.ACCURACY_WITH_TIES.of(given, rated), accuracyWithTies);
        if (kappa != null) {
            same(Coefficient.KAPPA.of(given, rated), kappa);
        }
    }

    private static List<Rating> ratings() throws IOException {
        try (InputStream file = AgreementTest.class.getResourceAsStream("ratings.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells ->
                            new Rating(cells[0], cells[1], Double.parseDouble(cells[2]), Double.parseDouble(cells[3])))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "levels.csv", numLinesToSkip = 1)
    void levelsAreThoseOfAMetaEvaluation(Coefficient coefficient, Level level, double value, int n) throws IOException {
        Agreement agreement = Agreement.of(ratings(), coefficient, level, 1);
        assertThat(agreement.value().orElseThrow()).isCloseTo(value, within(1e-10));
        assertThat(agreement.n()).isEqualTo(n);
        Interval interval = agreement.interval().orElseThrow();
        assertThat(interval.low()).isLessThanOrEqualTo(value);
        assertThat(interval.high()).isGreaterThanOrEqualTo(value - 1e-9);
    }

    @Test
    void theSameRatingsGiveTheSameInterval() throws IOException {
        assertThat(Agreement.of(ratings(), Coefficient.KENDALL, Level.SUMMARY, 1))
                .isEqualTo(Agreement.of(ratings(), Coefficient.KENDALL, Level.SUMMARY, 1));
    }

    @Test
    void aConstantAgreesWithNothingAndHasNoValue() {
        List<Rating> constant = List.of(new Rating("a", "1", 3, 1), new Rating("b", "2", 3, 5));
        for (Coefficient coefficient : List.of(Coefficient.PEARSON, Coefficient.SPEARMAN, Coefficient.KENDALL)) {
            Agreement agreement = Agreement.of(constant, coefficient, Level.ITEM, 1);
            assertThat(agreement.value()).isEmpty();
            assertThat(agreement.interval()).isEmpty();
        }
    }

    @Test
    void outputsForOneInputAreDrawnTogetherSoTheIntervalIsWider() {
        SplittableRandom random = new SplittableRandom(4);
        List<Rating> grouped = new ArrayList<>();
        List<Rating> apart = new ArrayList<>();
        for (int input = 0; input < 25; input++) {
            double difficulty = random.nextDouble();
            double mistake = random.nextDouble();
            for (int system = 0; system < 8; system++) {
                double noise = random.nextDouble() / 50;
                grouped.add(new Rating("s" + system, "i" + input, difficulty + mistake + noise, difficulty));
                apart.add(
                        new Rating("s" + system, "i" + input + "/" + system, difficulty + mistake + noise, difficulty));
            }
        }
        assertThat(width(grouped)).isGreaterThan(1.8 * width(apart));
    }

    private static double width(List<Rating> ratings) {
        Interval interval = Agreement.of(ratings, Coefficient.PEARSON, Level.ITEM, 3)
                .interval()
                .orElseThrow();
        return interval.high() - interval.low();
    }

    @Test
    void tenThousandRatingsAreCountedInNoTime() {
        SplittableRandom random = new SplittableRandom(9);
        double[] scores = random.doubles(100_000).map(x -> Math.rint(20 * x)).toArray();
        double[] human = random.doubles(100_000).map(x -> Math.rint(5 * x)).toArray();
        assertThat(Coefficient.KENDALL.of(scores, human)).isCloseTo(0, within(0.01));
    }

    @Test
    void scoresWithoutRatingsOrWithInfinityAreRefused() {
        assertThatThrownBy(() -> Coefficient.KAPPA.of(new double[] {1, 2}, new double[] {1}))
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> Coefficient.KAPPA.of(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .hasMessageContaining("finite");
    }
}
