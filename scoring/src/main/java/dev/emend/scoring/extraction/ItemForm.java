package dev.emend.scoring.extraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a text lists items. */
enum ItemForm {
    /** A JSON array, in a code fence or not. */
    JSON,
    /** One a line, with or without a bullet or a number. */
    LINES,
    /** With a separator between. */
    SEPARATED,
    /** A JSON array where it is one, else lines where there are several, else separated. */
    ANY;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern BULLET = Pattern.compile("^\\s*+(?:[-*+\\u2022\\u2013]\\s++|\\d{1,4}[.)]\\s++)");
    private static final Pattern FENCE = Pattern.compile("^```[a-zA-Z]*\\s*|\\s*```$");

    /** The items as written; empty where the text has another form. */
    Optional<List<String>> read(String text, String separator) {
        return switch (this) {
            case JSON -> json(text);
            case LINES -> Optional.of(lines(text));
            case SEPARATED -> Optional.of(separated(text, separator));
            case ANY ->
                json(text)
                        .or(() -> Optional.of(
                                text.strip().lines().count() > 1 ? lines(text) : separated(text, separator)));
        };
    }

    private static Optional<List<String>> json(String text) {
        String bare = FENCE.matcher(text.strip()).replaceAll("");
        if (!bare.startsWith("[")) {
            return Optional.empty();
        }
        try {
            JsonNode array = MAPPER.readTree(bare);
            List<String> items = new ArrayList<>();
            array.forEach(item -> items.add(item.isString() ? item.stringValue() : item.toString()));
            return Optional.of(items);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> BULLET.matcher(line).replaceFirst(""))
                .filter(item -> !item.isBlank())
                .toList();
    }

    private static List<String> separated(String text, String separator) {
        return Arrays.stream(text.split(Pattern.quote(separator)))
                .map(item -> BULLET.matcher(item).replaceFirst(""))
                .filter(item -> !item.isBlank())
                .toList();
    }
}
