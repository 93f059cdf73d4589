package dev.emend.metric.text;

import dev.emend.metric.Options;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Parts a text into words and marks as sacreBLEU's tokenizer of the same name does. */
enum BleuTokenizer {

    /** That of NIST's mteval-v13a: apart from the words are ASCII marks, but no point or comma between digits. */
    V13A("13a") {
        @Override
        List<String> words(String line) {
            String plain = line.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
            if (plain.indexOf('&') >= 0) {
                plain = plain.replace("&quot;", "\"")
                        .replace("&amp;", "&")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">");
            }
            CharSequence text = alone(" " + plain + " ", BleuTokenizer::isMark);
            text = behind(text, c -> !isDigit(c), BleuTokenizer::isPointOrComma);
            text = before(text, BleuTokenizer::isPointOrComma, c -> !isDigit(c));
            text = behind(text, BleuTokenizer::isDigit, c -> c == '-');
            return PythonText.split(text);
        }
    },

    /** That of mteval-v14 with international tokenization: as 13a, with the marks, digits and symbols of every script. */
    INTERNATIONAL("intl") {
        @Override
        List<String> words(String line) {
            CharSequence text = behind(line, c -> !isNumber(c), BleuTokenizer::isPunctuation);
            text = before(text, BleuTokenizer::isPunctuation, c -> !isNumber(c));
            text = alone(text, BleuTokenizer::isSymbol);
            return PythonText.split(text);
        }
    },

    /** Every character but whitespace is a word. */
    CHARACTER("char") {
        @Override
        List<String> words(String line) {
            return line.codePoints()
                    .filter(c -> !PythonText.isSpace(c))
                    .mapToObj(Character::toString)
                    .toList();
        }
    },

    /** Words are what whitespace parts. */
    NONE("none") {
        @Override
        List<String> words(String line) {
            return PythonText.split(line);
        }
    };

    private final String spelling;

    BleuTokenizer(String spelling) {
        this.spelling = spelling;
    }

    abstract List<String> words(String line);

    /** As sacreBLEU prepares a text: lower case where wanted, and nothing behind its last character. */
    List<String> words(String text, boolean lowercase) {
        return words(PythonText.stripTrailing(lowercase ? PythonText.lower(text) : text));
    }

    static BleuTokenizer from(Options options) {
        List<String> spellings =
                Arrays.stream(values()).map(tokenizer -> tokenizer.spelling).toList();
        return values()[spellings.indexOf(options.choice("tokenizer", "13a", spellings))];
    }

    /** Sets each character that fits apart. */
    private static CharSequence alone(CharSequence text, IntPredicate fits) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 4);
        for (int i = 0; i < text.length(); i += Character.charCount(at(text, i))) {
            int character = at(text, i);
            if (fits.test(character)) {
                out.append(' ').appendCodePoint(character).append(' ');
            } else {
                out.appendCodePoint(character);
            }
        }
        return out;
    }

    /** Sets a mark apart that stands behind such a character. Pairs are found from left to right and do not overlap. */
    private static CharSequence behind(CharSequence text, IntPredicate first, IntPredicate mark) {
        return pairs(text, first, mark, "", " ");
    }

    /** Sets a mark apart that stands before such a character. */
    private static CharSequence before(CharSequence text, IntPredicate mark, IntPredicate second) {
        return pairs(text, mark, second, " ", "");
    }

    private static CharSequence pairs(
            CharSequence text, IntPredicate left, IntPredicate right, String before, String behind) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 4);
        int i = 0;
        while (i < text.length()) {
            int first = at(text, i);
            i += Character.charCount(first);
            if (i < text.length() && left.test(first) && right.test(at(text, i))) {
                int second = at(text, i);
                i += Character.charCount(second);
                out.append(before)
                        .appendCodePoint(first)
                        .append(' ')
                        .appendCodePoint(second)
                        .append(behind);
            } else {
                out.appendCodePoint(first);
            }
        }
        return out;
    }

    private static int at(CharSequence text, int place) {
        return Character.codePointAt(text, place);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPointOrComma(int c) {
        return c == '.' || c == ',';
    }

    /** ASCII's marks and space, but none of {@code ' , - .}. */
    private static boolean isMark(int c) {
        return c >= ' ' && c <= '&'
                || c >= '(' && c <= '+'
                || c == '/'
                || c >= ':' && c <= '@'
                || c >= '[' && c <= '`'
                || c >= '{' && c <= '~';
    }

    private static boolean isNumber(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL ->
                true;
            default -> false;
        };
    }
}
