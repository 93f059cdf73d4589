package dev.emend.benchmarks.refinement;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Questions with three rules each, as IFEval has them: one about the form, one about words and marks, one about the length or
 * the end. Which ones depends on the question's id alone, and no two of a question contradict each other.
 */
final class RuledQuestions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A rule.
     *
     * @param said as the prompt says it
     * @param values as IFEval's {@code kwargs}
     */
    private record Rule(String id, String said, Map<String, Object> values) {}

    private static final Rule QUOTED =
            new Rule("startend:quotation", "Put the whole answer between double quotation marks.", Map.of());
    private static final Rule LOWER =
            new Rule("change_case:english_lowercase", "Write everything in lower case.", Map.of());
    private static final Rule POSTSCRIPT = new Rule(
            "detectable_content:postscript",
            "Add a postscript at the end that begins with P.S.",
            Map.of("postscript_marker", "P.S."));
    private static final Rule ENDING = new Rule(
            "startend:end_checker",
            "End with exactly these words: that is all i know.",
            Map.of("end_phrase", "that is all i know."));

    private static final List<Rule> FORMS = List.of(
            QUOTED,
            new Rule(
                    "detectable_format:title",
                    "Begin with a title in double angular brackets such as <<A title>>.",
                    Map.of()),
            new Rule(
                    "detectable_format:number_bullet_lists",
                    "Give exactly 3 bullet points that each begin with an asterisk and a space.",
                    Map.of("num_bullets", 3)),
            new Rule(
                    "detectable_format:number_highlighted_sections",
                    "Mark at least 2 passages with asterisks such as *this one*.",
                    Map.of("num_highlights", 2)));

    private static final List<Rule> MARKS = List.of(
            LOWER,
            new Rule("punctuation:no_comma", "Use no comma.", Map.of()),
            new Rule(
                    "keywords:existence",
                    "Use the words perhaps and because.",
                    Map.of("keywords", List.of("perhaps", "because"))),
            new Rule(
                    "keywords:forbidden_words",
                    "Never use the words is and was.",
                    Map.of("forbidden_words", List.of("is", "was"))));

    private static final List<Rule> LENGTHS = List.of(
            POSTSCRIPT,
            ENDING,
            new Rule(
                    "length_constraints:number_words",
                    "Use less than 30 words.",
                    Map.of("num_words", 30, "relation", "less than")),
            new Rule(
                    "length_constraints:number_words",
                    "Use at least 60 words.",
                    Map.of("num_words", 60, "relation", "at least")),
            new Rule(
                    "length_constraints:number_sentences",
                    "Use at least 4 sentences.",
                    Map.of("num_sentences", 4, "relation", "at least")));

    private RuledQuestions() {}

    /** The question with its rules: the input {@code rules}, and the columns that {@code follows-rules} reads. */
    static Example of(String id, String question) {
        Rule form = drawn(FORMS, "form", id);
        Rule mark = drawn(MARKS, "mark", id);
        List<Rule> fitting = LENGTHS.stream()
                .filter(rule -> !(form.equals(QUOTED) && (rule.equals(POSTSCRIPT) || rule.equals(ENDING))))
                .filter(rule -> !(mark.equals(LOWER) && rule.equals(POSTSCRIPT)))
                // The ending has a forbidden word in it.
                .filter(rule -> !(mark.id().equals("keywords:forbidden_words") && rule.equals(ENDING)))
                .toList();
        List<Rule> rules = List.of(form, mark, drawn(fitting, "length", id));
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("question", question);
        inputs.put(
                "rules",
                String.join("\n", rules.stream().map(rule -> "- " + rule.said()).toList()));
        Example plain = Example.of(id, inputs, "");
        return new Example(
                id,
                inputs,
                "",
                Map.of(
                        "instruction_id_list",
                        JSON.writeValueAsString(rules.stream().map(Rule::id).toList()),
                        "kwargs",
                        JSON.writeValueAsString(
                                new ArrayList<>(rules.stream().map(Rule::values).toList()))),
                plain.where());
    }

    private static Rule drawn(List<Rule> rules, String which, String id) {
        long lot = Fingerprint.of("rule").add(which).add(id).seed();
        return rules.get(Math.floorMod(lot, rules.size()));
    }
}
