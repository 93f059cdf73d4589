package dev.emend.format.evaluation;

import dev.emend.format.report.Drawing;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.metric.label.ConfusionMatrix;
import java.util.List;

/** The confusion matrix, each cell as dark as its share of the row. */
final class HeatMap {

    private static final int LEFT = 220;
    private static final int TOP = 130;
    private static final int WIDTH = 720;

    private final Html html;
    private final ConfusionMatrix confusions;
    private final List<String> labels;
    private final double side;

    HeatMap(Html html, ConfusionMatrix confusions) {
        this.html = html;
        this.confusions = confusions;
        this.labels = confusions.labels();
        this.side = Math.min(44, (WIDTH - LEFT - 80.0) / (labels.size() + 1));
    }

    void write() {
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + Numbers.place(TOP + labels.size() * side + 12),
                "role",
                "img",
                "aria-label",
                "Confusion matrix of " + Numbers.count(labels.size(), "label"));
        for (int column = 0; column <= labels.size(); column++) {
            heading(column < labels.size() ? labels.get(column) : "(no label)", column);
        }
        for (int row = 0; row < labels.size(); row++) {
            row(row);
        }
        html.close();
    }

    private void heading(String label, int column) {
        String x = Numbers.place(LEFT + column * side + side / 2 + 4);
        String y = Numbers.place(TOP - 8);
        html.element(
                "text",
                Shortened.start(label, 22),
                "class",
                "row",
                "x",
                x,
                "y",
                y,
                "transform",
                "rotate(-45 " + x + " " + y + ")");
    }

    private void row(int row) {
        String expected = labels.get(row);
        double y = TOP + row * side;
        Drawing.text(html, Shortened.start(expected, 26), LEFT - 8, y + side / 2 + 4, "end", "row");
        int support = confusions.unreadable(expected);
        for (String label : labels) {
            support += confusions.count(expected, label);
        }
        for (int column = 0; column < labels.size(); column++) {
            cell(confusions.count(expected, labels.get(column)), support, row, column);
        }
        cell(confusions.unreadable(expected), support, row, labels.size());
    }

    private void cell(int count, int support, int row, int column) {
        double x = LEFT + column * side;
        double y = TOP + row * side;
        double share = support == 0 ? 0 : (double) count / support;
        Drawing.box(html, x + 0.5, y + 0.5, side - 1, side - 1, row == column ? "right cell" : "wrong cell", share);
        if (count > 0 && side >= 16) {
            Drawing.text(
                    html,
                    Numbers.count(count),
                    x + side / 2,
                    y + side / 2 + 4,
                    "middle",
                    share > 0.55 ? "on-dark" : "on-light");
        }
    }
}
