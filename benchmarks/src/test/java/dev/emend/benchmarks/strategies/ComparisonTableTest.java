package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    /** Of 40 rows, the seed prompt has 20 right and the champion so many. */
    private static ResultLine line(String task, String strategy, long seed, int right, double p, boolean shipped) {
        List<Double> before = scores(20);
        List<Double> after = scores(right);
        double gain = (right - 20) / 40.0;
        return new ResultLine(
                new Attempt(task, "print", strategy, Map.of(), seed, "model", "model", 300),
                Map.of("search", Map.of("task", 250L, "meta", 10L), "gate", Map.of("task", 80L)),
                1000,
                new ResultLine.Score(0.5, 0.35, 0.65, 40),
                new ResultLine.Score(right / 40.0, 0, 1, 40),
                right == 20 ? ResultLine.Gain.NONE : new ResultLine.Gain(gain, gain - 0.1, gain + 0.1, p, "test"),
                before,
                after,
                shipped ? "promoted" : "no-change",
                shipped,
                false,
                5,
                8,
                0.25,
                "finished",
                12,
                0);
    }

    private static List<Double> scores(int right) {
        List<Double> scores = new ArrayList<>(Collections.nCopies(right, 1.0));
        scores.addAll(Collections.nCopies(40 - right, 0.0));
        return scores;
    }

    private static String row(String markdown, String strategy) {
        return markdown.lines()
                .filter(line -> line.startsWith("| " + strategy + " |"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCellIsTheMeanGainOfTheRuns() {
        String markdown = ComparisonTable.markdown(
                List.of(line("a", "x", 1, 30, 0.01, true), line("a", "x", 2, 26, 0.2, false)), "none");

        assertThat(row(markdown, "x"))
                .contains("| +20.0 (")
                .contains(", 2 runs |")
                .contains("| 1 of 2 |");
        assertThat(row(markdown, "x")).contains("| 260 | 12 | 25 % |");
        assertThat(row(markdown, "seed prompt")).contains("50.0 % (35.0 to 65.0, n = 40)");
    }

    @Test
    void lossesAreShownAndStandBelow() {
        String markdown = ComparisonTable.markdown(
                List.of(line("a", "loser", 1, 10, 0.01, false), line("a", "winner", 1, 24, 0.5, false)), "none");

        assertThat(row(markdown, "loser")).contains("| -25.0 (");
        assertThat(markdown.indexOf("| winner")).isLessThan(markdown.indexOf("| loser"));
    }

    @Test
    void whoLacksATaskHasNoMeanOverAllAndStandsLast() {
        String markdown = ComparisonTable.markdown(
                List.of(
                        line("a", "half", 1, 40, 0.01, true),
                        line("a", "whole", 1, 22, 0.5, false),
                        line("b", "whole", 1, 22, 0.5, false)),
                "none");

        assertThat(row(markdown, "half")).contains("| – | – |");
        assertThat(markdown.indexOf("| whole")).isLessThan(markdown.indexOf("| half"));
    }

    @Test
    void everyoneIsComparedWithTheReferenceOnTheSameRows() {
        String markdown = ComparisonTable.markdown(
                List.of(line("a", "base", 1, 25, 0.1, false), line("a", "x", 1, 29, 0.05, false)), "base");

        String second = markdown.substring(markdown.indexOf("against those of base"));
        assertThat(row(second, "x")).contains("| +10.0 (");
    }

    @Test
    void modelsAndBudgetsAreNotMixed() {
        ResultLine other = line("a", "x", 1, 30, 0.01, true);
        Attempt attempt = other.attempt();
        Attempt dearer = new Attempt("a", "print", "x", Map.of(), 1, "model", "other", 600);
        String markdown = ComparisonTable.markdown(
                List.of(
                        other,
                        new ResultLine(
                                dearer,
                                other.spent(),
                                other.tokens(),
                                other.seedPrompt(),
                                other.champion(),
                                other.gain(),
                                other.seedScores(),
                                other.championScores(),
                                other.verdict(),
                                other.shipped(),
                                other.gateIsFresh(),
                                1,
                                1,
                                0,
                                "finished",
                                1,
                                0)),
                "none");

        assertThat(markdown)
                .contains("## " + attempt.model() + ", 300 calls")
                .contains("## model, prompts by other, 600 calls");
    }

    @Test
    void twoVersionsOfATaskAreRefused() {
        ResultLine line = line("a", "x", 1, 30, 0.01, true);
        ResultLine older = new ResultLine(
                new Attempt("a", "older", "x", Map.of(), 1, "model", "model", 300),
                line.spent(),
                1,
                line.seedPrompt(),
                line.champion(),
                line.gain(),
                line.seedScores(),
                line.championScores(),
                "promoted",
                true,
                false,
                1,
                1,
                0,
                "finished",
                1,
                0);

        assertThatThrownBy(() -> ComparisonTable.markdown(List.of(line, older), "none"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("two versions");
    }

    @Test
    void onlyWhatIsWorseByTheTestIsHarm() {
        String text = NoHarm.text(List.of(
                line("a", "x", 1, 10, 0.02, true),
                line("a", "x", 2, 18, 0.6, true),
                line("a", "x", 3, 9, 0.01, false),
                line("a", "x", 4, 20, 1, false)));

        assertThat(row(text, "x")).contains("| 4 | 2 | 1 of 4 (").contains("| 3 | 2 of 4 (");
    }

    @Test
    void aGateThatDecidedOnTheFreshRowsIsNoProofThatNothingWasHarmed() {
        ResultLine line = line("a", "x", 1, 30, 0.01, true);
        ResultLine own = new ResultLine(
                line.attempt(),
                line.spent(),
                line.tokens(),
                line.seedPrompt(),
                line.champion(),
                line.gain(),
                line.seedScores(),
                line.championScores(),
                line.verdict(),
                true,
                true,
                1,
                1,
                0,
                "finished",
                1,
                0);

        String text = NoHarm.text(List.of(own));

        assertThat(row(text, "x")).contains("| 1 | 0 | – | 1 | 0 of 1 (");
        assertThat(text).contains("1 runs are left out: their gate");
    }

    @Test
    void theIntervalHoldsTheMeanAndWidensWithRunsThatDisagree() {
        double[] good = new double[100];
        Arrays.fill(good, 0, 60, 1);
        double[] bad = new double[100];
        Arrays.fill(bad, 0, 20, 1);
        Mean alike = Mean.of(List.of(Mean.Contrast.of(new double[][] {good, good})));
        Mean unlike = Mean.of(List.of(Mean.Contrast.of(new double[][] {good, bad})));

        assertThat(alike.value()).isCloseTo(0.6, within(1e-9));
        assertThat(alike.low()).isBetween(0.45, 0.55);
        assertThat(alike.high()).isBetween(0.65, 0.75);
        assertThat(unlike.value()).isCloseTo(0.4, within(1e-9));
        assertThat(unlike.high() - unlike.low()).isGreaterThan(2 * (alike.high() - alike.low()));
    }

    @Test
    void aDifferenceIsPairedByExample() {
        double[] scores = new double[100];
        Arrays.fill(scores, 0, 50, 1);
        Mean same = Mean.of(List.of(Mean.Contrast.between(new double[][] {scores}, new double[][] {scores})));

        assertThat(same).isEqualTo(new Mean(0, 0, 0));
    }
}
