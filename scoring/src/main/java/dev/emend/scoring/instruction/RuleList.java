package dev.emend.scoring.instruction;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads rules as IFEval writes them: {@code instruction_id_list} with the {@code kwargs} of each. */
final class RuleList {

    static final String IDS = "instruction_id_list";
    static final String VALUES = "kwargs";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RuleList() {}

    /** From one JSON object with both lists. */
    static List<Rule> of(String json, Where where) {
        JsonNode node = parse(json, where);
        return rules(node.path(IDS), node.path(VALUES), where);
    }

    /** From two JSON lists. */
    static List<Rule> of(String ids, String values, Where where) {
        return rules(parse(ids, where), values.isBlank() ? MAPPER.createArrayNode() : parse(values, where), where);
    }

    private static List<Rule> rules(JsonNode ids, JsonNode values, Where where) {
        if (!ids.isArray() || ids.isEmpty()) {
            throw new InvalidInputException(
                    "rules need a list \"" + IDS + "\" with at least one id, not " + ids,
                    where,
                    "write {\"instruction_id_list\": [\"punctuation:no_comma\"], \"kwargs\": [{}]}.");
        }
        if (values.size() > 0 && values.size() != ids.size()) {
            throw new InvalidInputException(
                    "there are " + ids.size() + " rules, but \"" + VALUES + "\" has " + values.size() + " entries",
                    where,
                    "one is missing; write {} for a rule without values.");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            JsonNode fields = values.path(i);
            rules.add(RuleCatalogue.rule(new Values(
                    ids.get(i).isString()
                            ? ids.get(i).stringValue()
                            : ids.get(i).toString(),
                    fields,
                    where)));
        }
        return rules;
    }

    private static JsonNode parse(String json, Where where) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException wrong) {
            throw new InvalidInputException(
                    "rules must be JSON, not \"" + json + "\"",
                    where,
                    "the column holds something else; the option \"column\" names it.");
        }
    }
}
