package dev.emend.refine;

import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.grounding.Passages;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tightens what an instruction says about keeping to a context, a rule at a time: to cite, where citations are measured; to
 * use nothing else; which passages to rest on, where there are several; to copy names and numbers; to be brief; and when to
 * say that the context does not tell. The rules are fixed texts, so that a small model's prompts do not depend on how well it
 * writes them. No call.
 */
final class GroundingRules implements Operator {

    static final String NAME = "tighten-grounding";

    private static final String CITING =
            "Behind each sentence, write the number of the passage that it rests on in square brackets.";

    private static final String NOTHING_ELSE =
            "Use only what the given text says. Leave out whatever you know from elsewhere, even where it is true.";

    private static final String PASSAGES =
            "Find the passages that bear on the question, and rest the answer on these alone."
                    + " Where none does, say so instead of answering from memory.";

    private static final List<String> RULES = List.of(
            "Copy names, numbers and dates exactly as the given text has them, and add none that it lacks.",
            "Answer in as few words as the question allows: what is not asked for is left out.",
            "Where the given text does not hold the answer, say only that the text does not tell.");

    private final boolean citing;

    private GroundingRules(boolean citing) {
        this.citing = citing;
    }

    /** Empty where the metric says nothing about a context. */
    static Optional<GroundingRules> forSignal(Metric signal) {
        List<String> names =
                new ArrayList<>(signal.objectives().stream().map(Metric::name).toList());
        names.add(signal.name());
        boolean citations = names.contains("citations");
        return citations || names.stream().anyMatch(name -> name.startsWith("grounded-"))
                ? Optional.of(new GroundingRules(citations))
                : Optional.empty();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "adds the next of a few fixed rules about keeping to a context";
    }

    @Override
    public boolean asks() {
        return false;
    }

    /** Empty where the parent has no failures, or the instruction has all rules. */
    @Override
    public Optional<Draft> draft(Material material) {
        Prompt prompt = material.parent().prompt();
        if (material.parent().failures().isEmpty()) {
            return Optional.empty();
        }
        String said = prompt.instruction().source().toLowerCase(Locale.ROOT);
        return rules(material.parent().failures()).stream()
                .filter(rule -> !said.contains(rule.toLowerCase(Locale.ROOT)))
                .filter(rule -> !material.failedHypotheses().contains(rule))
                .findFirst()
                .map(rule -> new Draft.Written(new Proposal(
                        prompt.withMessage(
                                prompt.instructionIndex(), prompt.instruction().inserting("\n" + rule)),
                        List.of(material.parent().id()),
                        NAME,
                        rule)));
    }

    private List<String> rules(List<Outcome> failures) {
        List<String> rules = new ArrayList<>();
        if (citing) {
            rules.add(CITING);
        }
        rules.add(NOTHING_ELSE);
        if (failures.stream().anyMatch(failure -> Passages.areSeveral(failure.example()))) {
            rules.add(PASSAGES);
        }
        rules.addAll(RULES);
        return rules;
    }
}
