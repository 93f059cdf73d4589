package dev.emend.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emend.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the grammars mean to llama.cpp is tested with a model, in EmbeddedModelTest. */
class JsonSchemaGrammarTest {

    @Test
    void anEnumIsAChoiceOfLiterals() {
        assertThat(JsonSchemaGrammar.of("{\"enum\": [\"a \\\"b\\\"\", 3, null]}"))
                .contains("\"\\\"a \\\\\\\"b\\\\\\\"\\\"\" space | \"3\" space | \"null\" space");
    }

    @Test
    void optionalPropertiesMayBeLeftOutWithTheirCommas() {
        String grammar = JsonSchemaGrammar.of("""
                {"properties": {"a": {"type": "null"}, "b": {"type": "null"}}, "required": ["b"]}
                """);
        assertThat(grammar).contains("\"{\" space (r0 \",\" space r1  | r1 ) \"}\" space");
    }

    @Test
    void aSchemaMayReferToItself() {
        String grammar = JsonSchemaGrammar.of("""
                {"$ref": "#/$defs/tree",
                 "$defs": {"tree": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}
                """);
        assertThat(grammar).contains("root ::= ref0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "3",
                "{\"type\": \"colour\"}",
                "{\"type\": \"string\", \"pattern\": \"a+\"}",
                "{\"type\": \"integer\", \"minimum\": 0}",
                "{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 100000}",
                "{\"$ref\": \"#/$defs/missing\"}",
                "{\"$ref\": \"other.json\"}",
                "{\"properties\": {}, \"required\": [\"a\"]}",
                "{\"allOf\": [{\"type\": \"string\"}]}"
            })
    void aSchemaThatCannotBeHeldIsRejected(String schema) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> JsonSchemaGrammar.of(schema))
                .matches(e -> e.kind() == ModelException.Kind.REJECTED);
    }
}
