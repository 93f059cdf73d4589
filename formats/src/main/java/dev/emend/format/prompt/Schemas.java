package dev.emend.format.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schemas between the text that a model is held to and the YAML of a prompt file. */
public final class Schemas {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Schemas() {}

    public static String json(Map<String, @Nullable Object> schema) {
        return JSON.writeValueAsString(schema);
    }

    /**
     * A schema without white space.
     *
     * @throws InvalidInputException where the text is no JSON object
     */
    public static String compact(String schema, Where where) {
        try {
            return json(plain(schema));
        } catch (JacksonException malformed) {
            throw new InvalidInputException(
                    "this is no JSON Schema: " + malformed.getOriginalMessage(),
                    where,
                    "a comma or a quote is missing.");
        }
    }

    static Map<String, @Nullable Object> plain(String schema) {
        return JSON.readValue(schema, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
    }
}
