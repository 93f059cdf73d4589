package dev.emend.format.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure's axis: which value stands at which place. It begins and ends at whole tens of points.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, greater than {@code low}
 */
public record Axis(double low, double high, double from, double to) {

    private static final double TEN = 0.1;

    /** The least axis of whole tens that holds both values. */
    public static Axis around(double low, double high, double from, double to) {
        double first = Math.floor(low / TEN + 1e-9);
        double last = Math.max(first + 1, Math.ceil(high / TEN - 1e-9));
        return new Axis(first * TEN, last * TEN, from, to);
    }

    /** Where a value stands; a value outside stands at the nearer end. */
    public double at(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return from + (to - from) * (inside - low) / (high - low);
    }

    /** Whole tens, at most six steps. */
    public List<Double> ticks() {
        int first = (int) Math.round(low / TEN);
        int last = (int) Math.round(high / TEN);
        int step = last - first <= 6 ? 1 : last - first <= 10 ? 2 : 5;
        List<Double> ticks = new ArrayList<>();
        for (int tick = Math.ceilDiv(first, step) * step; tick <= last; tick += step) {
            ticks.add(tick * TEN);
        }
        return ticks;
    }
}
