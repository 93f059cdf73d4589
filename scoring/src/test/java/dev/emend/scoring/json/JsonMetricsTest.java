package dev.emend.scoring.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMetricsTest {

    private static final String INVOICE = """
            {"type": "object", "required": ["total", "currency"], "additionalProperties": false,
             "properties": {
               "total": {"type": "number", "minimum": 0},
               "currency": {"enum": ["EUR", "USD"]},
               "lines": {"type": "array", "items": {"type": "object", "required": ["text"]}}}}
            """;

    private static final MetricContext CONTEXT = MetricContext.of(Collections.emptySortedSet());

    private static Score schema(String schema, String answer, String... options) {
        Map<String, String> all = map(options);
        all.put("schema", schema);
        return Metrics.named("json-schema", all, CONTEXT).score(answer("", answer));
    }

    private static Score fields(String expected, String answer, String... options) {
        return Metrics.named("json-fields", map(options), CONTEXT).score(answer(expected, answer));
    }

    private static Answer answer(String expected, String text) {
        return Answer.of(Example.of("1", Map.of(), expected), text);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @Test
    void anAnswerThatTheSchemaAdmitsScoresOne() {
        assertThat(schema(INVOICE, "{\"total\": 12.5, \"currency\": \"EUR\"}").value())
                .isEqualTo(1);
    }

    @Test
    void eachErrorIsSaidWithItsPointerAndItsValue() {
        Score score =
                schema(INVOICE, "{\"total\": -3, \"currency\": \"GBP\", \"lines\": [{\"text\": \"a\"}, {}], \"x\": 1}");
        assertThat(score.value()).isZero();
        assertThat(score.feedback())
                .contains("at /total: must have a minimum value of 0, but is -3")
                .contains("at /currency: does not have a value in the enumeration")
                .contains("at /lines/1: required property 'text' not found")
                .contains("at the top: property 'x' is not defined");
    }

    @Test
    void theShareOfFieldsCountsMissingAndSuperfluousOnesAsWrong() {
        Score score = schema(INVOICE, "{\"total\": 3, \"lines\": [], \"x\": 1}", "score", "fields");
        assertThat(score.value()).isEqualTo(0.5);
    }

    @Test
    void aCodeFenceIsReadOrRefused() {
        String fenced = "```json\n{\"total\": 1, \"currency\": \"USD\"}\n```";
        assertThat(schema(INVOICE, fenced).value()).isEqualTo(1);
        Score refused = schema(INVOICE, fenced, "fence", "forbidden");
        assertThat(refused.value()).isZero();
        assertThat(refused.feedback()).contains("code fence");
    }

    @Test
    void textAroundTheJsonIsNamedAsTheError() {
        assertThat(schema(INVOICE, "Here you are: {\"total\": 1}").feedback()).contains("text stands before it");
        assertThat(schema(INVOICE, "{\"total\": 1} Anything else?").feedback()).contains("not valid JSON");
        assertThat(schema(INVOICE, "").feedback()).contains("empty");
    }

    @Test
    void aFieldThatStandsTwiceIsAnError() {
        assertThat(schema(INVOICE, "{\"total\": 1, \"total\": 2, \"currency\": \"EUR\"}")
                        .feedback())
                .contains("Duplicate")
                .contains("total");
    }

    @Test
    @Timeout(60)
    void hostileAnswersScoreZeroAtOnce() {
        String recursive =
                "{\"additionalProperties\": {\"$ref\": \"#\"}, \"items\": {\"$ref\": \"#\"}, \"multipleOf\": 0.01}";
        for (String hostile : new String[] {
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
            "[" + "1,".repeat(5_000_000) + "1]",
            "\"" + "a".repeat(10_000_000) + "\"",
            "1e999999999",
            "9".repeat(100_000)
        }) {
            assertThat(schema(recursive, hostile).value()).isZero();
            assertThat(fields("{\"a\": 1}", hostile).value()).isZero();
        }
    }

    @Test
    @Timeout(5)
    void aPatternCannotBeMadeToHang() {
        Score score = schema("{\"pattern\": \"^(a+)+$\"}", "\"" + "a".repeat(5000) + "!\"");
        assertThat(score.value()).isZero();
    }

    @Test
    void patternsThatLookAheadWorkToo() {
        assertThat(schema("{\"pattern\": \"^(?!x).*$\"}", "\"y\"").value()).isEqualTo(1);
        assertThat(schema("{\"pattern\": \"^(?!x).*$\"}", "\"x\"").value()).isZero();
    }

    @Test
    void nothingIsEverFetched(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"type\": \"string\"}");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            for (String address : new String[] {
                "http://localhost:" + server.getLocalPort() + "/s.json",
                file.toUri().toString(),
                "classpath:META-INF/services/dev.emend.metric.MetricProvider"
            }) {
                assertThatThrownBy(() -> schema("{\"properties\": {\"a\": {\"$ref\": \"" + address + "\"}}}", "{}"))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining(address)
                        .hasMessageContaining("nothing is fetched");
            }
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "3",
                "{\"type\": \"nosuch\"}",
                "{\"pattern\": \"[\"}",
                "{\"$ref\": \"#\"}",
                "{\"$ref\": \"#/$defs/nosuch\"}",
                "{\"$schema\": \"https://example.com/own\"}"
            })
    void aBadSchemaIsAnErrorOfTheUser(String schema) {
        assertThatThrownBy(() -> schema(schema, "{}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the schema of the metric json-schema");
    }

    @Test
    void olderDraftsAndTheirMetaschemasAreKnown() {
        String draft7 = "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"string\"}";
        assertThat(schema(draft7, "\"x\"").value()).isEqualTo(1);
        assertThat(schema("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}", "{\"type\": 3}")
                        .value())
                .isZero();
    }

    @Test
    void fieldsAreComparedOneByOne() {
        Score score = fields(
                "{\"name\": \"Ada Lovelace\", \"born\": {\"year\": 1815, \"place\": \"London\"}, \"tags\": [\"a\", \"b\"]}",
                "{\"name\": \"ada lovelace.\", \"born\": {\"year\": 1815.0}, \"tags\": [\"a\", \"c\"], \"note\": null}");
        assertThat(score.value()).isEqualTo(3.0 / 6);
        assertThat(score.feedback())
                .contains("3 of 6 fields are right")
                .contains("Wrong: /tags/1 is \"c\", expected \"b\"")
                .contains("Missing: /born/place (expected \"London\")")
                .contains("Superfluous: /note");
        assertThat(score.parts()).containsEntry("wrong", 1.0).containsEntry("missing", 1.0);
    }

    @Test
    void arraysMayBeSets() {
        String expected = "{\"tags\": [\"a\", {\"b\": [1, 2]}, \"a\"]}";
        assertThat(fields(expected, "{\"tags\": [{\"b\": [2, 1.0]}, \"A\", \"a\"]}", "arrays", "set")
                        .value())
                .isEqualTo(1);
        assertThat(fields(expected, "{\"tags\": [\"a\", {\"b\": [1, 2]}]}", "arrays", "set")
                        .value())
                .isEqualTo(2.0 / 3);
    }

    @Test
    void aNumberIsNotItsText() {
        assertThat(fields("{\"a\": 1}", "{\"a\": \"1\"}").value()).isZero();
        assertThat(fields("{\"a\": 1, \"b\": 100}", "{\"a\": 1.00, \"b\": 1e2}").value())
                .isEqualTo(1);
    }

    @Test
    void onlyTheFieldsThatAreNamedCount() {
        assertThat(fields("{\"a\": {\"x\": 1}, \"ab\": 2}", "{\"a\": {\"x\": 1}, \"ab\": 3}", "fields", "/a")
                        .value())
                .isEqualTo(1);
        assertThatThrownBy(() -> fields("{}", "{}", "fields", "a")).hasMessageContaining("JSON pointers");
    }

    /** Every answer without them would be right. */
    @Test
    void fieldsOfWhichNoRightAnswerHasAnyAreRefused() {
        SortedSet<String> expected = new TreeSet<>(List.of("{\"price\": 3}", "{\"tags\": [\"a\"]}"));

        assertThat(Metrics.named("json-fields", Map.of("fields", "/discount,/tags"), expected)
                        .name())
                .isEqualTo("json-fields");
        assertThatThrownBy(() -> Metrics.named("json-fields", Map.of("fields", "/pirce,/tgas"), expected))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no right answer has any of the fields /pirce, /tgas")
                .hasMessageContaining("/price");
    }

    @Test
    void superfluousFieldsMayBeIgnored() {
        assertThat(fields("{\"a\": 1}", "{\"a\": 1, \"b\": 2}", "superfluous", "ignored")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void anExampleThatExpectsNoJsonIsUnfit() {
        assertThatThrownBy(() ->
                        Metrics.named("json-fields", Map.of(), CONTEXT).check(Example.of("7", Map.of(), "billing")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"billing\" (example 7)");
    }
}
