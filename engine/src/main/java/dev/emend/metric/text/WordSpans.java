package dev.emend.metric.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where a text's words are. A word is a run of letters, digits and combining marks; in scripts without spaces between words
 * each character is one, and so is each symbol, such as an emoji. Punctuation is none.
 */
final class WordSpans {

    private static final int UNWEIGHTY_LETTERS = 3;

    private final String text;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int[] codes = new int[0];
    private int size;

    /**
     * Some words in a row, the first one at {@code from} and the last one before {@code to}.
     *
     * @param weight how much they seem to say: long words and numbers more than short words
     */
    record Run(int from, int to, long weight) {}

    private WordSpans(String text) {
        this.text = text;
    }

    static WordSpans of(String text, Vocabulary vocabulary) {
        WordSpans spans = new WordSpans(text);
        spans.find();
        List<String> words = new ArrayList<>(spans.size);
        for (int i = 0; i < spans.size; i++) {
            words.add(text.substring(spans.starts[i], spans.ends[i]).toLowerCase(Locale.ROOT));
        }
        spans.codes = vocabulary.encode(words);
        return spans;
    }

    private void find() {
        int start = -1;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int character = text.codePointAt(i);
            next = i + Character.charCount(character);
            boolean part = isPart(character);
            if (start >= 0 && !part) {
                add(start, i);
                start = -1;
            }
            if (part && start < 0) {
                start = i;
            } else if (!part && standsAlone(character)) {
                add(i, next);
            }
        }
        if (start >= 0) {
            add(start, text.length());
        }
    }

    private void add(int start, int end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size++] = end;
    }

    private static boolean isPart(int character) {
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            case Character.OTHER_LETTER, Character.MODIFIER_LETTER -> !isWithoutSpaces(character);
            default -> false;
        };
    }

    private static boolean isWithoutSpaces(int character) {
        return character >= 0x0e00
                && switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }

    private static boolean standsAlone(int character) {
        return switch (Character.getType(character)) {
            case Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MATH_SYMBOL -> true;
            default -> false;
        };
    }

    String text() {
        return text;
    }

    int size() {
        return size;
    }

    String quoted(Run run) {
        return text.substring(starts[run.from], ends[run.to - 1]);
    }

    /**
     * The runs of words that this text has more often than {@code other}; those without weight only where there are no
     * others.
     *
     * @param vocabulary more than any code in both texts
     */
    List<Run> runsBeyond(WordSpans other, int vocabulary) {
        int[] left = new int[vocabulary];
        for (int code : other.codes) {
            left[code]++;
        }
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= size; i++) {
            if (i == size || --left[codes[i]] >= 0) {
                if (from < i) {
                    runs.add(new Run(from, i, weight(from, i)));
                }
                from = i + 1;
            }
        }
        List<Run> weighty = runs.stream().filter(run -> run.weight > 0).toList();
        return weighty.isEmpty() ? runs : weighty;
    }

    private long weight(int from, int to) {
        long weight = 0;
        for (int i = from; i < to; i++) {
            int first = text.codePointAt(starts[i]);
            boolean saysMuch = Character.isDigit(first) || standsAlone(first);
            weight += saysMuch ? UNWEIGHTY_LETTERS : Math.max(0, ends[i] - starts[i] - UNWEIGHTY_LETTERS);
        }
        return weight;
    }
}
