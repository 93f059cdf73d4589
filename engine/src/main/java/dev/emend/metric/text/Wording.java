package dev.emend.metric.text;

import dev.emend.metric.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one text says and another does not, as feedback: a meta-model can mend an answer that leaves out names, or one that
 * talks too much, but not a low figure. Words are compared as bags, without letter case and marks.
 *
 * @param missing from the answer
 * @param superfluous in it
 */
record Wording(WordSpans wanted, WordSpans came, List<WordSpans.Run> missing, List<WordSpans.Run> superfluous) {

    private static final int MOST_QUOTES = 3;

    // Below four words of difference, or a fifth of the length, nobody would call a text too long.
    private static final int LENIENT_WORDS = 4;
    private static final double LENIENT_SHARE = 0.2;

    /** {@code figures} and what lies behind them, against that of the expected texts which comes closest; never long. */
    static String feedback(String figures, List<String> wanted, String came) {
        if (came.isBlank()) {
            return wanted.getFirst().isBlank()
                    ? figures + ". No text was expected, and the answer is empty."
                    : figures + ". The answer is empty; expected " + Quote.of(wanted.getFirst()) + ".";
        }
        if (wanted.getFirst().isBlank()) {
            return figures + ". No text was expected, but the answer is " + Quote.of(came) + ".";
        }
        if (wanted.contains(came)) {
            return figures + ". Right: the answer is the expected text.";
        }
        return figures + ". "
                + wanted.stream()
                        .map(text -> between(text, came))
                        .min(Comparator.comparingLong(Wording::weight))
                        .orElseThrow()
                        .inWords();
    }

    /** A figure in [0, 1] as feedback writes it. */
    static String figure(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static Wording between(String wanted, String came) {
        Vocabulary vocabulary = new Vocabulary();
        WordSpans expected = WordSpans.of(wanted, vocabulary);
        WordSpans answered = WordSpans.of(came, vocabulary);
        return new Wording(
                expected,
                answered,
                expected.runsBeyond(answered, vocabulary.size()),
                answered.runsBeyond(expected, vocabulary.size()));
    }

    private long weight() {
        return missing.stream().mapToLong(WordSpans.Run::weight).sum()
                + superfluous.stream().mapToLong(WordSpans.Run::weight).sum();
    }

    private String inWords() {
        String words = missing.isEmpty() && superfluous.isEmpty()
                ? "All words are the expected ones; order, letter case or marks differ from " + Quote.of(wanted.text())
                        + "."
                : "";
        if (!missing.isEmpty()) {
            words += "Missing: " + quotes(wanted, missing) + ".";
        }
        if (!superfluous.isEmpty()) {
            words += (words.isEmpty() ? "" : " ") + "Not expected: " + quotes(came, superfluous) + ".";
        }
        return words + length();
    }

    /** The weightiest runs, in the order of the text. */
    private static String quotes(WordSpans text, List<WordSpans.Run> runs) {
        String quotes = runs.stream()
                .sorted(Comparator.comparingLong(WordSpans.Run::weight).reversed())
                .limit(MOST_QUOTES)
                .sorted(Comparator.comparingInt(WordSpans.Run::from))
                .map(run -> Quote.of(text.quoted(run)))
                .collect(Collectors.joining(", "));
        return runs.size() > MOST_QUOTES ? quotes + " and " + (runs.size() - MOST_QUOTES) + " more" : quotes;
    }

    private String length() {
        int difference = came.size() - wanted.size();
        if (Math.abs(difference) < Math.max(LENIENT_WORDS, LENIENT_SHARE * wanted.size())) {
            return "";
        }
        return (difference > 0 ? " Too long: " : " Too short: ") + came.size() + " words, expected " + wanted.size()
                + ".";
    }
}
