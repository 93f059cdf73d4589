package dev.emend.program;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists as text. Read from a JSON array, wherever it stands in an answer, else from lines, of which bullets, boxes and numbers
 * are no part; written as a JSON array of texts.
 */
public final class TextList {

    /** What a line of a list begins with: a bullet or a number. */
    private static final String MARK = "^(?:[-*•]|\\d{1,3}[.)])\\s+";

    private static final Pattern ITEM = Pattern.compile(MARK);
    private static final Pattern BOXED_ITEM = Pattern.compile(MARK + "(?:\\[[ xX]]\\s+)?");

    private TextList() {}

    /** The elements of a list as a model or a person may have written it. */
    public static List<String> read(String text) {
        return JsonText.array(text)
                .map(array -> JsonText.elements(array).stream()
                        .map(TextList::unquoted)
                        .toList())
                .orElseGet(() -> lines(text));
    }

    /** A line without the mark of a list, where it has one, and without what surrounds it. */
    public static String item(String line) {
        return ITEM.matcher(line.strip()).replaceFirst("");
    }

    /** Whether a line has the mark of a list. */
    public static boolean isItem(String line) {
        return ITEM.matcher(line.strip()).find();
    }

    /** The {@link #item}s of a text, a line each, without those that are empty. */
    public static List<String> items(String text) {
        return text.lines().map(TextList::item).filter(line -> !line.isEmpty()).toList();
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> BOXED_ITEM.matcher(line.strip()).replaceFirst(""))
                .filter(line -> !line.isEmpty() && !line.startsWith("```"))
                .toList();
    }

    private static String unquoted(String element) {
        if (!JsonText.isQuoted(element)) {
            return element;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < element.length() - 1; i++) {
            char c = element.charAt(i);
            if (c != '\\' || i + 2 >= element.length()) {
                text.append(c);
                continue;
            }
            char escaped = element.charAt(++i);
            Optional<Integer> unicode = escaped == 'u' ? hex(element, i + 1) : Optional.empty();
            if (unicode.isPresent()) {
                text.append((char) unicode.get().intValue());
                i += 4;
            } else {
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> escaped;
                        });
            }
        }
        return text.toString();
    }

    private static Optional<Integer> hex(String text, int from) {
        if (from + 4 >= text.length()) {
            return Optional.empty();
        }
        String digits = text.substring(from, from + 4);
        return digits.matches("[0-9a-fA-F]{4}") ? Optional.of(Integer.parseInt(digits, 16)) : Optional.empty();
    }

    /** A JSON array of these texts. */
    public static String json(List<String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            json.append(json.length() == 1 ? "\"" : ", \"");
            text.chars().forEach(c -> {
                switch (c) {
                    case '"' -> json.append("\\\"");
                    case '\\' -> json.append("\\\\");
                    case '\n' -> json.append("\\n");
                    case '\r' -> json.append("\\r");
                    case '\t' -> json.append("\\t");
                    default -> {
                        if (c < ' ') {
                            json.append("\\u%04x".formatted(c));
                        } else {
                            json.append((char) c);
                        }
                    }
                }
            });
            json.append('"');
        }
        return json.append(']').toString();
    }
}
