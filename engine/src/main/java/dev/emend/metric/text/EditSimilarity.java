package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * 1 less {@link EditDistance} divided by the longer text's length, which makes it 1 for equal texts and 0 for those without
 * anything in common; of several expected texts, the most similar counts.
 *
 * <p>Where the lengths multiply to more than 10<sup>10</sup>, the first 100,000 items of both are compared, which bounds the
 * time to a few seconds.
 *
 * @param byWord whether words as whitespace parts them are the items, instead of characters (Unicode code points)
 */
record EditSimilarity(boolean byWord, References references) implements Metric {

    static final List<String> OPTIONS = List.of("unit", "references", "separator");

    private static final long MOST_WORK = 10_000_000_000L;
    private static final int CUT = 100_000;
    private static final int CONTEXT = 30;

    static EditSimilarity from(Options options) {
        return new EditSimilarity(
                options.choice("unit", "character", List.of("character", "word"))
                        .equals("word"),
                References.from(options));
    }

    @Override
    public String name() {
        return "edit-similarity";
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        return references.best(answer, this::score);
    }

    private Score score(String wanted, String came) {
        Vocabulary vocabulary = new Vocabulary();
        int[] expected = items(wanted, vocabulary);
        int[] answered = items(came, vocabulary);
        boolean cut = (long) expected.length * answered.length > MOST_WORK;
        if (cut) {
            expected = Arrays.copyOf(expected, Math.min(CUT, expected.length));
            answered = Arrays.copyOf(answered, Math.min(CUT, answered.length));
        }
        int distance = EditDistance.between(expected, answered);
        int longer = Math.max(expected.length, answered.length);
        return new Score(
                longer == 0 ? 1 : 1 - distance / (double) longer,
                feedback(wanted, came, distance) + (cut ? " Only the first 100,000 of each were compared." : ""),
                Map.of("distance", (double) distance, "longer", (double) longer));
    }

    private int[] items(String text, Vocabulary vocabulary) {
        return byWord
                ? vocabulary.encode(PythonText.split(text))
                : text.codePoints().toArray();
    }

    private String feedback(String wanted, String came, int distance) {
        if (distance == 0) {
            return "Right: " + Quote.of(wanted) + ".";
        }
        if (came.isBlank()) {
            return "The answer is empty; expected " + Quote.of(wanted) + ".";
        }
        if (wanted.isBlank()) {
            return "Expected no text, but the answer is " + Quote.of(came) + ".";
        }
        String what = distance == 1 ? (byWord ? "word" : "character") : (byWord ? "words" : "characters");
        int difference = Arrays.mismatch(wanted.toCharArray(), came.toCharArray());
        return distance + " " + what + " must change. Texts part at \"" + around(wanted, difference)
                + "\" (expected) and \"" + around(came, difference) + "\" (answer); the expected text has "
                + items(wanted, new Vocabulary()).length + ", the answer "
                + items(came, new Vocabulary()).length + " " + (byWord ? "words" : "characters") + ".";
    }

    private static String around(String text, int place) {
        int from = Math.max(0, Math.min(place, text.length()) - CONTEXT);
        int to = Math.min(text.length(), place + CONTEXT);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }
}
