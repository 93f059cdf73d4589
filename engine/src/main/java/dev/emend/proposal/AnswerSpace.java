package dev.emend.proposal;

import dev.emend.data.Example;
import java.util.List;

/** What the right answers of a task have in common. */
public final class AnswerSpace {

    private static final int MOST_LABELS = 40;
    private static final int LONGEST_LABEL = 60;

    private AnswerSpace() {}

    /** The distinct answers, sorted, where they are labels: few, short, and each given twice on average; else none. */
    public static List<String> labels(List<Example> train) {
        List<String> distinct =
                train.stream().map(Example::expected).distinct().sorted().toList();
        boolean labels = distinct.size() <= MOST_LABELS
                && 2 * distinct.size() <= train.size()
                && distinct.stream().allMatch(label -> label.length() <= LONGEST_LABEL);
        return labels ? distinct : List.of();
    }
}
