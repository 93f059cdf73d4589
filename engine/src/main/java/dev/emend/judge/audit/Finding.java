package dev.emend.judge.audit;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of an audit.
 *
 * @param name in lower case with hyphens, such as {@code position-flips}
 * @param meaning what the figure says, and what an unbiased judge would have
 * @param value empty where it could not be measured; the note says why
 * @param interval at 95 %; empty where there is none
 * @param n on how many pairs or outputs it rests
 * @param note what a reader should know of this figure; often empty
 */
public record Finding(
        String name, String meaning, Unit unit, OptionalDouble value, Optional<Interval> interval, int n, String note) {

    /** How the value counts. */
    public enum Unit {
        /** In [0, 1]. */
        SHARE,
        /** A change of a verdict's or grade's worth, in [-1, 1], where 1 is from worst to best. */
        SHIFT,
        /** At most 1. */
        COEFFICIENT
    }

    private static final double LEVEL = 0.95;

    /** The mean of values in [0, 1]. */
    static Finding share(String name, String meaning, List<Double> values) {
        return mean(name, meaning, Unit.SHARE, values);
    }

    /** The mean of values in [-1, 1]. */
    static Finding shift(String name, String meaning, List<Double> values) {
        return mean(name, meaning, Unit.SHIFT, values);
    }

    private static Finding mean(String name, String meaning, Unit unit, List<Double> values) {
        if (values.isEmpty()) {
            return unmeasured(name, meaning, unit, "nothing readable to measure it on");
        }
        double from = unit == Unit.SHIFT ? -1 : 0;
        double width = 1 - from;
        Estimate estimate = Estimates.of(
                values.stream().mapToDouble(value -> (value - from) / width).toArray(), LEVEL);
        Interval interval = estimate.interval();
        return new Finding(
                name,
                meaning,
                unit,
                OptionalDouble.of(from + width * estimate.value()),
                Optional.of(new Interval(from + width * interval.low(), from + width * interval.high(), LEVEL)),
                values.size(),
                "");
    }

    static Finding unmeasured(String name, String meaning, Unit unit, String why) {
        return new Finding(name, meaning, unit, OptionalDouble.empty(), Optional.empty(), 0, why);
    }

    Finding noted(String why) {
        return new Finding(name, meaning, unit, value, interval, n, why);
    }
}
