package dev.emend.metric;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The metrics that a task file can name. */
public final class Metrics {

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "exact-match",
                    "the answer is the expected text, but for case, spacing and surrounding punctuation",
                    Normalization.OPTIONS,
                    (options, labels) -> new ExactMatch(Normalization.from(options))),
            new Kind(
                    "contains",
                    "the expected text stands somewhere in the answer",
                    Normalization.OPTIONS,
                    (options, labels) -> new Contains(Normalization.from(options))),
            new Kind(
                    "numeric",
                    "the last number of the answer is the expected one, within a tolerance",
                    Numeric.OPTIONS,
                    (options, labels) -> Numeric.from(options)),
            new Kind(
                    "token-f1",
                    "how many words the answer shares with the expected text (SQuAD's F1)",
                    List.of(),
                    (options, labels) -> new TokenF1()),
            new Kind(
                    "label",
                    "the answer is the expected label and nothing else",
                    labelOptions(),
                    (options, labels) -> new LabelAccuracy(labels("label", options, labels))),
            new Kind(
                    "macro-f1",
                    "like label, but rare labels count as much as frequent ones",
                    labelOptions(),
                    (options, labels) -> new MacroF1(labels("macro-f1", options, labels))));

    private Metrics() {}

    /**
     * A metric and how much it counts.
     *
     * @param weight positive; only its share in the sum of all weights matters
     */
    public record Weighted(Metric metric, double weight) {
        public Weighted {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException(
                        "the weight of the metric " + metric.name() + " must be a positive number, not "
                                + plain(weight),
                        Where.NOWHERE,
                        "");
            }
        }
    }

    /** The names that {@link #named} knows, each with a line that describes it, in the order to show them. */
    public static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        KINDS.forEach(kind -> names.put(kind.name, kind.description));
        return Collections.unmodifiableMap(names);
    }

    /**
     * The metric of this name. Scoring an answer with it throws {@link InvalidInputException} only where the example's
     * expected answer is unfit, such as one without a number for {@code numeric}; to find such an example before a model
     * is called, score an empty answer.
     *
     * @param options {@code ignore-case}, {@code ignore-whitespace}, {@code ignore-punctuation} and
     *     {@code ignore-unicode-form} (each {@code true} unless set) of every metric that compares texts;
     *     {@code lenient} of {@code label} and {@code macro-f1}, to count a label that stands alone in a longer answer;
     *     {@code absolute-tolerance}, {@code relative-tolerance} and {@code decimal-comma} of {@code numeric}
     * @param labels every value that an expected answer takes; only label metrics look at it
     * @throws InvalidInputException for an unknown name or option, a bad value, or a label metric without labels
     */
    public static Metric named(String name, Map<String, String> options, SortedSet<String> labels) {
        return KINDS.stream()
                .filter(kind -> kind.name.equals(name))
                .findFirst()
                .map(kind -> kind.make.apply(new Options(name, options, kind.options), labels))
                .orElseThrow(() -> Spelling.unknown("metric \"" + name + "\"", name, names().keySet()));
    }

    /**
     * The weighted mean of several metrics; its aggregate is the weighted mean of theirs.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Metric weighted(List<Weighted> parts) {
        return new WeightedSum(parts);
    }

    static String plain(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    private static List<String> labelOptions() {
        return Stream.concat(Stream.of("lenient"), Normalization.OPTIONS.stream())
                .toList();
    }

    private static Labels labels(String metric, Options options, SortedSet<String> labels) {
        if (labels.isEmpty()) {
            throw new InvalidInputException(
                    "the metric " + metric + " needs labels, but no row has an expected answer",
                    Where.NOWHERE,
                    "the column has another name than \"expected\".");
        }
        return new Labels(Normalization.from(options), options.flag("lenient", false), labels);
    }

    private record Kind(
            String name,
            String description,
            List<String> options,
            BiFunction<Options, SortedSet<String>, Metric> make) {}
}
