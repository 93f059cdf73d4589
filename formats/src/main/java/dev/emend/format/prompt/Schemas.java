package dev.emend.format.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.Placed;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private static final String METRIC = "json-schema";

    private Schemas() {}

    public static String json(Map<String, @Nullable Object> schema) {
        return JSON.writeValueAsString(schema);
    }

    /**
     * A schema without white space.
     *
     * @throws InvalidInputException where the text is no JSON object, or, where schemas can be looked at, no schema
     */
    public static String compact(String schema, Where where) {
        try {
            return checked(json(plain(schema)), where);
        } catch (JacksonException malformed) {
            throw new InvalidInputException(
                    "this is no JSON Schema: " + malformed.getOriginalMessage(),
                    where,
                    "a comma or a quote is missing.");
        }
    }

    /**
     * The schema itself.
     *
     * @throws InvalidInputException where schemas can be looked at and this is none
     */
    public static String checked(String schema, Where where) {
        metric(schema, where);
        return schema;
    }

    /** Which says whether an answer satisfies the schema; empty where no metric can. */
    public static Optional<Metric> metric(String schema, Where where) {
        return Metrics.kinds().stream().noneMatch(kind -> kind.name().equals(METRIC))
                ? Optional.empty()
                : Optional.of(Placed.at(
                        where, () -> Metrics.named(METRIC, Map.of("schema", schema), Collections.emptySortedSet())));
    }

    static Map<String, @Nullable Object> plain(String schema) {
        return JSON.readValue(schema, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
    }
}
