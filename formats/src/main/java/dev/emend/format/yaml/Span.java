package dev.emend.format.yaml;

/**
 * The place of a value in the text that it was read from.
 *
 * @param from its first character, in code points
 * @param to behind its last one
 */
public record Span(int from, int to) {

    /** The text with this in the value's place, quoted where it has to be. */
    public String replaced(String text, String value) {
        int start = text.offsetByCodePoints(0, from);
        int end = text.offsetByCodePoints(start, to - from);
        // What ends with its line, as a block literal does, keeps the end of the line.
        int last = start + text.substring(start, end).stripTrailing().length();
        return text.substring(0, start) + YamlText.inline(value) + text.substring(last);
    }
}
