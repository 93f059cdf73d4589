package dev.emend.metric;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The metrics that a task file can name. */
public final class Metrics {

    private static final List<MetricKind> KINDS =
            ServiceLoader.load(MetricProvider.class, Metrics.class.getClassLoader()).stream()
                    .flatMap(provider -> provider.get().kinds().stream())
                    .sorted(Comparator.comparing(MetricKind::name))
                    .toList();

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

    /** Every kind of metric that is there, by name. */
    public static List<MetricKind> kinds() {
        return KINDS;
    }

    /** @throws InvalidInputException where there is no metric of this name */
    public static MetricKind kind(String name) {
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "there is no metric \"" + name + "\"",
                        Where.NOWHERE,
                        Spelling.nearest(
                                                name,
                                                KINDS.stream()
                                                        .map(MetricKind::name)
                                                        .toList())
                                        .map(near -> "you mean \"" + near + "\"; ")
                                        .orElse("")
                                + "\"emend metrics\" lists them all."));
    }

    /**
     * The metric of this name.
     *
     * @param options by name, as {@link MetricKind#options} lists them
     * @throws InvalidInputException for an unknown name or option, a bad value, or a label metric without labels
     */
    public static Metric named(String name, Map<String, String> options, MetricContext context) {
        MetricKind kind = kind(name);
        return kind.maker().make(new Options(name, options, kind.options()), context);
    }

    /**
     * As {@link #named(String, Map, MetricContext)}, for one judge and the working folder.
     *
     * @param labels every value that an expected answer takes, as often as may be
     */
    public static Metric named(String name, Map<String, String> options, Collection<String> labels) {
        return named(name, options, MetricContext.of(new TreeSet<>(labels)));
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
}
