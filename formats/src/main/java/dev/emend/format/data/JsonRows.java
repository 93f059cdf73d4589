package dev.emend.format.data;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line. Blank lines are skipped. */
final class JsonRows {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonRows() {}

    static List<Row> read(String text, String file) {
        List<Row> rows = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                rows.add(row(lines[i], file, i + 1));
            }
        }
        return rows;
    }

    private static Row row(String line, String file, int number) {
        Where where = Where.line(file, number);
        JsonNode row = parse(line, where);
        if (!row.isObject()) {
            throw new InvalidInputException(
                    "a row must be a JSON object, not " + kind(row),
                    where,
                    "the file is one JSON array; write one object a line, as jq -c '.[]' does.");
        }
        Optional<Map<String, String>> inputs = Optional.empty();
        Map<String, String> columns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "inputs" -> inputs = Optional.of(inputs(value, file, number));
                case "id" -> put(columns, "id", identifier(value, file, number));
                case "meta" -> {
                    if (value.isObject()) {
                        value.properties().forEach(meta -> put(columns, "meta." + meta.getKey(), meta.getValue()));
                    } else {
                        put(columns, "meta", value);
                    }
                }
                default -> put(columns, field.getKey(), value);
            }
        }
        return new Row(where, inputs, columns, false);
    }

    private static JsonNode parse(String line, Where where) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException malformed) {
            int column = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getColumnNr();
            throw new InvalidInputException(
                    "malformed JSON at column " + column + ": "
                            + malformed
                                    .getOriginalMessage()
                                    .lines()
                                    .findFirst()
                                    .map(reason -> reason.replaceFirst(" \\(start marker at .*", ""))
                                    .orElse(""),
                    where,
                    line.stripLeading().startsWith("[")
                            ? "the file is one JSON array; write one object a line, as jq -c '.[]' does."
                            : advice(malformed));
        }
    }

    private static String advice(JacksonException malformed) {
        if (malformed instanceof StreamConstraintsException) {
            return "";
        }
        String reason = String.valueOf(malformed.getOriginalMessage());
        if (reason.startsWith("Unexpected end-of-input")) {
            return "the object goes on in the next line; each row must be on one line.";
        }
        return reason.startsWith("Duplicate")
                ? "one of the two should go."
                : "it was not written as JSON, in which texts have double quotes, what is missing is null, and nothing stands"
                        + " behind the last value.";
    }

    private static Map<String, String> inputs(JsonNode value, String file, int line) {
        if (!value.isObject()) {
            throw new InvalidInputException(
                    "\"inputs\" must be an object of placeholders and values, not " + kind(value),
                    Where.field(file, line, "inputs"),
                    "write {\"inputs\": {\"NAME\": …}} with the placeholder's name.");
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        value.properties().forEach(input -> put(inputs, input.getKey(), input.getValue()));
        return inputs;
    }

    private static JsonNode identifier(JsonNode value, String file, int line) {
        if (!value.isString() && !value.isIntegralNumber() && !value.isNull()) {
            throw new InvalidInputException(
                    "an id must be a text or a whole number, not " + kind(value), Where.field(file, line, "id"), "");
        }
        return value;
    }

    private static void put(Map<String, String> values, String name, JsonNode value) {
        if (!value.isNull()) {
            values.put(name, value.isString() ? value.stringValue() : value.toString());
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "the text " + value;
            case NUMBER -> "the number " + value;
            case BOOLEAN -> value.toString();
            default -> "null";
        };
    }
}
