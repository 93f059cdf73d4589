package dev.emend.format.prompt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schemas between the text that a model is held to and the YAML of a prompt file. */
final class Schemas {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Schemas() {}

    static String json(Map<String, @Nullable Object> schema) {
        return JSON.writeValueAsString(schema);
    }

    static Map<String, @Nullable Object> plain(String schema) {
        return JSON.readValue(schema, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
    }
}
