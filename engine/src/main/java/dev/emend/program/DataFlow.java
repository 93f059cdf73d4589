package dev.emend.program;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.prompt.Prompt;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks whether every step of a program finds what it reads, in a form that it can use. What prompts, maps and retrieval write has
 * a form that is known; what inputs and tools give may be anything.
 */
final class DataFlow {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final Set<String> names = new HashSet<>();

    void check(Set<String> inputs, List<Step> steps) {
        Map<String, Optional<OutputType>> given = new TreeMap<>();
        inputs.forEach(input -> given.put(input, Optional.empty()));
        sequence(given, steps, "the program");
        if (!prompted(steps)) {
            throw new InvalidInputException(
                    "no step of the program has a prompt", Where.NOWHERE, "there is nothing to improve here.");
        }
    }

    private static boolean prompted(List<Step> steps) {
        return steps.stream().anyMatch(step -> switch (step) {
            case PromptStep own -> true;
            case MapStep own -> true;
            case BranchStep own ->
                own.cases().values().stream().anyMatch(DataFlow::prompted)
                        || own.otherwise().filter(DataFlow::prompted).isPresent();
            case RetrievalStep own -> false;
            case ToolStep own -> false;
        });
    }

    /**
     * @param known the variables at the sequence's beginning, with their forms where these are known
     * @return those at its end
     */
    private Map<String, Optional<OutputType>> sequence(
            Map<String, Optional<OutputType>> known, List<Step> steps, String what) {
        if (steps.isEmpty()) {
            throw new InvalidInputException(what + " has no steps", Where.NOWHERE, "a step is missing.");
        }
        Map<String, Optional<OutputType>> variables = new TreeMap<>(known);
        for (Step step : steps) {
            named(step);
            for (String variable : step.reads()) {
                if (!variables.containsKey(variable)) {
                    throw error(
                            step,
                            "reads the variable \"" + variable
                                    + "\", which is no input, and which no step before it writes",
                            "one of " + variables.keySet() + " is meant, or the steps stand in another order.");
                }
            }
            Optional<OutputType> written = Optional.empty();
            switch (step) {
                case PromptStep own -> {
                    renamed(own, own.prompt(), own.renamed());
                    written = Optional.of(own.type());
                }
                case MapStep own -> {
                    written = Optional.of(OutputType.LIST);
                    renamed(own, own.prompt(), own.renamed());
                    overAList(own, variables.getOrDefault(own.over(), Optional.empty()));
                    if (variables.containsKey(own.item())) {
                        throw error(
                                step, "calls the element \"" + own.item() + "\", as another variable", "another name.");
                    }
                    if (!PromptStep.reads(own.prompt(), own.renamed()).contains(own.item())) {
                        throw error(
                                step,
                                "asks the same of every element: its prompt does not read \"" + own.item() + "\"",
                                "the prompt lacks {{" + own.item() + "}}.");
                    }
                }
                case BranchStep own -> {
                    onALabel(own, variables.getOrDefault(own.on(), Optional.empty()));
                    cases(own, variables);
                }
                case RetrievalStep own -> written = Optional.of(OutputType.LIST);
                case ToolStep own -> {}
            }
            if (variables.putIfAbsent(step.writes(), written) != null) {
                throw error(
                        step, "writes the variable \"" + step.writes() + "\", which is there already", "another name.");
            }
        }
        return variables;
    }

    private static void overAList(MapStep step, Optional<OutputType> form) {
        form.filter(type -> type.equals(OutputType.TEXT) || type instanceof OutputType.Label)
                .ifPresent(type -> {
                    throw error(
                            step,
                            "goes over the elements of \"" + step.over() + "\", which is a " + type.label(),
                            "the step that writes it should have the type list.");
                });
    }

    private static void onALabel(BranchStep step, Optional<OutputType> form) {
        if (form.isEmpty()) {
            return;
        }
        if (!(form.get() instanceof OutputType.Label label)) {
            throw error(
                    step,
                    "goes on by the value of \"" + step.on() + "\", which is a "
                            + form.get().label() + " and no label",
                    "the step that writes it should name its labels.");
        }
        Set<String> known =
                label.labels().stream().map(OutputType.Label::normal).collect(Collectors.toSet());
        for (String value : step.cases().keySet()) {
            if (!known.contains(OutputType.Label.normal(value))) {
                throw error(
                        step,
                        "has the case \"" + value + "\", which \"" + step.on() + "\" never is",
                        "one of " + label.labels() + " is meant.");
            }
        }
        label.labels().stream()
                .filter(value -> step.chosen(value).isEmpty())
                .findFirst()
                .ifPresent(value -> {
                    throw error(
                            step,
                            "has no case for \"" + value + "\", a label of \"" + step.on() + "\", and no \"otherwise\"",
                            "such inputs would be paid for and have no answer: add the case, or \"otherwise\".");
                });
    }

    private void named(Step step) {
        if (!NAME.matcher(step.name()).matches()) {
            throw new InvalidInputException(
                    "\"" + step.name() + "\" is no name for a step",
                    new Where(null, 0, step.name()),
                    "a letter, then letters, digits, - and _.");
        }
        if (!names.add(step.name())) {
            throw new InvalidInputException(
                    "two steps are called \"" + step.name() + "\"",
                    new Where(null, 0, step.name()),
                    "one of them needs another name.");
        }
    }

    private static void renamed(Step step, Prompt prompt, Map<String, String> renamed) {
        for (String placeholder : renamed.keySet()) {
            if (!prompt.placeholders().contains(placeholder)) {
                throw error(
                        step,
                        "gives a variable to {{" + placeholder + "}}, which its prompt does not have",
                        "one of " + prompt.placeholders() + " is meant.");
            }
        }
    }

    private void cases(BranchStep step, Map<String, Optional<OutputType>> variables) {
        if (step.cases().isEmpty()) {
            throw error(step, "has no cases", "a case is missing.");
        }
        step.cases().forEach((value, steps) -> branch(step, "the case \"" + value + "\"", steps, variables));
        step.otherwise().ifPresent(steps -> branch(step, "\"otherwise\"", steps, variables));
    }

    private void branch(BranchStep step, String which, List<Step> steps, Map<String, Optional<OutputType>> variables) {
        if (!sequence(variables, steps, which + " of the step " + step.name()).containsKey(step.writes())
                || variables.containsKey(step.writes())) {
            throw error(
                    step,
                    "writes \"" + step.writes() + "\", but " + which + " does not",
                    "the last step of each case should write it.");
        }
        // What a step of a case is asked for as the answer is what the case's last step wrote.
        if (!steps.getLast().writes().equals(step.writes())) {
            throw error(
                    step,
                    "writes \"" + step.writes() + "\", but the last step of " + which + " writes \""
                            + steps.getLast().writes() + "\"",
                    "the last step of each case should write it.");
        }
    }

    private static InvalidInputException error(Step step, String what, String maybe) {
        return new InvalidInputException(
                "the step \"" + step.name() + "\" " + what, new Where(null, 0, step.name()), maybe);
    }
}
