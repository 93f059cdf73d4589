package dev.emend.generation;

import dev.emend.generation.Specification.Artifact;
import dev.emend.generation.Specification.Named;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts prompts together by rule: the task, the technique's lines, the constraints, the form of the answer and the
 * placeholders are the specification's; guidance in between may come from a meta-model. Every prompt has the same two
 * messages, the instruction and the inputs. Constraints are frozen, so that no later search drops them.
 */
public final class Skeleton {

    private static final Set<Technique> OF_PROSE =
            EnumSet.of(Technique.ZERO_SHOT, Technique.CHAIN_OF_THOUGHT, Technique.DECOMPOSITION, Technique.SELF_ASK);
    private static final Set<String> CONTEXTS = Set.of(
            "context",
            "contexts",
            "document",
            "documents",
            "passage",
            "passages",
            "knowledge",
            "source",
            "sources",
            "text",
            "abstract",
            "article");

    private final Specification specification;
    private final List<Demonstration> demonstrations;

    /**
     * @param specification whole: with inputs, and for a judge already its own
     * @param demonstrations what {@link Technique#FEW_SHOT} shows
     */
    private Skeleton(Specification specification, List<Demonstration> demonstrations) {
        this.specification = specification;
        this.demonstrations = List.copyOf(demonstrations);
    }

    /**
     * What the specification leaves open is closed as {@link Gap} says.
     *
     * @param demonstrations what {@link Technique#FEW_SHOT} shows
     */
    public static Skeleton of(Specification specification, List<Demonstration> demonstrations) {
        Specification whole = Gap.closed(specification);
        return new Skeleton(whole.artifact() == Artifact.JUDGE ? JudgeForm.of(whole) : whole, demonstrations);
    }

    /** What the prompts are written from. */
    Specification specification() {
        return specification;
    }

