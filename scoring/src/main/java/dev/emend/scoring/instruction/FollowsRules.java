package dev.emend.scoring.instruction;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Outcome;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether an answer follows its rules.
 *
 * @param perInstruction whether each rule counts by itself. Then one answer's score is the share of rules that it follows,
 *     and the aggregate the share of all answers' rules, as in the paper; else an answer is right only where it follows all
 * @param loose whether a rule also counts as followed where the answer without its first line, its last line, both, or
 *     without asterisks follows it
 * @param forAll the rules of every example; empty where each brings its own
 * @param column that holds an example's rules as one JSON object; empty where two columns hold them as IFEval's data do
 */
record FollowsRules(boolean perInstruction, boolean loose, List<Rule> forAll, Optional<String> column)
        implements Metric {

    static final Set<String> OPTIONS = Set.of("level", "reading", "rules", "column");

    static FollowsRules from(Options options) {
        boolean perInstruction = options.choice("level", "instruction", List.of("instruction", "prompt"))
                .equals("instruction");
        boolean loose =
                options.choice("reading", "strict", List.of("strict", "loose")).equals("loose");
        if (options.has("rules") && options.has("column")) {
            throw options.wrong("column", "left out where rules are given");
        }
        List<Rule> forAll = options.text("rules")
                .map(rules -> RuleList.of(rules, Where.NOWHERE))
                .orElse(List.of());
        return new FollowsRules(perInstruction, loose, forAll, options.text("column"));
    }

    @Override
    public String name() {
        return "follows-rules";
    }

    /** @throws InvalidInputException where the example's rules are missing or wrong */
    @Override
    public Score score(Answer answer) {
        List<Rule> rules = rulesOf(answer.example());
        List<Rule> broken =
                rules.stream().filter(rule -> !follows(rule, answer.text())).toList();
        int followed = rules.size() - broken.size();
        double value = perInstruction ? (double) followed / rules.size() : broken.isEmpty() ? 1 : 0;
        return new Score(
                value,
                feedback(broken, rules.size(), answer.text()),
                Map.of("followed", (double) followed, "rules", (double) rules.size()));
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        if (!perInstruction) {
            return Metric.super.aggregate(outcomes);
        }
        double rules = sum(outcomes, "rules");
        return rules == 0 ? 0 : sum(outcomes, "followed") / rules;
    }

    @Override
    public boolean aggregatesByMean() {
        return !perInstruction;
    }

    private static double sum(List<Outcome> outcomes, String part) {
        return outcomes.stream()
                .mapToDouble(outcome -> outcome.score().parts().getOrDefault(part, 0.0))
                .sum();
    }

    private static String feedback(List<Rule> broken, int rules, String output) {
        if (broken.isEmpty()) {
            return "Right: all " + rules + " rules are followed.";
        }
        return "Broken " + broken.size() + " of " + rules + " rules: the answer must "
                + broken.stream()
                        .map(rule -> rule.demand() + " (" + rule.id() + ")")
                        .collect(Collectors.joining("; it must "))
                + (output.isBlank() ? ". It is empty." : ". It is " + Quote.of(output) + ".");
    }

    private boolean follows(Rule rule, String output) {
        return loose ? variants(output).stream().anyMatch(rule::holds) : rule.holds(output);
    }

    /** The eight readings of the paper's loose accuracy. */
    private static Set<String> variants(String output) {
        Set<String> variants = new LinkedHashSet<>();
        int first = output.indexOf('\n');
        int last = output.lastIndexOf('\n');
        for (String text : List.of(
                output,
                first < 0 ? "" : output.substring(first + 1),
                last < 0 ? "" : output.substring(0, last),
                first < last ? output.substring(first + 1, last) : "")) {
            variants.add(text.strip());
            variants.add(text.replace("*", "").strip());
        }
        variants.add(output);
        return variants;
    }

    private List<Rule> rulesOf(Example example) {
        if (!forAll.isEmpty()) {
            return forAll;
        }
        String name = column.orElse(RuleList.IDS);
        if (!example.hasColumn(name)) {
            throw new InvalidInputException(
                    "the example " + example.id() + " has no column \"" + name
                            + "\", which the metric follows-rules reads its rules from",
                    example.where(),
                    "another column holds them: \"column: …\"; or all examples share them: \"rules: …\".");
        }
        return column.isPresent()
                ? RuleList.of(example.column(name), example.where())
                : RuleList.of(example.column(name), example.column(RuleList.VALUES), example.where());
    }
}
