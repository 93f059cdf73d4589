package dev.emend.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists as text. Read from a JSON array, wherever it stands in an answer, else from lines, of which bullets and numbers are no
 * part; written as a JSON array of texts.
 */
public final class TextList {

    private TextList() {}

    /** The elements of a list as a model or a person may have written it. */
    public static List<String> read(String text) {
        Optional<String> array = balanced(text).filter(found -> found.startsWith("["));
        return array.isPresent() ? elements(array.get()) : lines(text);
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceFirst("^(?:[-*•]|\\d{1,3}[.)])\\s+", ""))
                .filter(line -> !line.isEmpty() && !line.startsWith("```"))
                .toList();
    }

    /** The elements of an array between its brackets: texts without their quotes, everything else as it stands. */
    private static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 1;
        for (int i = 1; i < array.length(); i++) {
            char c = array.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (depth == 0 && (c == ',' || c == ']')) {
                String element = array.substring(from, i).strip();
                if (!element.isEmpty()) {
                    elements.add(unquoted(element));
                }
                from = i + 1;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return elements;
    }

    private static String unquoted(String element) {
        if (element.length() < 2 || !element.startsWith("\"") || !element.endsWith("\"")) {
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

    /** The first part of the text that begins with a bracket or a brace and ends with the one that closes it. */
    static Optional<String> balanced(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) != '[' && text.charAt(start) != '{') {
            start++;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
                if (depth == 0) {
                    return Optional.of(text.substring(start, i + 1));
                }
            }
        }
        return Optional.empty();
    }
}
