package dev.emend.format.evaluation;

/** Texts that have to fit into a figure. */
final class Shortened {

    private Shortened() {}

    /** The beginning of a text. */
    static String start(String text, int most) {
        int[] points = text.codePoints().toArray();
        return points.length <= most ? text : new String(points, 0, most - 1) + "…";
    }

    /** The end of a text, such as of a path, where its name is. */
    static String end(String text, int most) {
        int[] points = text.codePoints().toArray();
        return points.length <= most ? text : "…" + new String(points, points.length - most + 1, most - 1);
    }
}
