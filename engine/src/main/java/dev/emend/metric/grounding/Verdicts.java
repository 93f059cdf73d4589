package dev.emend.metric.grounding;

import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes one score of what was found for the sentences of an answer.
 *
 * @param threshold the share from which on a sentence counts as supported, if it has no unknown name or number
 * @param over what gives the score
 */
record Verdicts(double threshold, Over over) {

    /** What of the sentences gives an answer's score. */
    enum Over {
        /** The mean of their shares. */
        MEAN,
        /** The share of the least supported one. */
        MIN,
        /** How many of them are supported, which is 1 less the hallucination rate. */
        SUPPORTED
    }

    static final Score EMPTY =
            new Score(0, "The answer is empty, or has no word in it, so that nothing rests on the context.");

    private static final int MOST_QUOTED = 4;

    /** A sentence and what was found for it. */
    record Checked(String sentence, Support.Finding finding) {}

    /**
     * The score, with the parts {@code sentences}, {@code hallucination-rate} (the share of unsupported sentences),
     * {@code mean} and {@code min}.
     *
     * @param checked at least one
     */
    Score score(List<Checked> checked) {
        double mean = checked.stream()
                .mapToDouble(each -> each.finding().share())
                .average()
                .orElseThrow();
        double min = checked.stream()
                .mapToDouble(each -> each.finding().share())
                .min()
                .orElseThrow();
        List<Checked> unsupported = checked.stream()
                .filter(each -> !each.finding().supports(threshold))
                .toList();
        Map<String, Double> parts = new TreeMap<>();
        parts.put("sentences", (double) checked.size());
        parts.put("hallucination-rate", (double) unsupported.size() / checked.size());
        parts.put("mean", mean);
        parts.put("min", min);
        double value = switch (over) {
            case MEAN -> mean;
            case MIN -> min;
            case SUPPORTED -> (double) (checked.size() - unsupported.size()) / checked.size();
        };
        return new Score(value, feedback(checked, unsupported), parts);
    }

    private static String feedback(List<Checked> checked, List<Checked> unsupported) {
        List<String> said = new ArrayList<>();
        if (unsupported.isEmpty()) {
            said.add(
                    checked.size() == 1
                            ? "The answer's sentence is supported by the context."
                            : "All " + checked.size() + " sentences are supported by the context.");
        } else {
            said.add("The context does not support " + unsupported.size() + " of " + checked.size()
                    + (checked.size() == 1 ? " sentence: " : " sentences: ")
                    + unsupported.stream()
                            .limit(MOST_QUOTED)
                            .map(each -> Quote.of(each.sentence()))
                            .collect(Collectors.joining("; "))
                    + (unsupported.size() > MOST_QUOTED ? "; …" : "."));
        }
        List<String> unknown = checked.stream()
                .flatMap(each -> each.finding().unknown().stream())
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            said.add("Not in the context: " + String.join(", ", unknown.subList(0, Math.min(12, unknown.size())))
                    + (unknown.size() > 12 ? ", …" : "."));
        }
        if (!unsupported.isEmpty()) {
            said.add("Say only what the context says.");
        }
        return String.join(" ", said);
    }
}
