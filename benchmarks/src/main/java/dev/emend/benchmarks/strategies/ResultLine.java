package dev.emend.benchmarks.strategies;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import java.util.List;
import java.util.Map;

/**
 * What one run came to, as one line of JSON.
 *
 * @param attempt which run
 * @param spent calls by stage ({@code search}, {@code gate}) and purpose ({@code task}, {@code meta}, {@code judge})
 * @param tokens of the search and the gate
 * @param seedPrompt its score on the fresh rows
 * @param champion the search's best prompt's score on them, whether or not the gate let it pass
 * @param gain champion minus seed prompt, on the same rows
 * @param seedScores by row, in the task's order
 * @param championScores in the same order
 * @param verdict the gate's; {@code none} for an optimizer that has no gate
 * @param shipped whether the champion replaces the seed prompt
 * @param gateIsFresh whether the gate decided on the fresh rows themselves
 * @param candidates prompts that were measured, the seed among them
 * @param proposals what was proposed, refused ones included
 * @param duplicates the share of the proposals that were the same as a prompt known before, or nearly so
 * @param stopped why the search ended
 * @param seconds of the search and the gate
 * @param shared answers of its last sitting that earlier runs had been given, and that took no time therefore
 */
record ResultLine(
        Attempt attempt,
        Map<String, Map<String, Long>> spent,
        long tokens,
        Score seedPrompt,
        Score champion,
        Gain gain,
        List<Double> seedScores,
        List<Double> championScores,
        String verdict,
        boolean shipped,
        boolean gateIsFresh,
        int candidates,
        int proposals,
        double duplicates,
        String stopped,
        double seconds,
        long shared) {

    private static final double ALPHA = 0.05;

    /** A score with its 95 % interval. */
    record Score(double value, double low, double high, int n) {

        static Score of(Estimate estimate) {
            return new Score(
                    estimate.value(),
                    estimate.interval().low(),
                    estimate.interval().high(),
                    estimate.n());
        }
    }

    /** A paired difference with its 95 % interval and two-sided p-value. */
    record Gain(double value, double low, double high, double p, String test) {

        static final Gain NONE = new Gain(0, 0, 0, 1, "the same prompt");

        static Gain of(Difference difference) {
            return new Gain(
                    difference.value(),
                    difference.interval().low(),
                    difference.interval().high(),
                    difference.p(),
                    difference.test());
        }
    }

    /** Whether the champion is worse than the seed prompt on the fresh rows, by a one-sided test at 5 %. */
    boolean championIsWorse() {
        return gain.value() < 0 && gain.p() / 2 < ALPHA;
    }

    long searchCalls() {
        return calls("search");
    }

    /** @param stage {@code search} or {@code gate} */
    long calls(String stage) {
        return spent.getOrDefault(stage, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
