package dev.emend.metric;

import static dev.emend.metric.MetricKind.Need.EXPECTED;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics that compare an answer with the expected one. */
public final class BasicMetrics implements MetricProvider {

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                kind(
                        "exact-match",
                        "the answer is the expected text, but for case, spacing and surrounding punctuation",
                        Normalization.OPTIONS,
                        (options, context) -> new ExactMatch(Normalization.from(options))),
                kind(
                        "contains",
                        "the expected text stands somewhere in the answer",
                        Normalization.OPTIONS,
                        (options, context) -> new Contains(Normalization.from(options))),
                kind(
                        "numeric",
                        "the last number of the answer is the expected one, within a tolerance",
                        Numeric.OPTIONS,
                        (options, context) -> Numeric.from(options)),
                kind(
                        "token-f1",
                        "how many words the answer shares with the expected text (SQuAD's F1)",
                        List.of(),
                        (options, context) -> new TokenF1()),
                kind(
                        "label",
                        "the answer is the expected label and nothing else",
                        labelOptions(),
                        (options, context) -> new LabelAccuracy(labels(options, context))),
                kind(
                        "macro-f1",
                        "like label, but rare labels count as much as frequent ones",
                        labelOptions(),
                        (options, context) -> new MacroF1(labels(options, context))));
    }

    private static MetricKind kind(String name, String line, Collection<String> options, MetricKind.Maker maker) {
        return MetricKind.of(name, line, Set.of(EXPECTED), new TreeSet<>(options), maker);
    }

    static Set<String> labelOptions() {
        Set<String> options = new TreeSet<>(Normalization.OPTIONS);
        options.add("lenient");
        return options;
    }

    /** The labels of the context, read as the options say. */
    static Labels labels(Options options, MetricContext context) {
        if (context.labels().isEmpty()) {
            throw new InvalidInputException(
                    "the metric " + options.metric() + " needs labels, but no row has an expected answer",
                    Where.NOWHERE,
                    "the column has another name than \"expected\".");
        }
        return new Labels(Normalization.from(options), options.flag("lenient", false), context.labels());
    }
}
