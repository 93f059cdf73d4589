package dev.emend.format.evaluation;

import dev.emend.evaluation.Evaluation;
import dev.emend.format.report.Html;
import dev.emend.format.report.Numbers;
import dev.emend.metric.label.ConfusionMatrix;
import java.util.List;

/** How each label fares, and which labels are taken for which. */
final class LabelSection {

    /** More labels than that would be no figure any more. */
    private static final int MOST_IN_FIGURE = 40;

    private static final int CONFUSIONS = 10;

    private final Html html;

    LabelSection(Html html) {
        this.html = html;
    }

    void write(Evaluation evaluation) {
        List<Evaluation.Result> results = evaluation.results();
        for (int i = 0; i < results.size(); i++) {
            Evaluation.Result result = results.get(i);
            int number = i + 1;
            result.confusions().ifPresent(confusions -> {
                if (results.size() > 1) {
                    html.open("h3").foreign(result.measured().name()).close();
                }
                write(confusions, number);
            });
        }
    }

    private void write(ConfusionMatrix confusions, int number) {
        if (confusions.labels().size() <= MOST_IN_FIGURE) {
            figure(() -> new LabelBars(html, confusions).write(), "F1 of each label, with the number of examples.");
        }
        Grid grid = new Grid(html, "label-table-" + number, "label", "precision", "recall", "F1", "support");
        for (ConfusionMatrix.PerLabel label : confusions.perLabel()) {
            grid.row(
                    label.label(),
                    Numbers.percent(label.precision()),
                    Numbers.percent(label.recall()),
                    Numbers.percent(label.f1()),
                    Numbers.count(label.support()));
        }
        grid.end();
        if (confusions.labels().size() <= MOST_IN_FIGURE) {
            figure(
                    () -> new HeatMap(html, confusions).write(),
                    "Expected labels downwards, answers across. The darker a cell, the larger its share of the row; right"
                            + " answers stand on the diagonal, answers that are no label in the last column.");
        }
        mostConfused(confusions, number);
    }

    private void figure(Runnable drawing, String caption) {
        html.open("figure").open("div", "class", "wide");
        drawing.run();
        html.close().element("figcaption", caption).close();
    }

    private void mostConfused(ConfusionMatrix confusions, int number) {
        List<ConfusionMatrix.Confusion> most = confusions.mostConfused(CONFUSIONS);
        if (most.isEmpty()) {
            return;
        }
        Grid grid = new Grid(html, "confusion-table-" + number, "expected and answered", "times");
        most.forEach(confusion -> grid.row(
                confusion.expected() + " → " + confusion.predicted().orElse("(no label)"),
                Numbers.count(confusion.count())));
        grid.end();
    }
}
