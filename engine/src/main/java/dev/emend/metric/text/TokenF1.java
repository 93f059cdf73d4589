package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * F1 of the answer's words against the expected ones, as bags; of several expected answers, against the best.
 *
 * <p>Normalization and definition are those of SQuAD (Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine
 * Comprehension of Text", 2016; for empty answers "Know What You Don't Know", 2018): lower case, no ASCII punctuation, no
 * articles; where either side is empty, the score is 1 only if both are.
 */
record TokenF1(References references) implements Metric {

    private static final int MOST_WORDS = 12;

    @Override
    public String name() {
        return "token-f1";
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        return references.best(answer, TokenF1::score);
    }

    private static Score score(String expected, String output) {
        List<String> wanted = SquadWords.of(expected);
        List<String> came = SquadWords.of(output);
        if (wanted.isEmpty() && came.isEmpty()) {
            return new Score(1, "Right: no answer was expected, and there is none.");
        }
        if (came.isEmpty()) {
            return new Score(0, "The answer is empty; expected " + Quote.of(expected) + ".");
        }
        if (wanted.isEmpty()) {
            return new Score(0, "Expected no answer, but it is " + Quote.of(output) + ".");
        }
        List<String> missing = without(wanted, came);
        List<String> superfluous = without(came, wanted);
        int shared = wanted.size() - missing.size();
        double f1 = 2.0 * shared / (wanted.size() + came.size());
        return new Score(
                f1,
                feedback(expected, output, shared, missing, superfluous),
                Map.of("precision", shared / (double) came.size(), "recall", shared / (double) wanted.size()));
    }

    private static String feedback(
            String expected, String output, int shared, List<String> missing, List<String> superfluous) {
        if (missing.isEmpty() && superfluous.isEmpty()) {
            return "Right: " + Quote.of(expected) + ".";
        }
        if (shared == 0) {
            return "Wrong: expected " + Quote.of(expected) + ", the answer is " + Quote.of(output)
                    + "; no word is shared.";
        }
        if (missing.isEmpty()) {
            return "All of " + Quote.of(expected) + " is there, but " + superfluous.size() + " more words are: "
                    + some(superfluous) + ". Leave them out.";
        }
        return "Expected " + Quote.of(expected) + ", the answer is " + Quote.of(output) + ". Missing: " + some(missing)
                + (superfluous.isEmpty() ? "." : "; superfluous: " + some(superfluous) + ".");
    }

    private static String some(List<String> words) {
        return String.join(" ", words.subList(0, Math.min(MOST_WORDS, words.size())))
                + (words.size() > MOST_WORDS ? " …" : "");
    }

    /** What {@code words} has more often than {@code others}. */
    private static List<String> without(List<String> words, List<String> others) {
        Map<String, Integer> left = new HashMap<>();
        others.forEach(word -> left.merge(word, 1, Integer::sum));
        List<String> rest = new ArrayList<>();
        for (String word : words) {
            if (left.merge(word, -1, Integer::sum) < 0) {
                rest.add(word);
            }
        }
        return rest;
    }
}
