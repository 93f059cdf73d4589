package dev.emend.format.report;

import dev.emend.evaluation.Interval;
import java.util.function.DoubleFunction;

/** What figures are made of. A text in a figure is escaped as any other. */
public final class Drawing {

    private Drawing() {}

    public static void line(Html html, double x1, double y1, double x2, double y2, String style) {
        html.empty(
                "line",
                "class",
                style,
                "x1",
                Numbers.place(x1),
                "y1",
                Numbers.place(y1),
                "x2",
                Numbers.place(x2),
                "y2",
                Numbers.place(y2));
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public static void text(Html html, String text, double x, double y, String anchor, String style) {
        html.element("text", text, "class", style, "x", Numbers.place(x), "y", Numbers.place(y), "text-anchor", anchor);
    }

    /** Grid lines with their values below a figure's rows, for scores or differences. */
    public static void axis(Html html, Axis axis, double top, double end, DoubleFunction<String> format) {
        for (double tick : axis.ticks()) {
            double x = axis.at(tick);
            line(html, x, top, x, end, "grid");
            text(html, format.apply(tick).replace(".0", ""), x, end + 18, "middle", "tick");
        }
        line(html, axis.from(), end, axis.to(), end, "axis");
    }

    /** A value with its interval, along a horizontal axis. */
    public static void interval(Html html, Axis axis, double value, Interval interval, double y, String style) {
        html.open("g", "class", style);
        double low = axis.at(interval.low());
        double high = axis.at(interval.high());
        line(html, low, y, high, y, "whisker");
        line(html, low, y - 5, low, y + 5, "whisker");
        line(html, high, y - 5, high, y + 5, "whisker");
        html.empty("circle", "cx", Numbers.place(axis.at(value)), "cy", Numbers.place(y), "r", "5");
        html.close();
    }

    /**
     * A filled rectangle.
     *
     * @param opacity in [0, 1]
     */
    public static void box(Html html, double x, double y, double width, double height, String style, double opacity) {
        html.empty(
                "rect",
                "class",
                style,
                "x",
                Numbers.place(x),
                "y",
                Numbers.place(y),
                "width",
                Numbers.place(width),
                "height",
                Numbers.place(height),
                "fill-opacity",
                Numbers.place(opacity, 2));
    }
}
