package dev.emend.format.evaluation;

import dev.emend.format.report.Axis;
import dev.emend.format.report.Drawing;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.metric.label.ConfusionMatrix;
import java.util.Comparator;
import java.util.List;

/** A bar for each label's F1, the lowest first. */
final class LabelBars {

    private static final int WIDTH = 720;
    private static final int LEFT = 250;
    private static final int RIGHT = 560;
    private static final int ROW = 22;

    private final Html html;
    private final List<ConfusionMatrix.PerLabel> labels;

    LabelBars(Html html, ConfusionMatrix confusions) {
        this.html = html;
        this.labels = confusions.perLabel().stream()
                .sorted(Comparator.comparingDouble(ConfusionMatrix.PerLabel::f1))
                .toList();
    }

    void write() {
        int end = labels.size() * ROW + 10;
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + (end + 26), "role", "img", "aria-label", "F1 by label");
        Axis axis = new Axis(0, 1, LEFT, RIGHT);
        Drawing.axis(html, axis, 4, end, Numbers::percent);
        for (int i = 0; i < labels.size(); i++) {
            ConfusionMatrix.PerLabel label = labels.get(i);
            double y = 8 + i * ROW;
            Drawing.text(html, Shortened.start(label.label(), 29), LEFT - 10, y + 12, "end", "row");
            Drawing.box(html, LEFT, y + 1, axis.at(label.f1()) - LEFT, ROW - 8, "bar", 1);
            Drawing.text(html, Numbers.percent(label.f1()), RIGHT + 16, y + 12, "start", "row value");
            Drawing.text(html, "n = " + Numbers.count(label.support()), RIGHT + 90, y + 12, "start", "aside");
        }
        html.close();
    }
}
