package dev.emend.generation;

import dev.emend.generation.Specification.Named;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A candidate as a chain of three prompts: note what matters, answer, check. Each step's output is an input of the next ones. */
public final class ChainSteps {

    /** How many steps a chain has. */
    static final int COUNT = 3;

    private static final Sampling NOTES = new Sampling(0, 1, 200, List.of());

    private ChainSteps() {}

    /**
     * One step.
     *
     * @param name also the name of what it gives
     * @param prompt whose placeholders are inputs of the chain or names of earlier steps
     * @param guided whether it has the candidate's guidance
     */
    public record Step(String name, Prompt prompt, boolean guided) {}

    /** The names of the steps; other ones than usual where an input of the chain is called so. */
    public static List<String> names(Specification specification) {
        List<String> taken = inputs(specification);
        return Stream.of("notes", "draft", "answer")
                .map(name -> free(name, taken))
                .toList();
    }

    private static String free(String name, List<String> taken) {
        return taken.contains(name) ? free("chain_" + name, taken) : name;
    }

    /** @param answering the candidate, whose guidance the answering step keeps */
    public static List<Step> of(Specification specification, GeneratedPrompt answering) {
        Specification whole = Gap.closed(specification);
        List<Named> inputs = whole.inputs();
        String task = Emphasis.ended(whole.task());
        List<String> names = names(specification);
        String notes = names.get(0);
        String draft = names.get(1);
        Prompt noting = prompt(
                whole.name() + "-notes",
                "Someone else will do this task: " + task
                        + "\nNote what in the input matters for it, in at most five short lines. Do not do the task.",
                inputs,
                OutputContract.OPEN,
                NOTES);
        Prompt drafting = prompt(
                whole.name() + "-answer",
                answering.prompt().messages().getFirst().content().source()
                        + "\n\nThe " + notes
                        + " say what matters. Where they and the input differ, the input counts.",
                added(inputs, notes),
                whole.contract(),
                answering.prompt().sampling());
        Prompt checking = prompt(
                whole.name() + "-check",
                "Someone else did this task: " + task
                        + "\nCheck the " + draft + " against the input. Where it is right, write it again as it"
                        + " stands. Where it is wrong, write the right answer in its place.\n\n"
                        + (Skeleton.constraints(whole) + "\n\n"
                                        + whole.contract().text(false))
                                .strip(),
                added(inputs, draft),
                whole.contract(),
                whole.contract().schema().isPresent()
                        ? answering.prompt().sampling()
                        : new Sampling(0, 1, whole.contract().tokens(false), List.of()));
        return List.of(
                new Step(notes, noting, false),
                new Step(draft, drafting.withOutputSchema(answering.prompt().outputSchema()), true),
                new Step(
                        names.get(2), checking.withOutputSchema(whole.contract().schema()), false));
    }

    /** The candidate as a chain that can be run. */
    static Program program(Specification specification, GeneratedPrompt answering) {
        return Program.of(
                answering.prompt().name(),
                Set.copyOf(inputs(specification)),
                of(specification, answering).stream()
                        .<dev.emend.program.Step>map(step -> PromptStep.of(step.name(), step.prompt(), step.name()))
                        .toList());
    }

    /** The names of what the chain is given. */
    public static List<String> inputs(Specification specification) {
        return Gap.closed(specification).inputs().stream().map(Named::name).toList();
    }

    private static List<Named> added(List<Named> inputs, String name) {
        List<Named> more = new ArrayList<>(inputs);
        more.add(new Named(name, ""));
        return more;
    }

    private static Prompt prompt(
            String name, String system, List<Named> inputs, OutputContract contract, Sampling sampling) {
        return new Prompt(
                name,
                "",
                List.of(
                        new Message(Role.SYSTEM, Template.parse(system.strip())),
                        new Message(Role.USER, Template.parse(UserTurn.of(inputs, contract, false)))),
                List.of(),
                sampling,
                Optional.empty());
    }
}
