package dev.emend.metric;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good an answer is, and why.
 *
 * @param value in [0, 1]
 * @param feedback one or a few sentences, never empty
 * @param parts figures behind the value, by name and in their own units, such as precision and recall, or the score of
 *     each metric of a weighted sum; often none
 */
public record Score(double value, String feedback, SortedMap<String, Double> parts) {

    private static final String UNANSWERED = "unanswered";

    public Score {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], not " + value);
        }
        if (feedback == null) {
            throw new IllegalArgumentException("a score needs feedback: a sentence that says why it is " + value);
        }
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    public Score(double value, String feedback) {
        this(value, feedback, Collections.emptySortedMap());
    }

    public Score(double value, String feedback, Map<String, Double> parts) {
        this(value, feedback, new TreeMap<>(parts));
    }

    /** Of an answer that was not given: 0, with these figures behind it. */
    static Score ofSilence(String why, Map<String, Double> parts) {
        Map<String, Double> marked = new TreeMap<>(parts);
        marked.put(UNANSWERED, 1.0);
        return new Score(0, why, marked);
    }

    /** Whether there was no answer, so that the value is 0 by {@link Metric#silence} and not by what an empty text would get. */
    public boolean isUnanswered() {
        return parts.containsKey(UNANSWERED);
    }

    /** Whether judges were asked and none gave a verdict that could be read: the value then says nothing of the answer. */
    public boolean isUnread() {
        return parts.getOrDefault("asked", 0.0) > 0 && parts.getOrDefault("readable", 0.0) == 0;
    }
}
