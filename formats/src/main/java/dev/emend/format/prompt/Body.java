package dev.emend.format.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a prompt file behind the front matter.
 *
 * <p>Blank lines around a message are not part of it. A backslash before a line that would read as a marker, or before a
 * blank line that is part of the message, keeps that line as text; the reader takes one backslash away. A line of
 * backslashes before such a line gets one more. Nothing else is escaped.
 */
final class Body {

    private static final Pattern SPECIAL = Pattern.compile("(\\\\*)(?:(system|user|assistant):[ \\t]*|\\s*)");

    private Body() {}

    /** @param line of the file, at which the text begins, or of the marker where the text is empty */
    record Part(Role role, String text, int line) {}

    static List<Part> parse(List<String> lines, int firstLine, String file) {
        List<Part> parts = new ArrayList<>();
        Role role = null;
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher special = SPECIAL.matcher(lines.get(i));
            boolean marker = special.matches() && special.group(1).isEmpty() && special.group(2) != null;
            if (marker) {
                if (role != null) {
                    parts.add(part(role, lines, start, i, firstLine));
                }
                role = Role.valueOf(special.group(2).toUpperCase(Locale.ROOT));
                start = i + 1;
            } else if (role == null && !lines.get(i).isBlank()) {
                throw new InvalidInputException(
                        "this text stands before the first message",
                        Where.line(file, firstLine + i),
                        "a line \"user:\" or \"system:\", in lower case and alone on its line, is missing above it.");
            }
        }
        if (role != null) {
            parts.add(part(role, lines, start, lines.size(), firstLine));
        }
        return parts;
    }

    private static Part part(Role role, List<String> lines, int from, int to, int firstLine) {
        int start = from;
        int end = to;
        while (start < end && isBareBlank(lines.get(start))) {
            start++;
        }
        while (start < end && isBareBlank(lines.get(end - 1))) {
            end--;
        }
        List<String> text = lines.subList(start, end).stream()
                .map(line -> line.startsWith("\\") && SPECIAL.matcher(line).matches() ? line.substring(1) : line)
                .toList();
        return new Part(role, String.join("\n", text), firstLine + (text.isEmpty() ? from - 1 : start));
    }

    private static boolean isBareBlank(String line) {
        Matcher special = SPECIAL.matcher(line);
        return special.matches() && special.group(1).isEmpty() && special.group(2) == null;
    }

    static String escape(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String[] lines = text.split("\n", -1);
        int first = 0;
        while (first < lines.length && isBareBlank(lines[first])) {
            first++;
        }
        int last = lines.length - 1;
        while (last >= 0 && isBareBlank(lines[last])) {
            last--;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            boolean inner = i > first && i < last && isBareBlank(lines[i]);
            boolean special = !inner && SPECIAL.matcher(lines[i]).matches();
            escaped.append(special ? "\\" : "").append(lines[i]).append('\n');
        }
        return escaped.toString();
    }
}
