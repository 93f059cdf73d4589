package dev.emend.benchmarks.refinement;

import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table: one measure of the same inputs before and after.
 *
 * @param role {@code steers}, or {@code check} for a measure that steered nothing
 * @param calls by input, over all that was asked for it
 */
record GainLine(
        String set,
        String arm,
        String measure,
        String role,
        double before,
        double after,
        double low,
        double high,
        double p,
        int n,
        double calls) {

    static final String HEAD = """
            | data | arm | measure | role | before | after | change (95 %) | p | n | calls an input |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static final long SEED = 1;

    static GainLine of(
            String set,
            String arm,
            RefinementGain.Measure measure,
            String role,
            List<Outcome> before,
            List<Outcome> after,
            double calls) {
        Metric metric = measure.metric();
        Difference difference = Comparison.of(before, after, metric, SEED);
        return new GainLine(
                set,
                arm,
                measure.name(),
                role,
                metric.aggregate(before),
                metric.aggregate(after),
                difference.interval().low(),
                difference.interval().high(),
                difference.p(),
                before.size(),
                calls);
    }

    /** The p-value of what steered says nothing: the best answer was chosen by it. */
    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.1f %% | %.1f %% | %+.1f (%+.1f to %+.1f) | %s | %d | %.1f |%n",
                set,
                arm,
                measure,
                role,
                100 * before,
                100 * after,
                100 * (after - before),
                100 * low,
                100 * high,
                role.equals("steers") ? "" : String.format(Locale.ROOT, "%.4f", p),
                n,
                calls);
    }
}
