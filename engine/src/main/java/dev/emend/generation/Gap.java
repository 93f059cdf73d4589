package dev.emend.generation;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.generation.Specification.Artifact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something that a specification leaves open.
 *
 * @param field of the specification
 * @param question to the person who wrote it
 * @param assumption what is taken for granted where nobody answers, a sentence
 */
public record Gap(Field field, String question, String assumption) {

    /** What can be left open, in the order in which it is asked for. */
    public enum Field {
        INPUTS,
        ANSWER,
        PRIORITIES,
        CONSTRAINTS,
        LANGUAGE,
        EXAMPLES,
        TECHNIQUES,
        PERSONA,
        TOOLS
    }

    static final String GENERAL_SPECIALIST = "A general specialist is spoken to, since no persona was named.";

    private static final String ONE_INPUT = "input";

    /** Everything that is open, in the order of {@link Field}. */
    public static List<Gap> in(Specification specification) {
        List<Gap> gaps = new ArrayList<>();
        if (withInputs(specification).inputs().isEmpty()) {
            gaps.add(new Gap(
                    Field.INPUTS,
                    "Which inputs does the prompt get (names, with commas between)",
                    "There is one input, called \"" + ONE_INPUT + "\"."));
        }
        OutputContract contract = specification.contract();
        if (contract.isOpen() && specification.artifact() != Artifact.JUDGE) {
            gaps.add(new Gap(
                    Field.ANSWER,
                    "What may an answer be (labels with commas between, or words such as \"one sentence\")",
                    "The answer is free text."));
        }
        if (specification.priorities().isEmpty()) {
            gaps.add(new Gap(
                    Field.PRIORITIES,
                    "What matters most, besides right answers (several with semicolons between)",
                    "Right answers matter, and nothing else is weighed against them."));
        }
        if (specification.constraints().isEmpty()) {
            gaps.add(new Gap(
                    Field.CONSTRAINTS,
                    "What must the prompt never allow, or always say (several with semicolons between)",
                    "There are no constraints."));
        }
        if (contract.language().isEmpty()
                && contract.labels().isEmpty()
                && contract.schema().isEmpty()) {
            gaps.add(new Gap(
                    Field.LANGUAGE, "In which language are the answers", "Answers are in the language of the input."));
        }
        if (specification.examples().isEmpty()) {
            gaps.add(new Gap(
                    Field.EXAMPLES,
                    "",
                    "No example was given: what typical inputs look like is guessed from the task's description."));
        }
        if (specification.techniques().isEmpty()) {
            gaps.add(new Gap(
                    Field.TECHNIQUES,
                    "Which techniques may the prompts follow, such as chain-of-thought (names, with commas between)",
                    "The techniques are those that fit the task."));
        }
        if (specification.techniques().contains(Technique.PERSONA)
                && specification.persona().isEmpty()) {
            gaps.add(new Gap(
                    Field.PERSONA, "Whom is the model to play, as in \"a patient tax adviser\"", GENERAL_SPECIALIST));
        }
        if (specification.techniques().contains(Technique.TOOL_USE)
                && specification.tools().isEmpty()) {
            gaps.add(new Gap(
                    Field.TOOLS,
                    "Which tools may be called (names, with commas between)",
                    "There is one tool, \"search\", which gives back a passage of text."));
        }
        return gaps;
    }

    /** Where the specification names no inputs, those that all of its examples have are meant. */
    private static Specification withInputs(Specification specification) {
        List<Example> examples = specification.examples();
        if (!specification.inputs().isEmpty() || examples.isEmpty()) {
            return specification;
        }
        Set<String> shared = new LinkedHashSet<>(examples.getFirst().inputs().keySet());
        examples.forEach(example -> shared.retainAll(example.inputs().keySet()));
        try {
            return specification.withInputs(shared.toArray(String[]::new));
        } catch (InvalidInputException unnamable) {
            throw new InvalidInputException(
                    unnamable.what(),
                    examples.getFirst().where(),
                    unnamable.maybe().orElse(""));
        }
    }

    /** The specification with what is assumed put in, where only that makes it whole. */
    static Specification closed(Specification specification) {
        Specification whole = withInputs(specification);
        for (Gap gap : in(whole)) {
            whole = switch (gap.field) {
                case INPUTS -> whole.withInputs(ONE_INPUT);
                case TOOLS ->
                    whole.withTools(List.of(new Specification.Named("search", "gives back a passage of text")));
                case ANSWER, PRIORITIES, CONSTRAINTS, LANGUAGE, EXAMPLES, TECHNIQUES, PERSONA -> whole;
            };
        }
        return whole;
    }

    /** As in JSON. */
    public String label() {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
