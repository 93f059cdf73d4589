package dev.emend.benchmarks.grounding;

import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A way to score answers, higher for what keeps to its context.
 *
 * @param tuned whether the measure was chosen by looking at the design half
 */
record Measure(String name, boolean tuned, ToDoubleFunction<Labelled> score) {

    /** What an answer's length alone tells: shorter is better. */
    static final Measure LENGTH = new Measure(
            "length alone, shorter is better",
            false,
            row -> -row.answer().text().length());

    /** Every measure without a model, on the answer alone or, with {@code question}, behind its question. */
    static List<Measure> withoutModel(boolean question) {
        String suffix = question ? ", behind the question" : "";
        Map<String, String> shared = question ? Map.of("question", "question") : Map.of();
        List<Measure> measures = new ArrayList<>(List.of(
                of("ROUGE-1 precision" + suffix, false, lexical(shared, "rouge-1", false)),
                of("ROUGE-2 precision" + suffix, false, lexical(shared, "rouge-2", false)),
                of("names and numbers" + suffix, false, lexical(shared, "none", true)),
                of("grounded-lexical" + suffix, true, lexical(shared, "mean", true))));
        if (Metrics.kinds().stream().anyMatch(kind -> kind.name().equals("grounded-embedding"))) {
            measures.add(of("grounded-embedding" + suffix, false, metric("grounded-embedding", shared)));
        }
        return measures;
    }

    static Metric metric(String name, Map<String, String> options) {
        return Metrics.named(name, options, MetricContext.of(new TreeSet<>()));
    }

    private static Measure of(String name, boolean tuned, Metric metric) {
        return new Measure(name, tuned, row -> metric.score(row.answer()).value());
    }

    private static Metric lexical(Map<String, String> shared, String overlap, boolean names) {
        Map<String, String> options = new TreeMap<>(shared);
        options.put("overlap", overlap);
        options.put("names", Boolean.toString(names));
        return metric("grounded-lexical", options);
    }
}
