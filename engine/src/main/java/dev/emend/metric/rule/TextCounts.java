package dev.emend.metric.rule;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a text apart into words, sentences and lines. */
public final class TextCounts {

    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}\\p{M}]++");
    private static final String JOINING = "-'\u2019.,";
    private static final Pattern HAS_WORD = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?:^|[\\s(\"'])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|e\\.g|i\\.e|cf|approx|Inc|Ltd|\\p{Lu})\\.\\s*$");

    // With what stands before and behind it.
    private static final int LONGEST_ABBREVIATION = 12;

    private TextCounts() {}

    /** Code points, without whitespace around the text. */
    public static int characters(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length());
    }

    /** Runs of letters and digits; an apostrophe, hyphen, point or comma between two of them joins them. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher run = RUN.matcher(text);
        int start = -1;
        int end = -1;
        while (run.find()) {
            boolean joined = run.start() == end + 1 && start >= 0 && JOINING.indexOf(text.charAt(end)) >= 0;
            if (!joined) {
                if (start >= 0) {
                    words.add(text.substring(start, end));
                }
                start = run.start();
            }
            end = run.end();
        }
        if (start >= 0) {
            words.add(text.substring(start, end));
        }
        return words;
    }

    /**
     * Sentences by Unicode's rules (UAX #29), as {@link BreakIterator} has them for English, except that a title, an
     * initial or a common English abbreviation ends none, and a blank line always does. Pieces without a letter or digit
     * are none.
     */
    public static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String paragraph : text.split("\\R[ \\t]*\\R")) {
            BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            breaks.setText(paragraph);
            int start = 0;
            for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                if (end == paragraph.length() || !endsInAbbreviation(paragraph, end)) {
                    String sentence = paragraph.substring(start, end);
                    if (HAS_WORD.matcher(sentence).find()) {
                        sentences.add(sentence.strip());
                    }
                    start = end;
                }
            }
        }
        return sentences;
    }

    /** Lines with something in them. */
    public static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static boolean endsInAbbreviation(String text, int end) {
        return ABBREVIATION
                .matcher(text.substring(Math.max(0, end - LONGEST_ABBREVIATION), end))
                .find();
    }
}
