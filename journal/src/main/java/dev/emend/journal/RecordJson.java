package dev.emend.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.emend.model.Constraint;
import dev.emend.run.Journal;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The engine's records as JSON. What is read equals what was written, to the last bit of a number. */
final class RecordJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addMixIn(Constraint.class, ConstraintKinds.class)
            .addMixIn(Journal.Reply.class, ReplyKinds.class)
            .build();

    private static final ObjectWriter ASCII_WRITER = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private RecordJson() {}

    static String write(Object value) {
        String json = MAPPER.writeValueAsString(value);
        // A model may write half a surrogate pair, which no UTF-8 text can hold.
        return StandardCharsets.UTF_8.newEncoder().canEncode(json) ? json : ASCII_WRITER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Constraint.None.class, name = "none"),
        @JsonSubTypes.Type(value = Constraint.JsonSchema.class, name = "json-schema"),
        @JsonSubTypes.Type(value = Constraint.Grammar.class, name = "grammar")
    })
    private interface ConstraintKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Journal.Reply.Answered.class, name = "answered"),
        @JsonSubTypes.Type(value = Journal.Reply.Rejected.class, name = "rejected")
    })
    private interface ReplyKinds {}
}