    /** The names of what the prompts read, in their order. */
    Set<String> inputs() {
        return specification.inputs().stream().map(Named::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The task, the constraints and the form of the answer, and nothing else: what every candidate must beat. */
    public Prompt plain() {
        return prompt(specification.task(), List.of(), constraints(), Layout.PARAGRAPH, "", false);
    }

    /** @param guidance of the meta-model, as text; empty for a prompt by rule alone */
    public Prompt prompt(Assignment assignment, String guidance) {
        Technique technique = assignment.technique();
        boolean reasoned = reasons(technique);
        String rules = (constraints() + "\n" + assignment.emphasis().rule()).strip();
        Prompt prompt =
                prompt(opening(technique), method(technique), rules, assignment.layout(), inert(guidance), reasoned);
        return technique == Technique.FEW_SHOT ? prompt.withDemonstrations(demonstrations) : prompt;
    }

    private Prompt prompt(
            String opening, List<String> method, String rules, Layout layout, String guidance, boolean reasoned) {
        OutputContract contract = specification.contract();
        String system = layout.text(
                new Layout.Parts(Emphasis.ended(opening), guidance, method, rules, contract.text(reasoned)));
        boolean turns = !method.isEmpty() && method.equals(method(Technique.TOOL_USE));
        OutputContract last = turns ? OutputContract.OPEN : contract;
        return new Prompt(
                specification.name(),
                specification.task(),
                List.of(
                        new Message(Role.SYSTEM, Template.parse(system)),
                        new Message(
                                Role.USER,
                                Template.parse(UserTurn.of(specification.inputs(), last, reasoned && !turns)))),
                List.of(),
                new Sampling(0, 1, contract.tokens(reasoned), turns ? List.of("Observation:") : List.of()),
                // Reasoning is no JSON, so a model that may write it cannot be held to a schema.
                reasoned ? Optional.empty() : contract.schema());
    }

    /** Whether a prompt of this technique lets the model reason in writing. */
    boolean reasons(Technique technique) {
        return technique == Technique.TOOL_USE
                || (technique.reasons() && specification.contract().showsReasoning());
    }

    private String opening(Technique technique) {
        if (technique != Technique.PERSONA) {
            return specification.task();
        }
        String persona = specification.persona().isEmpty()
                ? "an experienced specialist in this kind of work"
                : specification.persona();
        return "You are " + Emphasis.ended(persona) + " " + specification.task();
    }

    private List<String> method(Technique technique) {
        List<String> lines = new ArrayList<>();
        if (technique.reasons() && !reasons(technique)) {
            lines.add("Do the following in your head, without writing it down.");
        }
        String text = context().map(name -> "the given " + name).orElse("the given text");
        technique.lines().forEach(line -> lines.add(line.replace("the given text", text)));
        if (technique == Technique.TOOL_USE) {
            lines.add("The tools: "
                    + Emphasis.ended(specification.tools().stream()
                            .map(tool ->
                                    tool.name() + (tool.description().isBlank() ? "" : " (" + tool.description() + ")"))
                            .collect(Collectors.joining(", "))));
        }
        return lines;
    }

    private Optional<String> context() {
        return specification.inputs().stream()
                .map(Named::name)
                .filter(name -> CONTEXTS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private String constraints() {
        return constraints(specification);
    }

    /** What every prompt must say as it stands, in a section that no operator may touch; empty where there are none. */
    static String constraints(Specification specification) {
        if (specification.constraints().isEmpty()) {
            return "";
        }
        return "{# frozen #}"
                + specification.constraints().stream()
                        .map(constraint -> "- " + Emphasis.ended(constraint))
                        .collect(Collectors.joining("\n", "Keep to this:\n", ""))
                + "{# /frozen #}";
    }

    /** Text of a model, with whatever a template could read as its own taken away. */
    static String inert(String text) {
        return text.replaceAll("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.-]*)\\s*}}", "\"$1\"")
                .replaceAll("\\{+#.*?#}+", "")
                .strip();
    }

    /** The techniques that candidates follow: those wanted, without what cannot be followed; else those that fit. */
    List<Technique> techniques() {
        if (!specification.techniques().isEmpty()) {
            List<Technique> possible = specification.techniques().stream()
                    .filter(technique -> technique != Technique.FEW_SHOT || mayShow())
                    .toList();
            return possible.isEmpty() ? List.of(Technique.ZERO_SHOT) : possible;
        }
        Set<Technique> fitting = EnumSet.copyOf(OF_PROSE);
        if (specification.artifact() == Artifact.JUDGE) {
            return List.copyOf(fitting);
        }
        fitting.add(Technique.STEP_BACK);
        fitting.add(Technique.PLAN_AND_SOLVE);
        fitting.add(Technique.PERSONA);
        if (mayShow()) {
            fitting.add(Technique.FEW_SHOT);
        }
        if (context().isPresent()) {
            fitting.add(Technique.RETRIEVAL);
        }
        if (!specification.tools().isEmpty()) {
            fitting.add(Technique.TOOL_USE);
        }
        return List.copyOf(fitting);
    }

    /** Steps of a chain get what earlier steps wrote, for which examples of the whole have nothing. */
    private boolean mayShow() {
        return !demonstrations.isEmpty() && specification.artifact() != Artifact.CHAIN;
    }

    /** Whether one of the candidates is to show examples and nothing else. */
    boolean showsExamples() {
        return specification.artifact() == Artifact.PROMPT && techniques().contains(Technique.FEW_SHOT);
    }

    /** What this candidate takes for granted, beyond the {@link Gap}s. */
    List<String> assumptions(Technique technique) {
        List<String> assumptions = new ArrayList<>();
        if (technique.reasons() && !reasons(technique)) {
            assumptions.add(
                    "The answer is read whole, so the model is asked to reason without writing it down; output.reasoning"
                            + " allows it to write.");
        }
        if (reasons(technique) && technique != Technique.TOOL_USE) {
            assumptions.add("Whoever reads the answer takes its last line, since reasoning stands before it.");
        }
        if (technique == Technique.PERSONA
                && specification.persona().isEmpty()
                && !specification.techniques().contains(Technique.PERSONA)) {
            assumptions.add(Gap.GENERAL_SPECIALIST);
        }
        if (technique == Technique.RETRIEVAL && context().isEmpty()) {
            assumptions.add("One of the inputs is the text to answer from, though none is called context.");
        }
        if (technique == Technique.TOOL_USE) {
            assumptions.add("The caller runs the tools, and goes on with the observation.");
        }
        return assumptions;
    }
}
