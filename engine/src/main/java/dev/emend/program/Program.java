package dev.emend.program;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One prompt, or a chain of steps. What the last step writes is the answer.
 *
 * @param inputs the variables that an example gives
 * @param steps at least one
 */
public record Program(String name, SortedSet<String> inputs, List<Step> steps) {

    private static final String ONLY = "prompt";
    private static final String ANSWER = "answer of the prompt";

    /** @throws InvalidInputException where a step reads a variable that nobody has written before, and for ambiguous names */
    public Program {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        steps = List.copyOf(steps);
        new DataFlow().check(inputs, steps);
    }

    /** A chain. */
    public static Program of(String name, Set<String> inputs, List<Step> steps) {
        return new Program(name, new TreeSet<>(inputs), steps);
    }

    /** One prompt. */
    public static Program of(Prompt prompt) {
        return of(prompt.name(), prompt.placeholders(), List.of(only(prompt)));
    }

    private static PromptStep only(Prompt prompt) {
        return PromptStep.of(ONLY, prompt, ANSWER);
    }

    /** Whether it is made of steps, be it one, rather than {@linkplain #of(Prompt) of a single prompt}. */
    public boolean isChain() {
        return !(steps.getFirst() instanceof PromptStep first
                && steps.equals(List.of(only(first.prompt())))
                && inputs.equals(first.prompt().placeholders()));
    }

    /** The prompt of each step that has one, by the step's name, in the order in which they stand; those of cases too. */
    public Map<String, Prompt> prompts() {
        Map<String, Prompt> prompts = new LinkedHashMap<>();
        for (Step step : all()) {
            prompt(step).ifPresent(prompt -> prompts.put(step.name(), prompt));
        }
        return prompts;
    }

    private static Optional<Prompt> prompt(Step step) {
        return switch (step) {
            case PromptStep prompt -> Optional.of(prompt.prompt());
            case MapStep map -> Optional.of(map.prompt());
            case BranchStep branch -> Optional.empty();
            case RetrievalStep retrieval -> Optional.empty();
            case ToolStep tool -> Optional.empty();
        };
    }

    /** @throws java.util.NoSuchElementException where no step of this name has a prompt */
    public Prompt prompt(String step) {
        return Optional.ofNullable(prompts().get(step)).orElseThrow();
    }

    /** Every step, those of cases behind their branch. */
    public List<Step> all() {
        List<Step> all = new ArrayList<>();
        collect(steps, all);
        return all;
    }

    private static void collect(List<Step> steps, List<Step> all) {
        for (Step step : steps) {
            all.add(step);
            if (step instanceof BranchStep branch) {
                branch.cases().values().forEach(own -> collect(own, all));
                branch.otherwise().ifPresent(own -> collect(own, all));
            }
        }
    }

    /** This program with another prompt in one step. */
    public Program withPrompt(String step, Prompt prompt) {
        return isChain() ? new Program(name, inputs, replaced(steps, step, prompt)) : of(prompt);
    }

    private static List<Step> replaced(List<Step> steps, String name, Prompt prompt) {
        return steps.stream().map(step -> replaced(step, name, prompt)).toList();
    }

    private static Step replaced(Step step, String name, Prompt prompt) {
        return switch (step) {
            case PromptStep own -> own.name().equals(name) ? own.withPrompt(prompt) : own;
            case MapStep own -> own.name().equals(name) ? own.withPrompt(prompt) : own;
            case BranchStep branch -> {
                Map<String, List<Step>> cases = new LinkedHashMap<>();
                branch.cases().forEach((value, steps) -> cases.put(value, replaced(steps, name, prompt)));
                yield new BranchStep(
                        branch.name(),
                        branch.on(),
                        cases,
                        branch.otherwise().map(steps -> replaced(steps, name, prompt)),
                        branch.writes());
            }
            case RetrievalStep retrieval -> retrieval;
            case ToolStep tool -> tool;
        };
    }

    /** Whether what this step writes can be the program's answer. */
    public boolean answers(String step) {
        return answers(steps, step);
    }

    private static boolean answers(List<Step> steps, String name) {
        Step last = steps.getLast();
        return last.name().equals(name)
                || last instanceof BranchStep branch
                        && (branch.cases().values().stream().anyMatch(own -> answers(own, name))
                                || branch.otherwise()
                                        .filter(own -> answers(own, name))
                                        .isPresent());
    }

    /**
     * For each step, the steps whose prompts it works with what they wrote: whose variables it reads, directly or by way of tools and
     * retrieval, and those that chose the case in which it stands. An empty set where it sees nothing of a prompt's.
     */
    public Map<String, Set<String>> sources() {
        return new Sources(this).byStep();
    }

    /** How many calls an example needs at least where the longest cases are taken; an element of a list is one. */
    public int calls() {
        return calls(steps);
    }

    private static int calls(List<Step> steps) {
        int calls = 0;
        for (Step step : steps) {
            if (step instanceof BranchStep branch) {
                List<List<Step>> ways = new ArrayList<>(branch.cases().values());
                branch.otherwise().ifPresent(ways::add);
                calls += ways.stream().mapToInt(Program::calls).max().orElse(0);
            } else {
                calls += prompt(step).isPresent() ? 1 : 0;
            }
        }
        return calls;
    }

    /** A line for each step that says what it does. */
    public List<String> outline() {
        return all().stream().map(Program::line).toList();
    }

    private static String line(Step step) {
        String what = switch (step) {
            case PromptStep prompt -> "a prompt that writes " + prompt.type().label();
            case MapStep map -> "a prompt for each element of the list " + map.over();
            case BranchStep branch ->
                "goes on by the value of " + branch.on() + ": " + branch.cases().keySet();
            case RetrievalStep retrieval -> "looks up " + retrieval.k() + " passages";
            case ToolStep tool -> "a tool";
        };
        return step.name() + ": " + what + "; reads " + String.join(", ", step.reads()) + "; writes " + step.writes();
    }

    /** Identity of the content. That of one prompt is the prompt's. */
    public String fingerprint() {
        if (!isChain()) {
            return prompts().values().iterator().next().fingerprint();
        }
        Fingerprint print = Fingerprint.of("program").add(inputs.size());
        inputs.forEach(print::add);
        add(print, steps);
        return print.hex();
    }

    private static void add(Fingerprint print, List<Step> steps) {
        print.add(steps.size());
        for (Step step : steps) {
            print.add(step.name()).add(step.writes());
            switch (step) {
                case PromptStep own -> {
                    print.add("prompt")
                            .add(own.prompt().fingerprint())
                            .add(own.type().toString());
                    add(print, own.renamed());
                }
                case MapStep own -> {
                    print.add("map")
                            .add(own.prompt().fingerprint())
                            .add(own.over())
                            .add(own.item());
                    add(print, own.renamed());
                }
                case BranchStep own -> {
                    print.add("branch").add(own.on()).add(own.cases().size());
                    own.cases().forEach((value, inner) -> add(print.add(value), inner));
                    own.otherwise().ifPresent(inner -> add(print.add("otherwise"), inner));
                }
                case RetrievalStep own ->
                    print.add("retrieve")
                            .add(own.query())
                            .add(own.k())
                            .add(own.retriever().identity());
                case ToolStep own -> {
                    print.add("tool").add(own.tool().identity()).add(own.reads().size());
                    own.reads().forEach(print::add);
                }
            }
        }
    }

    private static void add(Fingerprint print, Map<String, String> texts) {
        print.add(texts.size());
        texts.forEach((name, value) -> print.add(name).add(value));
    }
}
