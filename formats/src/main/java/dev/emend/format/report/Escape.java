package dev.emend.format.report;

import java.util.Locale;

/**
 * Turns any text into text of an HTML page. What the eye cannot see, such as control characters, marks that reorder
 * other text, and halves of surrogate pairs, is written out as its code point, so that a reader of a diff sees it.
 */
final class Escape {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Escape() {}

    static void append(StringBuilder out, String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (isUnseen(point)) {
                        String hex = Integer.toHexString(point).toUpperCase(Locale.ROOT);
                        out.append("⟨U+")
                                .repeat('0', 4 - Math.min(4, hex.length()))
                                .append(hex)
                                .append('⟩');
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n' && point != '\t';
            // The joiners are ordinary letters' business in several scripts.
            case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        };
    }
}
