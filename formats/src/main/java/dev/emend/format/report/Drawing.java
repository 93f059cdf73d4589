package dev.emend.format.report;

/** The two strokes that figures are made of. */
final class Drawing {

    private Drawing() {}

    static void line(Html html, double x1, double y1, double x2, double y2, String style) {
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
    static void text(Html html, String text, double x, double y, String anchor, String style) {
        html.element("text", text, "class", style, "x", Numbers.place(x), "y", Numbers.place(y), "text-anchor", anchor);
    }
}
