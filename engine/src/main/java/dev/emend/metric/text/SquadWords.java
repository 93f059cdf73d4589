package dev.emend.metric.text;

import java.util.List;
import java.util.Set;

/**
 * A text's words after the normalization of SQuAD's evaluation script: lower case, no ASCII punctuation, no articles. Texts
 * with equal words are equal answers.
 */
final class SquadWords {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private SquadWords() {}

    static List<String> of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        PythonText.lower(text).codePoints().filter(c -> !isPunctuation(c)).forEach(plain::appendCodePoint);
        return PythonText.split(withoutArticles(plain));
    }

    private static boolean isPunctuation(int c) {
        return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }

    /** An article stands between characters that are no part of a word, of which combining marks are some. */
    private static StringBuilder withoutArticles(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isPartOfWord(c)) {
                word.appendCodePoint(c);
            } else {
                flush(word, out);
                out.appendCodePoint(c);
            }
        });
        flush(word, out);
        return out;
    }

    private static void flush(StringBuilder word, StringBuilder out) {
        if (word.length() <= 3 && ARTICLES.contains(word.toString())) {
            out.append(' ');
        } else {
            out.append(word);
        }
        word.setLength(0);
    }

    /** Python's {@code \w}. */
    private static boolean isPartOfWord(int c) {
        return Character.isLetter(c)
                || switch (Character.getType(c)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                    default -> c == '_';
                };
    }
}
