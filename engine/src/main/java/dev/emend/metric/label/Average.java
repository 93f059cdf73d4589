package dev.emend.metric.label;

import java.util.function.ToDoubleFunction;

/** A figure over all answers that is no share of right ones, in [0, 1]. */
enum Average {
    MACRO_F1("macro-f1", "like label, but rare labels count as much as frequent ones", ConfusionMatrix::macroF1),
    WEIGHTED_F1("weighted-f1", "the labels' F1, each counted as often as it is expected", ConfusionMatrix::weightedF1),
    BALANCED_ACCURACY(
            "balanced-accuracy", "the mean share of right answers of each label", ConfusionMatrix::balancedAccuracy),
    MATTHEWS(
            "matthews",
            "Matthews' correlation of expected and answered labels, mapped to [0, 1]",
            table -> table.size() == 0 ? 0 : (1 + table.matthews()) / 2);

    private final String metric;
    private final String line;
    private final ToDoubleFunction<ConfusionMatrix> figure;

    Average(String metric, String line, ToDoubleFunction<ConfusionMatrix> figure) {
        this.metric = metric;
        this.line = line;
        this.figure = figure;
    }

    String metric() {
        return metric;
    }

    String line() {
        return line;
    }

    double of(ConfusionMatrix table) {
        return figure.applyAsDouble(table);
    }
}
