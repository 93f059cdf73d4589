package dev.emend.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The top level of the JSON object that a judge wrote, perhaps inside other text such as a code fence. Lenient in what
 * stands around it, strict about where a field starts: what a critique quotes is never taken for a field.
 */
final class Reply {

    /**
     * A field's value.
     *
     * @param text unescaped where it is a JSON string, else as it stands
     * @param start where it begins in the reply, behind an opening quote
     */
    record Field(String text, int start) {}

    private final String json;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private int at;

    private Reply(String json) {
        this.json = json;
    }

    static Reply read(String text) {
        Reply reply = new Reply(text);
        for (int brace = text.indexOf('{');
                brace >= 0 && reply.fields.isEmpty();
                brace = text.indexOf('{', brace + 1)) {
            reply.at = brace + 1;
            reply.members();
        }
        return reply;
    }

    /** Empty where there is none, or where the reply ends before it does. */
    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    String text(String name) {
        return field(name).map(Field::text).orElse("").strip();
    }

    private void members() {
        while (true) {
            skip();
            if (!at('"')) {
                return;
            }
            Optional<Field> name = string();
            skip();
            if (name.isEmpty() || !at(':')) {
                return;
            }
            at++;
            skip();
            Optional<Field> value = at('"') ? string() : bare();
            if (value.isEmpty()) {
                return;
            }
            fields.putIfAbsent(name.get().text(), value.get());
            skip();
            if (!at(',')) {
                return;
            }
            at++;
        }
    }

    private boolean at(char wanted) {
        return at < json.length() && json.charAt(at) == wanted;
    }

    private void skip() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }

    private Optional<Field> string() {
        int start = ++at;
        StringBuilder text = new StringBuilder();
        while (at < json.length()) {
            char next = json.charAt(at++);
            if (next == '"') {
                return Optional.of(new Field(text.toString(), start));
            }
            text.append(next == '\\' && at < json.length() ? escaped() : next);
        }
        return Optional.empty();
    }

    private char escaped() {
        char kind = json.charAt(at++);
        return switch (kind) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r', 'b', 'f' -> ' ';
            case 'u' -> codeUnit();
            default -> kind;
        };
    }

    private char codeUnit() {
        int end = Math.min(json.length(), at + 4);
        try {
            char unit = (char) Integer.parseInt(json.substring(at, end), 16);
            at = end;
            return unit;
        } catch (NumberFormatException malformed) {
            return '\uFFFD';
        }
    }

    /** A number or a word. */
    private Optional<Field> bare() {
        int start = at;
        while (at < json.length() && ",}] \t\r\n".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        return at == start ? Optional.empty() : Optional.of(new Field(json.substring(start, at), start));
    }
}
