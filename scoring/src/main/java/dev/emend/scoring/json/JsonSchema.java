package dev.emend.scoring.json;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * 1 where the answer is JSON that a schema admits, else 0; or the share of its top-level fields that are right. Schemas of
 * drafts 4 to 2020-12; {@code format} is asserted. A reference beyond the schema itself is an error, except to the drafts'
 * own metaschemas, which are at hand.
 */
final class JsonSchema implements Metric {

    private static final int MOST_QUOTED = 6;

    private static final ExecutionConfig LIMITS = ExecutionConfig.builder()
            .maxEvaluationSteps(5_000_000)
            .maxEvaluationDepth(5 * JsonText.DEEPEST)
            .formatAssertionsEnabled(true)
            .build();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)
                            .allow(address -> address.toString().matches("https?://json-schema\\.org/.*")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ROOT)
                            .pathType(PathType.JSON_POINTER)
                            .regularExpressionFactory(new LinearPatterns())
                            .build()));

    private final Schema schema;
    private final boolean fenceAllowed;
    private final boolean byField;

    private JsonSchema(Schema schema, boolean fenceAllowed, boolean byField) {
        this.schema = schema;
        this.fenceAllowed = fenceAllowed;
        this.byField = byField;
    }

    static JsonSchema from(Options options) {
        return new JsonSchema(
                schema(options.required(
                        "schema", "give the path of a file with a JSON Schema, such as answer.schema.json.")),
                options.choice("fence", "allowed", List.of("allowed", "forbidden"))
                        .equals("allowed"),
                options.choice("score", "all", List.of("all", "fields")).equals("fields"));
    }

    private static Schema schema(String text) {
        JsonNode node;
        try {
            node = JsonText.MAPPER.readTree(text);
        } catch (JacksonException broken) {
            throw wrong("is not valid JSON: " + JsonText.reason(broken) + JsonText.place(broken), "");
        }
        if (!node.isObject() && !node.isBoolean()) {
            throw wrong("must be a JSON object, not " + Quote.of(text), "");
        }
        try {
            obeyItsMetaschema(node);
            Schema schema = REGISTRY.getSchema(SchemaLocation.of("urn:emend:schema"), node);
            schema.initializeValidators();
            errors(schema, JsonText.MAPPER.createObjectNode());
            return schema;
        } catch (SchemaException unusable) {
            throw wrong("cannot be used: " + firstLine(unusable), beyondItself(unusable));
        } catch (ValidationLimitExceededException | StackOverflowError endless) {
            throw wrong("refers to itself without end", "a \"$ref\" points to the schema that it stands in.");
        }
    }

    private static void obeyItsMetaschema(JsonNode node) {
        String dialect = node.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
        Schema metaschema = REGISTRY.getSchema(SchemaLocation.of(dialect));
        List<Error> errors = errors(metaschema, node);
        if (!errors.isEmpty()) {
            throw wrong("is no valid schema: " + said(errors), "");
        }
    }

    private static String firstLine(Exception thrown) {
        String message = String.valueOf(thrown.getMessage());
        String own =
                message.substring(message.lastIndexOf("Exception: ") < 0 ? 0 : message.lastIndexOf("Exception: ") + 11);
        return own.lines().findFirst().orElse("");
    }

    private static String beyondItself(Exception thrown) {
        return String.valueOf(thrown.getMessage()).contains("not allowed")
                ? "put what it refers to into its own \"$defs\"; nothing is fetched."
                : "";
    }

    private static InvalidInputException wrong(String what, String maybe) {
        return new InvalidInputException("the schema of the metric json-schema " + what, Where.NOWHERE, maybe);
    }

    private static List<Error> errors(Schema schema, JsonNode node) {
        return schema.validate(node, context -> context.setExecutionConfig(LIMITS));
    }

    @Override
    public String name() {
        return "json-schema";
    }

    @Override
    public Score score(Answer answer) {
        return switch (JsonText.read(answer.text(), fenceAllowed)) {
            case JsonText.Broken(String why) -> new Score(0, why);
            case JsonText.Valid(JsonNode node) -> score(node);
        };
    }

    private Score score(JsonNode node) {
        List<Error> errors;
        try {
            errors = errors(schema, node);
        } catch (ValidationLimitExceededException | StackOverflowError excessive) {
            return new Score(0, "The answer is JSON, but too large or too deep to be held to the schema.");
        }
        if (errors.isEmpty()) {
            return new Score(1, "The answer is JSON that the schema admits.", Map.of("errors", 0.0));
        }
        return new Score(
                byField ? shareOfFields(node, errors) : 0,
                "The answer is JSON, but the schema does not admit it: " + said(errors),
                Map.of("errors", (double) errors.size()));
    }

    /** An error of the object as a whole, such as too few fields, counts as one more wrong field. */
    private static double shareOfFields(JsonNode node, List<Error> errors) {
        Set<String> wrong = errors.stream().map(JsonSchema::field).collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = new TreeSet<>(wrong);
        node.propertyNames().forEach(name -> all.add("/" + name));
        return (double) (all.size() - wrong.size()) / all.size();
    }

    private static String field(Error error) {
        NodePath path = error.getInstanceLocation();
        if (path.getNameCount() > 0) {
            return "/" + path.getName(0);
        }
        return error.getProperty() == null ? "" : "/" + error.getProperty();
    }

    private static String said(List<Error> errors) {
        Map<String, String> byPlace = new LinkedHashMap<>();
        for (Error error : errors) {
            String place = error.getInstanceLocation().toString();
            byPlace.merge(place, said(error), (first, second) -> first + "; " + second);
        }
        String said = byPlace.entrySet().stream()
                .limit(MOST_QUOTED)
                .map(entry ->
                        (entry.getKey().isEmpty() ? "at the top: " : "at " + entry.getKey() + ": ") + entry.getValue())
                .collect(Collectors.joining(". ", "", "."));
        int more = byPlace.size() - MOST_QUOTED;
        return more > 0
                ? said + " There " + (more == 1 ? "is 1 more wrong place." : "are " + more + " more wrong places.")
                : said;
    }

    private static String said(Error error) {
        JsonNode node = error.getInstanceNode();
        boolean plain = node != null && node.isValueNode();
        return error.getMessage() + (plain ? ", but is " + JsonText.quoted(node) : "");
    }
}
