package dev.emend.generation;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A candidate.
 *
 * @param number from 1, in the order of the plan; it does not change with the ranking
 * @param guidance what the meta-model wrote of it; empty where it was written by rule
 * @param hypothesis why it should help, in the meta-model's words; may be empty
 * @param assumptions what it takes for granted, in sentences
 * @param standing empty where it was not ranked
 */
public record GeneratedPrompt(
        int number,
        Prompt prompt,
        Assignment assignment,
        Origin origin,
        String guidance,
        String hypothesis,
        List<PropertyCheck> critique,
        List<String> assumptions,
        Optional<Standing> standing) {

    /** Who wrote it. */
    public enum Origin {
        /** The meta-model wrote the guidance. */
        MODEL,
        /** The meta-model wrote the guidance, and mended it after the critique. */
        MENDED,
        /** All of it is the technique's skeleton. */
        RULE,
        /** By plan, the demonstrations under the technique's skeleton: what examples alone are worth. */
        EXAMPLES;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a standing rests on. */
    public enum Basis {
        /** The metric, on labelled examples that the meta-model has not seen. */
        METRIC,
        /** A judge's comparisons with the plain prompt on inputs without right answers; proves nothing. */
        JUDGE
    }

    /**
     * How good a candidate was found.
     *
     * @param estimate by the metric; by a judge, the share of comparisons with the plain prompt that it won, ties as halves
     * @param overPlain how much better than the plain prompt on the same examples; empty for judges
     */
    public record Standing(Basis basis, Estimate estimate, Optional<Difference> overPlain) {}

    public GeneratedPrompt {
        critique = List.copyOf(critique);
        assumptions = List.copyOf(assumptions);
    }

    /** Whether labelled examples say how good it is. */
    public boolean isScored() {
        return standing.filter(found -> found.basis() == Basis.METRIC).isPresent();
    }

    GeneratedPrompt criticized(List<PropertyCheck> checks) {
        return new GeneratedPrompt(
                number, prompt, assignment, origin, guidance, hypothesis, checks, assumptions, standing);
    }

    GeneratedPrompt mended(Prompt changed, String changedGuidance, Origin by) {
        return new GeneratedPrompt(
                number, changed, assignment, by, changedGuidance, hypothesis, critique, assumptions, standing);
    }

    GeneratedPrompt ranked(Standing found) {
        return new GeneratedPrompt(
                number, prompt, assignment, origin, guidance, hypothesis, critique, assumptions, Optional.of(found));
    }
}
