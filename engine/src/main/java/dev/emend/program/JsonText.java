package dev.emend.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds JSON in what a model wrote, and tells it from other brackets: a citation {@code [1]}, a box {@code [ ]}, the words of
 * a link. It looks at the form and validates nothing.
 */
final class JsonText {

    private static final Pattern SCALAR = Pattern.compile("true|false|null|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*[\"}].*", Pattern.DOTALL);

    private JsonText() {}

    /** The first object or array; an object also where its names have no quotes. */
    static Optional<String> first(String text) {
        Optional<String> lax = Optional.empty();
        for (int i = 0; i < text.length(); i++) {
            Optional<String> found = balanced(text, i);
            if (found.isPresent() && (isObject(found.get()) || isArrayAt(text, i, found.get()))) {
                return found;
            }
            if (found.isPresent() && text.charAt(i) == '{') {
                // What stands in it is a part of it.
                lax = lax.or(() -> found);
                i += found.get().length() - 1;
            }
        }
        return lax;
    }

    /** The first array. */
    static Optional<String> array(String text) {
        for (int i = text.indexOf('['); i >= 0; i = text.indexOf('[', i + 1)) {
            Optional<String> found = balanced(text, i);
            if (found.isPresent() && isArrayAt(text, i, found.get())) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * An array with a quoted text or an object in it is one wherever it stands. One of numbers, or without elements, has lines of
     * its own; one whose texts have no quotes has the whole text.
     */
    private static boolean isArrayAt(String text, int start, String found) {
        if (!found.startsWith("[")) {
            return false;
        }
        if (found.equals(text.strip())) {
            return true;
        }
        List<String> elements = elements(found);
        return elements.stream().allMatch(JsonText::isElement)
                && (elements.stream().anyMatch(element -> element.startsWith("\"") || isObject(element))
                        || isAlone(text, start, start + found.length()));
    }

    private static boolean isAlone(String text, int from, int to) {
        int next = text.indexOf('\n', to);
        return text.substring(text.lastIndexOf('\n', from) + 1, from).isBlank()
                && text.substring(to, next < 0 ? text.length() : next).isBlank();
    }

    private static boolean isObject(String text) {
        return OBJECT.matcher(text).matches();
    }

    private static boolean isElement(String text) {
        return isQuoted(text)
                || SCALAR.matcher(text).matches()
                || isObject(text)
                || text.startsWith("[") && elements(text).stream().allMatch(JsonText::isElement);
    }

    static boolean isQuoted(String element) {
        return element.length() > 1 && element.startsWith("\"") && element.endsWith("\"");
    }

    /** The elements of an array between its brackets, as they stand. */
    static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        int from = 1;
        for (int i = 1; i < array.length(); i++) {
            char c = array.charAt(i);
            if (c == '"') {
                i = closingQuote(array, i);
            } else if (c == '[' || c == '{') {
                i = closingBracket(array, i);
            } else if (c == ',' || c == ']') {
                String element = array.substring(from, i).strip();
                if (!element.isEmpty()) {
                    elements.add(element);
                }
                from = i + 1;
            }
        }
        return elements;
    }

    /** The part of the text from a bracket or a brace to the one that closes it. */
    private static Optional<String> balanced(String text, int start) {
        if (text.charAt(start) != '[' && text.charAt(start) != '{') {
            return Optional.empty();
        }
        int end = closingBracket(text, start);
        return end == text.length() ? Optional.empty() : Optional.of(text.substring(start, end + 1));
    }

    /** The end of the text where nothing closes it. */
    private static int closingBracket(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = closingQuote(text, i);
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return text.length();
    }

    /** The end of the text where nothing closes it. */
    private static int closingQuote(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return text.length();
    }
}
