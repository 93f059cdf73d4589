package dev.emend.scoring.json;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Normalization;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The share of fields that are right, over those of the expected object and, unless they are ignored, those that the
 * answer has besides. A field is a value that is no object; it is named by its JSON pointer (RFC 6901). Arrays are fields
 * one by one, by their index or, as sets, by their value.
 */
record JsonFields(
        boolean fenceAllowed,
        boolean arraysAreSets,
        boolean superfluousCount,
        List<String> only,
        Normalization normalization)
        implements Metric {

    private static final int MOST_QUOTED = 6;

    static JsonFields from(Options options, MetricContext context) {
        List<String> only = options.texts("fields");
        if (!only.stream().allMatch(pointer -> pointer.startsWith("/"))) {
            throw options.wrong("fields", "a list of JSON pointers such as /price");
        }
        JsonFields made = new JsonFields(
                options.choice("fence", "allowed", List.of("allowed", "forbidden"))
                        .equals("allowed"),
                options.choice("arrays", "ordered", List.of("ordered", "set")).equals("set"),
                options.choice("superfluous", "counted", List.of("counted", "ignored"))
                        .equals("counted"),
                only,
                Normalization.from(options));
        made.requireExpected(context.labels());
        return made;
    }

    /** Where no right answer has any of the fields, every answer without them would be right in all there is to compare. */
    private void requireExpected(Set<String> rightAnswers) {
        Set<String> known = new TreeSet<>();
        for (String text : rightAnswers) {
            if (JsonText.read(text, false) instanceof JsonText.Valid(JsonNode node)) {
                SortedMap<String, List<JsonNode>> fields = new TreeMap<>();
                collect("", node, fields);
                known.addAll(fields.keySet());
            }
        }
        if (only.isEmpty()
                || known.isEmpty()
                || known.stream().anyMatch(field -> only.stream().anyMatch(pointer -> isWithin(field, pointer)))) {
            return;
        }
        throw new InvalidInputException(
                "no right answer has " + (only.size() == 1 ? "the field " : "any of the fields ")
                        + String.join(", ", only) + ", which the metric json-fields is to compare",
                Where.NOWHERE,
                "one of " + known.stream().limit(MOST_QUOTED).toList() + (known.size() > MOST_QUOTED ? ", …" : "")
                        + ".");
    }

    private static boolean isWithin(String field, String pointer) {
        return field.equals(pointer) || field.startsWith(pointer + "/");
    }

    @Override
    public String name() {
        return "json-fields";
    }

    /** @throws InvalidInputException where the example expects no JSON object or array */
    @Override
    public Score score(Answer answer) {
        SortedMap<String, List<JsonNode>> expected = fields(expected(answer.example()));
        return switch (JsonText.read(answer.text(), fenceAllowed)) {
            case JsonText.Broken(String why) -> new Score(0, why);
            case JsonText.Valid(JsonNode node)
            when !node.isContainer() ->
                new Score(0, "Expected a JSON object, the answer is " + JsonText.quoted(node) + ".");
            case JsonText.Valid(JsonNode node) -> compare(expected, fields(node));
        };
    }

    private JsonNode expected(Example example) {
        if (JsonText.read(example.expected(), false) instanceof JsonText.Valid(JsonNode node) && node.isContainer()) {
            return node;
        }
        throw new InvalidInputException(
                "the metric json-fields needs a JSON object to compare with, not \"" + example.expected()
                        + "\" (example " + example.id() + ")",
                example.where(),
                "another metric fits, such as exact-match.");
    }

    private Score compare(SortedMap<String, List<JsonNode>> expected, SortedMap<String, List<JsonNode>> came) {
        Tally tally = new Tally();
        TreeSet<String> pointers = new TreeSet<>(expected.keySet());
        pointers.addAll(came.keySet());
        for (String pointer : pointers) {
            compare(
                    pointer,
                    new ArrayList<>(expected.getOrDefault(pointer, List.of())),
                    new ArrayList<>(came.getOrDefault(pointer, List.of())),
                    tally);
        }
        return tally.score();
    }

    private void compare(String pointer, List<JsonNode> wanted, List<JsonNode> came, Tally tally) {
        int before = wanted.size();
        wanted.removeIf(value -> {
            String canonical = canonical(value);
            for (int i = 0; i < came.size(); i++) {
                if (canonical(came.get(i)).equals(canonical)) {
                    came.remove(i);
                    return true;
                }
            }
            return false;
        });
        tally.right += before - wanted.size();
        int pairs = Math.min(wanted.size(), came.size());
        for (int i = 0; i < pairs; i++) {
            tally.wrong.add(
                    pointer + " is " + JsonText.quoted(came.get(i)) + ", expected " + JsonText.quoted(wanted.get(i)));
        }
        wanted.subList(pairs, wanted.size())
                .forEach(value -> tally.missing.add(pointer + " (expected " + JsonText.quoted(value) + ")"));
        if (superfluousCount) {
            came.subList(pairs, came.size())
                    .forEach(value -> tally.superfluous.add(pointer + " (" + JsonText.quoted(value) + ")"));
        }
    }

    /** The values by pointer, several only for an array that is a set. */
    private SortedMap<String, List<JsonNode>> fields(JsonNode node) {
        SortedMap<String, List<JsonNode>> fields = new TreeMap<>();
        collect("", node, fields);
        if (!only.isEmpty()) {
            fields.keySet().removeIf(field -> only.stream().noneMatch(pointer -> isWithin(field, pointer)));
        }
        return fields;
    }

    private void collect(String pointer, JsonNode node, SortedMap<String, List<JsonNode>> fields) {
        if (node.isObject() && !node.isEmpty()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = field.getKey().replace("~", "~0").replace("/", "~1");
                collect(pointer + "/" + name, field.getValue(), fields);
            }
        } else if (node.isArray() && !node.isEmpty() && arraysAreSets) {
            fields.put(pointer, List.copyOf(node.values()));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + "/" + i, node.get(i), fields);
            }
        } else if (!pointer.isEmpty()) {
            fields.put(pointer, List.of(node));
        }
    }

    /** The same text for values that are the same: by amount for numbers, without order for sets and objects. */
    private String canonical(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal amount = node.decimalValue();
            return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toString();
        }
        if (node.isString()) {
            return '"' + normalization.apply(node.stringValue()) + '"';
        }
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(canonical(item)));
            if (arraysAreSets) {
                items.sort(null);
            }
            return items.toString();
        }
        if (node.isObject()) {
            TreeMap<String, String> entries = new TreeMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), canonical(entry.getValue())));
            return entries.toString();
        }
        return node.toString();
    }

    /** What became of the fields. */
    private static final class Tally {

        private int right;
        private final List<String> wrong = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final List<String> superfluous = new ArrayList<>();

        Score score() {
            int all = right + wrong.size() + missing.size() + superfluous.size();
            String count = all == 1 ? right + " of 1 field is right." : right + " of " + all + " fields are right.";
            return new Score(
                    all == 0 ? 1 : (double) right / all,
                    count + said("Wrong", wrong) + said("Missing", missing) + said("Superfluous", superfluous),
                    Map.of(
                            "right", (double) right,
                            "wrong", (double) wrong.size(),
                            "missing", (double) missing.size(),
                            "superfluous", (double) superfluous.size()));
        }

        private static String said(String kind, List<String> fields) {
            if (fields.isEmpty()) {
                return "";
            }
            int more = fields.size() - MOST_QUOTED;
            return " " + kind + ": " + String.join("; ", fields.subList(0, Math.min(fields.size(), MOST_QUOTED)))
                    + (more > 0 ? "; and " + more + " more" : "") + ".";
        }
    }
}
