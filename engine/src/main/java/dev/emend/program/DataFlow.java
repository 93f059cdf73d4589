package dev.emend.program;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.prompt.Prompt;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks whether every step of a program finds what it reads. */
final class DataFlow {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final Set<String> names = new HashSet<>();

    void check(Set<String> inputs, List<Step> steps) {
        sequence(inputs, steps, "the program");
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

    /** @param known the variables at the sequence's beginning */
    private Set<String> sequence(Set<String> known, List<Step> steps, String what) {
        if (steps.isEmpty()) {
            throw new InvalidInputException(what + " has no steps", Where.NOWHERE, "a step is missing.");
        }
        Set<String> variables = new TreeSet<>(known);
        for (Step step : steps) {
            named(step);
            for (String variable : step.reads()) {
                if (!variables.contains(variable)) {
                    throw error(
                            step,
                            "reads the variable \"" + variable
                                    + "\", which is no input, and which no step before it writes",
                            "one of " + variables + " is meant, or the steps stand in another order.");
                }
            }
            switch (step) {
                case PromptStep own -> renamed(own, own.prompt(), own.renamed());
                case MapStep own -> {
                    renamed(own, own.prompt(), own.renamed());
                    if (variables.contains(own.item())) {
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
                case BranchStep own -> cases(own, variables);
                case RetrievalStep own -> {}
                case ToolStep own -> {}
            }
            if (!variables.add(step.writes())) {
                throw error(
                        step, "writes the variable \"" + step.writes() + "\", which is there already", "another name.");
            }
        }
        return variables;
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

    private void cases(BranchStep step, Set<String> variables) {
        if (step.cases().isEmpty()) {
            throw error(step, "has no cases", "a case is missing.");
        }
        step.cases().forEach((value, steps) -> branch(step, "the case \"" + value + "\"", steps, variables));
        step.otherwise().ifPresent(steps -> branch(step, "\"otherwise\"", steps, variables));
    }

    private void branch(BranchStep step, String which, List<Step> steps, Set<String> variables) {
        if (!sequence(variables, steps, which + " of the step " + step.name()).contains(step.writes())
                || variables.contains(step.writes())) {
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
