package dev.emend.metric.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Python's {@code str} does to a text, where Java does something else. */
final class PythonText {

    private static final String CASE_IGNORABLE_MARKS =
            "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    private PythonText() {}

    /** {@code str.isspace} of one character. */
    static boolean isSpace(int character) {
        return switch (character) {
            case ' ', '\t', '\n', 0x0b, '\f', '\r', 0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xa0 -> true;
            case 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> character >= 0x2000 && character <= 0x200a;
        };
    }

    /** {@code str.split()}: the words between whitespace, none empty. */
    static List<String> split(CharSequence text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isSpace(text.charAt(i))) {
                if (start < i) {
                    words.add(text.subSequence(start, i).toString());
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** {@code str.rstrip()}. */
    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@code str.lower()}: Java's own, but for the Greek sigma, which Java looks at within word boundaries of its own. */
    static String lower(String text) {
        if (text.indexOf('Σ') < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder small = new StringBuilder(text);
        for (int i = text.indexOf('Σ'); i >= 0; i = text.indexOf('Σ', i + 1)) {
            small.setCharAt(i, endsWord(text, i) ? 'ς' : 'σ');
        }
        return small.toString().toLowerCase(Locale.ROOT);
    }

    /** Unicode's condition Final_Sigma: a cased letter before, and none behind. */
    private static boolean endsWord(String text, int sigma) {
        int before = sigma;
        while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        if (before == 0 || !isCased(text.codePointBefore(before))) {
            return false;
        }
        int behind = sigma + 1;
        while (behind < text.length() && isCaseIgnorable(text.codePointAt(behind))) {
            behind += Character.charCount(text.codePointAt(behind));
        }
        return behind == text.length() || !isCased(text.codePointAt(behind));
    }

    private static boolean isCased(int character) {
        return Character.isLowerCase(character) || Character.isUpperCase(character) || Character.isTitleCase(character);
    }

    private static boolean isCaseIgnorable(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> CASE_IGNORABLE_MARKS.indexOf(character) >= 0;
        };
    }
}
