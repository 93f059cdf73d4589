package dev.emend.models.embedded;

import dev.emend.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Translates a JSON Schema to a GBNF grammar, so that every answer drawn under it satisfies the schema.
 *
 * <p>Known are objects (properties in the order given; those not required may be left out; no others), arrays with their
 * least and most items, strings with their least and most characters, numbers, whole numbers (with both bounds where they
 * are at most {@value #MOST_VALUES} apart), booleans, null, {@code enum}, {@code const}, {@code anyOf}, {@code oneOf},
 * several types, and {@code $ref} within the schema. Anything else that restricts is refused, for an answer could break it.
 */
final class JsonSchemaGrammar {

    private static final int MOST_VALUES = 1000;

    private static final Set<String> UNRESTRICTING = Set.of(
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly");

    private static final Map<String, String> PRIMITIVES = Map.of(
            "value", "object | array | string | number | boolean | null",
            "object", "\"{\" space ( string \":\" space value (\",\" space string \":\" space value)* )? \"}\" space",
            "array", "\"[\" space ( value (\",\" space value)* )? \"]\" space",
            "string", "\"\\\"\" char* \"\\\"\" space",
            "char", "[^\"\\\\\\x7F\\x00-\\x1F] | [\\\\] ([\"\\\\bfnrt] | \"u\" [0-9a-fA-F]{4})",
            "number", "integral (\".\" [0-9]{1,15})? ([eE] [-+]? [0-9]{1,3})? space",
            "integer", "integral space",
            "integral", "\"-\"? (\"0\" | [1-9] [0-9]{0,15})",
            "boolean", "(\"true\" | \"false\") space",
            "null", "\"null\" space");

    /** At most one, so that a model cannot fill its answer with them. */
    private static final String SPACE = "\" \"?";

    private final JsonNode root;
    private final Map<String, String> rules = new LinkedHashMap<>();
    private final Map<String, String> references = new LinkedHashMap<>();

    private JsonSchemaGrammar(JsonNode root) {
        this.root = root;
    }

    /** @throws ModelException REJECTED where the schema is no JSON or restricts in a way not known here */
    static String of(String schema) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(schema);
        } catch (JacksonException e) {
            throw rejected("the JSON Schema is no JSON: " + e.getOriginalMessage());
        }
        JsonSchemaGrammar grammar = new JsonSchemaGrammar(root);
        String top = grammar.rule(root, "the schema");
        grammar.rules.put("root", top);
        grammar.rules.put("space", SPACE);
        grammar.rules.putAll(PRIMITIVES);
        return grammar.rules.entrySet().stream()
                .map(rule -> rule.getKey() + " ::= " + rule.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static ModelException rejected(String why) {
        return new ModelException(ModelException.Kind.REJECTED, why);
    }

    /** The name of a rule that draws what the schema allows. */
    private String rule(JsonNode schema, String where) {
        if (schema.isBoolean() && schema.asBoolean()) {
            return "value";
        }
        if (!schema.isObject()) {
            throw rejected(where + " must be an object, not " + schema);
        }
        if (schema.has("$ref")) {
            only(schema, where, Set.of("$ref"));
            return reference(schema.get("$ref").asString(), where);
        }
        if (schema.has("const")) {
            only(schema, where, Set.of("const", "type"));
            return add(literal(schema.get("const")));
        }
        if (schema.has("enum")) {
            only(schema, where, Set.of("enum", "type"));
            return add(schema.get("enum")
                    .valueStream()
                    .map(JsonSchemaGrammar::literal)
                    .collect(Collectors.joining(" | ")));
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                only(schema, where, Set.of(choice));
                List<String> options = new ArrayList<>();
                for (JsonNode option : schema.get(choice)) {
                    options.add(rule(option, where + "." + choice));
                }
                return add(String.join(" | ", options));
            }
        }
        return typed(schema, where);
    }

    private String typed(JsonNode schema, String where) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            only(schema, where, Set.of("type"));
            return add(type.valueStream()
                    .map(JsonNode::asString)
                    .map(name -> known(name, where))
                    .collect(Collectors.joining(" | ")));
        }
        String name = type.isMissingNode() ? implied(schema) : type.asString();
        return switch (name) {
            case "object" -> object(schema, where);
            case "array" -> array(schema, where);
            case "string" -> string(schema, where);
            case "integer" -> integer(schema, where);
            default -> {
                only(schema, where, Set.of("type"));
                yield known(name, where);
            }
        };
    }

    private static String implied(JsonNode schema) {
        return schema.has("properties") ? "object" : schema.has("items") ? "array" : "value";
    }

    private static String known(String type, String where) {
        if (!PRIMITIVES.containsKey(type)) {
            throw rejected(where + " has the unknown type '" + type + "'");
        }
        return type;
    }

    private static void only(JsonNode schema, String where, Set<String> understood) {
        for (String key : schema.propertyNames()) {
            if (!understood.contains(key) && !UNRESTRICTING.contains(key)) {
                throw rejected(where + " restricts by '" + key + "', to which the embedded model cannot be held"
                        + "\nMaybe leave it out and check it in the metric.");
            }
        }
    }

    private String object(JsonNode schema, String where) {
        only(schema, where, Set.of("type", "properties", "required", "additionalProperties"));
        if (!schema.has("properties")) {
            return "object";
        }
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").valueStream().forEach(key -> required.add(key.asString()));
        List<String> members = new ArrayList<>();
        List<Boolean> optional = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            String value = rule(property.getValue(), where + "." + property.getKey());
            members.add(add(
                    quoted(JsonMapper.shared().writeValueAsString(property.getKey())) + " space \":\" space " + value));
            optional.add(!required.remove(property.getKey()));
        }
        if (!required.isEmpty()) {
            throw rejected(where + " requires '" + required.iterator().next() + "', which is not among its properties");
        }
        return add("\"{\" space " + members(members, optional, 0, true) + " \"}\" space");
    }

    /** The members from {@code at} on, with a comma before each but the first one written. */
    private String members(List<String> members, List<Boolean> optional, int at, boolean first) {
        if (at == members.size()) {
            return "";
        }
        String written = (first ? "" : "\",\" space ") + members.get(at) + " ";
        String after = members(members, optional, at + 1, false);
        if (!optional.get(at)) {
            return written + after;
        }
        if (!first) {
            return "(" + written + ")? " + after;
        }
        return "(" + written + after + " | " + members(members, optional, at + 1, true) + ")";
    }

    private String array(JsonNode schema, String where) {
        only(schema, where, Set.of("type", "items", "minItems", "maxItems"));
        String item = schema.has("items") ? rule(schema.get("items"), where + ".items") : "value";
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(-1);
        if (most == 0) {
            return add("\"[\" space \"]\" space");
        }
        String more = "(\",\" space " + item + "){" + Math.max(0, least - 1) + "," + (most < 0 ? "" : most - 1) + "}";
        String items = "(" + item + " " + more + ")" + (least == 0 ? "?" : "");
        return add("\"[\" space " + items + " \"]\" space");
    }

    private String string(JsonNode schema, String where) {
        only(schema, where, Set.of("type", "minLength", "maxLength"));
        if (!schema.has("minLength") && !schema.has("maxLength")) {
            return "string";
        }
        String most = schema.has("maxLength") ? schema.get("maxLength").asString() : "";
        return add("\"\\\"\" char{" + schema.path("minLength").asInt(0) + "," + most + "} \"\\\"\" space");
    }

    private String integer(JsonNode schema, String where) {
        if (!schema.has("minimum") || !schema.has("maximum")) {
            only(schema, where, Set.of("type"));
            return "integer";
        }
        only(schema, where, Set.of("type", "minimum", "maximum"));
        long least = schema.get("minimum").asLong();
        long most = schema.get("maximum").asLong();
        if (most < least || most - least >= MOST_VALUES) {
            throw rejected(where + " must allow from 1 to " + MOST_VALUES + " whole numbers, not those from " + least
                    + " to " + most);
        }
        List<String> values = new ArrayList<>();
        for (long value = least; value <= most; value++) {
            values.add("\"" + value + "\"");
        }
        return add("(" + String.join(" | ", values) + ") space");
    }

    private String reference(String pointer, String where) {
        String name = references.get(pointer);
        if (name != null) {
            return name;
        }
        JsonNode target = pointer.startsWith("#") ? root.at(pointer.substring(1)) : root.at("/ /");
        if (target.isMissingNode()) {
            throw rejected(where + " refers to '" + pointer + "', which is not in the schema");
        }
        name = "ref" + references.size();
        references.put(pointer, name);
        rules.put(name, rule(target, pointer));
        return name;
    }

    private String add(String body) {
        String name = "r" + rules.size();
        rules.put(name, body);
        return name;
    }

    private static String literal(JsonNode value) {
        return quoted(JsonMapper.shared().writeValueAsString(value)) + " space";
    }

    /** A GBNF literal. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
