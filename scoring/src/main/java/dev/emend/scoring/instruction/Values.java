package dev.emend.scoring.instruction;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/** The values of one rule, named as IFEval's {@code kwargs}. */
record Values(String rule, JsonNode fields, Where where) {

    String text(String name) {
        JsonNode value = fields.path(name);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw missing(name, "a text");
        }
        return value.stringValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        fields.path(name).forEach(item -> {
            if (item.isString() && !item.stringValue().isBlank()) {
                texts.add(item.stringValue());
            }
        });
        if (texts.isEmpty()) {
            throw missing(name, "a list of texts");
        }
        return texts;
    }

    int whole(String name) {
        JsonNode value = fields.path(name);
        if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue()) || value.doubleValue() < 0) {
            throw missing(name, "a whole number");
        }
        return (int) Math.min(Integer.MAX_VALUE, value.doubleValue());
    }

    /** "at least" or "less than" a number. */
    Bound bound(String relation, String number) {
        String word = text(relation);
        if (!word.equals("at least") && !word.equals("less than")) {
            throw missing(relation, "\"at least\" or \"less than\"");
        }
        return new Bound(word, whole(number));
    }

    record Bound(String relation, int number) implements IntPredicate {

        @Override
        public boolean test(int count) {
            return relation.equals("at least") ? count >= number : count < number;
        }

        @Override
        public String toString() {
            return relation + " " + number;
        }
    }

    private InvalidInputException missing(String name, String right) {
        return new InvalidInputException(
                "the rule " + rule + " needs " + right + " in \"" + name + "\", not " + fields.path(name),
                where,
                "the value has another name; docs/metrics/follows-rules.md lists them.");
    }
}
