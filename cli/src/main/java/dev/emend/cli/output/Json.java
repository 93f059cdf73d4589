package dev.emend.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists, texts, numbers and truth values as JSON. */
public final class Json {

    private static final JsonMapper LINE = JsonMapper.builder().build();
    private static final ObjectWriter ASCII_LINE = LINE.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** One line, which a file can hold also where a text has half a surrogate pair: then it is escaped. */
    public static String line(Object value) {
        String json = LINE.writeValueAsString(value);
        return StandardCharsets.UTF_8.newEncoder().canEncode(json) ? json : ASCII_LINE.writeValueAsString(value);
    }

    public static String pretty(Object value) {
        return PRETTY.writeValueAsString(value);
    }

    /** @param keysAndValues in turn; an object has its keys in this order */
    public static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return fields;
    }

    /** The fields of an object, in order. */
    public static Map<String, @Nullable Object> read(String json) {
        return LINE.readValue(json, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
    }
}
