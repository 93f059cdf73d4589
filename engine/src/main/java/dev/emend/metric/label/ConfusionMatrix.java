package dev.emend.metric.label;

import static java.util.Objects.requireNonNull;

import dev.emend.metric.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How often each expected label was answered with each label, or with none. Immutable.
 *
 * <p>The figures are those of scikit-learn, for which an answer that is no label is the prediction of a class that is
 * never expected: a miss for the expected label, and a false alarm for none.
 */
public final class ConfusionMatrix {

    private final List<String> labels;
    private final Map<String, Integer> index = new HashMap<>();
    // Row: expected, column: predicted. The last column is for answers that are no label.
    private final int[][] counts;
    private final int size;

    private ConfusionMatrix(List<String> expected, List<Optional<String>> predicted) {
        TreeSet<String> seen = new TreeSet<>(expected);
        predicted.forEach(label -> label.ifPresent(seen::add));
        labels = List.copyOf(seen);
        for (String label : labels) {
            index.put(label, index.size());
        }
        counts = new int[labels.size()][labels.size() + 1];
        size = expected.size();
        for (int i = 0; i < size; i++) {
            counts[row(expected.get(i))][predicted.get(i).map(this::row).orElse(labels.size())]++;
        }
    }

    /** The table of these answers, read as {@code metric} reads them. */
    public static ConfusionMatrix of(List<Outcome> outcomes, LabelMetric metric) {
        List<String> expected = new ArrayList<>(outcomes.size());
        List<Optional<String>> predicted = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            expected.add(metric.expected(outcome.example()));
            predicted.add(metric.predicted(outcome.answer()));
        }
        return new ConfusionMatrix(expected, predicted);
    }

    /**
     * How one label fares.
     *
     * @param support how many examples expect it
     * @param predicted how many answers are it
     * @param right how many answers are it and should be
     */
    public record PerLabel(String label, int support, int predicted, int right) {

        /** Of the answers with this label, the share that is right; 0 where there is none. */
        public double precision() {
            return share(right, predicted);
        }

        /** Of the examples that expect this label, the share that gets it; 0 where there is none. */
        public double recall() {
            return share(right, support);
        }

        /** The harmonic mean of precision and recall; 0 where nothing is right. */
        public double f1() {
            return share(2 * right, support + predicted);
        }

        private static double share(int part, int whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }

    /**
     * A kind of wrong answer.
     *
     * @param predicted empty for answers that are no label
     * @param count at least one
     */
    public record Confusion(String expected, Optional<String> predicted, int count) {}

    /** The labels that were expected or answered at least once, in alphabetical order. */
    public List<String> labels() {
        return labels;
    }

    /** How many answers there are. */
    public int size() {
        return size;
    }

    /** How many answers to examples that expect one label are another; 0 where a label never occurs. */
    public int count(String expected, String predicted) {
        return index.containsKey(expected) && index.containsKey(predicted) ? counts[row(expected)][row(predicted)] : 0;
    }

    /** How many answers to examples that expect this label are no label; 0 where the label never occurs. */
    public int unreadable(String expected) {
        return index.containsKey(expected) ? counts[row(expected)][labels.size()] : 0;
    }

    /** How many answers are no label. */
    public int unreadable() {
        return labels.stream().mapToInt(this::unreadable).sum();
    }

    /** One entry for each of {@link #labels}, in their order. */
    public List<PerLabel> perLabel() {
        List<PerLabel> rows = new ArrayList<>(labels.size());
        for (int label = 0; label < labels.size(); label++) {
            int support = 0;
            int predicted = 0;
            for (int other = 0; other < labels.size(); other++) {
                support += counts[label][other];
                predicted += counts[other][label];
            }
            support += counts[label][labels.size()];
            rows.add(new PerLabel(labels.get(label), support, predicted, counts[label][label]));
        }
        return rows;
    }

    /** The most frequent kinds of wrong answers, unreadable ones among them; ties in alphabetical order. */
    public List<Confusion> mostConfused(int most) {
        List<Confusion> confusions = new ArrayList<>();
        for (int expected = 0; expected < labels.size(); expected++) {
            for (int predicted = 0; predicted <= labels.size(); predicted++) {
                if (expected != predicted && counts[expected][predicted] > 0) {
                    confusions.add(new Confusion(
                            labels.get(expected),
                            predicted < labels.size() ? Optional.of(labels.get(predicted)) : Optional.empty(),
                            counts[expected][predicted]));
                }
            }
        }
        // Stable, so that what is equally frequent stays in alphabetical order.
        confusions.sort(Comparator.comparingInt(Confusion::count).reversed());
        return List.copyOf(confusions.subList(0, Math.min(most, confusions.size())));
    }

    /** The share of right answers, in [0, 1]; 0 where there are none. */
    public double accuracy() {
        return size == 0 ? 0 : (double) right() / size;
    }

    /** The mean of the F1 scores of the labels that are expected at least once, in [0, 1]. */
    public double macroF1() {
        return perLabel().stream()
                .filter(label -> label.support() > 0)
                .mapToDouble(PerLabel::f1)
                .average()
                .orElse(0);
    }

    /** The mean of the labels' F1 scores, each counted as often as the label is expected, in [0, 1]. */
    public double weightedF1() {
        double sum = perLabel().stream()
                .mapToDouble(label -> label.support() * label.f1())
                .sum();
        return size == 0 ? 0 : Math.min(1, sum / size);
    }

    /** The mean recall of the labels that are expected at least once, in [0, 1]. */
    public double balancedAccuracy() {
        return perLabel().stream()
                .filter(label -> label.support() > 0)
                .mapToDouble(PerLabel::recall)
                .average()
                .orElse(0);
    }

    /**
     * Matthews' correlation of expected and answered labels, in [-1, 1]: 1 where all is right, 0 for what chance would
     * give, and 0 where only one label is expected or only one is answered.
     *
     * <p>For more than two labels it is the R<sub>K</sub> of Gorodkin, "Comparing two K-category assignments by a
     * K-category correlation coefficient", 2004.
     */
    public double matthews() {
        double n = size;
        double agreement = right() * n;
        double answeredSquares = (double) unreadable() * unreadable();
        double expectedSquares = 0;
        for (PerLabel label : perLabel()) {
            agreement -= (double) label.support() * label.predicted();
            answeredSquares += (double) label.predicted() * label.predicted();
            expectedSquares += (double) label.support() * label.support();
        }
        double spread = (n * n - answeredSquares) * (n * n - expectedSquares);
        return spread <= 0 ? 0 : Math.clamp(agreement / Math.sqrt(spread), -1, 1);
    }

    private int right() {
        int right = 0;
        for (int label = 0; label < labels.size(); label++) {
            right += counts[label][label];
        }
        return right;
    }

    private int row(String label) {
        return requireNonNull(index.get(label));
    }
}
