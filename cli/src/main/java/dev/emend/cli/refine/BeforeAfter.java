package dev.emend.cli.refine;

import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Unanswered;
import dev.emend.evaluation.UnreadVerdicts;
import dev.emend.format.result.Figures;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * First and best answers by one metric.
 *
 * @param before aggregate of the first answers, and {@code after} of the best
 * @param up how many are better than before, {@code down} worse, and {@code same} neither
 * @param unread verdicts on the best answers
 * @param unanswered inputs, whose best answer is none
 */
record BeforeAfter(
        String name,
        double before,
        double after,
        Difference difference,
        int up,
        int down,
        int same,
        UnreadVerdicts unread,
        Unanswered unanswered) {

    /** @param group the key of the group that an example is in, of its own where examples do not belong together */
    static Optional<BeforeAfter> of(
            String name,
            Metric metric,
            List<Outcome> before,
            List<Outcome> after,
            long seed,
            Function<Example, String> group) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        int[] signs = IntStream.range(0, before.size())
                .map(i -> Double.compare(
                        after.get(i).score().value(), before.get(i).score().value()))
                .toArray();
        int up = (int) Arrays.stream(signs).filter(sign -> sign > 0).count();
        int down = (int) Arrays.stream(signs).filter(sign -> sign < 0).count();
        return Optional.of(new BeforeAfter(
                name,
                metric.aggregate(before),
                metric.aggregate(after),
                Comparison.of(before, after, metric, seed, group),
                up,
                down,
                signs.length - up - down,
                UnreadVerdicts.among(after, metric),
                Unanswered.among(after)));
    }

    /** What a reader must know of the scores. */
    List<String> warnings() {
        return Stream.of(unread.warning(), unanswered.warning())
                .flatMap(Optional::stream)
                .toList();
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("metric", name);
        fields.put("first", before);
        fields.put("best", after);
        fields.put("difference", difference.value());
        fields.put("interval", Figures.interval(difference.interval()));
        fields.put("n", difference.n());
        fields.put("improved", up);
        fields.put("worse", down);
        fields.put("unchanged", same);
        if (unread.answers() > 0) {
            fields.put("unread", unread.answers());
        }
        if (unanswered.examples() > 0) {
            fields.put("unanswered", unanswered.examples());
        }
        return fields;
    }
}
