package dev.emend.program;

import dev.emend.prompt.Prompt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A program at work on one example. It goes as far as it can without a model and then waits: {@link #calls} says for which
 * answers, and {@link #answer} hands them over. Not thread-safe.
 */
public final class Execution {

    /** A prompt to be answered. */
    public record Call(String step, Prompt prompt, Map<String, String> inputs) {}

    /** What steps without a prompt work with; a run keeps in its journal what they gave. */
    public interface Instruments {

        /** Used directly. */
        Instruments DIRECT = new Instruments() {};

        /** @throws ToolFailedException where the tool has no result for these */
        default String use(ToolStep step, Map<String, String> inputs) {
            return step.result(inputs);
        }

        default List<String> passages(RetrievalStep step, String query) {
            return step.retriever().passages(query, step.k());
        }
    }

    private final Instruments instruments;
    private final Map<String, String> replaced;
    private final Deque<Step> ahead = new ArrayDeque<>();
    private final Map<String, String> variables;
    private final Map<String, Integer> writers = new HashMap<>();
    private final List<Trace.Visit> visits = new ArrayList<>();
    private final String answer;
    private List<Call> calls = List.of();
    private Optional<String> failure = Optional.empty();

    /** Begins at once: steps before the first prompt are done when this returns. */
    public Execution(Program program, Map<String, String> inputs, Instruments instruments) {
        this(program, inputs, instruments, Map.of());
    }

    /**
     * Begins an execution in which steps have the outputs that are given, in place of their own.
     *
     * @param replaced outputs by step
     */
    public Execution(
            Program program, Map<String, String> inputs, Instruments instruments, Map<String, String> replaced) {
        this.instruments = instruments;
        this.replaced = replaced;
        this.variables = new HashMap<>(inputs);
        this.answer = program.steps().getLast().writes();
        program.steps().forEach(ahead::addLast);
        advance();
    }

    /** What is to be asked next; nothing where the execution is over. */
    public List<Call> calls() {
        return calls;
    }

    /** @param answers to {@link #calls}, in their order */
    public void answer(List<String> answers) {
        if (answers.size() != calls.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + calls.size() + " calls");
        }
        List<Call> asked = calls;
        calls = List.of();
        switch (ahead.removeFirst()) {
            case PromptStep step -> write(step, asked.getFirst().inputs(), answers.getFirst(), step.type());
            case MapStep step -> {
                for (int i = 0; i < answers.size(); i++) {
                    visit(step, asked.get(i).inputs(), answers.get(i), OutputType.TEXT.violation(answers.get(i)));
                }
                variables.put(
                        step.writes(),
                        TextList.json(answers.stream().map(String::strip).toList()));
            }
            case BranchStep step -> throw new IllegalStateException(step.name());
            case RetrievalStep step -> throw new IllegalStateException(step.name());
            case ToolStep step -> throw new IllegalStateException(step.name());
        }
        advance();
    }

    /** Ends it without an answer. */
    public void fail(String why) {
        calls = List.of();
        ahead.clear();
        failure = Optional.of(why);
    }

    /** What the last step wrote; empty where the execution failed, or is not over. */
    public String text() {
        return failure.isPresent() || !ahead.isEmpty() ? "" : variables.getOrDefault(answer, "");
    }

    public Trace trace() {
        return new Trace(visits, failure);
    }

    private void advance() {
        while (calls.isEmpty() && !ahead.isEmpty()) {
            Step step = ahead.peekFirst();
            String given = replaced.get(step.name());
            if (given != null && !(step instanceof BranchStep)) {
                ahead.removeFirst();
                variables.put(step.writes(), given);
                continue;
            }
            switch (step) {
                case PromptStep prompt -> {
                    Map<String, String> inputs = PromptStep.inputs(prompt.prompt(), prompt.renamed(), variables);
                    calls = List.of(new Call(prompt.name(), prompt.prompt(), inputs));
                }
                case MapStep map -> map(map);
                case BranchStep branch -> branch(branch);
                case RetrievalStep retrieval -> retrieve(retrieval);
                case ToolStep tool -> use(tool);
            }
        }
    }

    private void map(MapStep step) {
        List<Call> asked = new ArrayList<>();
        for (String element : TextList.read(variables.getOrDefault(step.over(), ""))) {
            Map<String, String> scope = new HashMap<>(variables);
            scope.put(step.item(), element);
            asked.add(new Call(step.name(), step.prompt(), PromptStep.inputs(step.prompt(), step.renamed(), scope)));
        }
        if (asked.isEmpty()) {
            ahead.removeFirst();
            variables.put(step.writes(), "[]");
        }
        calls = asked;
    }

    private void branch(BranchStep step) {
        ahead.removeFirst();
        String value = variables.getOrDefault(step.on(), "");
        Optional<List<Step>> chosen = step.chosen(value);
        if (chosen.isEmpty()) {
            String why = "is no case of the branch " + step.name() + ": "
                    + step.cases().keySet();
            blame(step.on(), why);
            fail("The value of " + step.on() + " " + why + ".");
            return;
        }
        chosen.get().reversed().forEach(ahead::addFirst);
    }

    /** The step that wrote the variable broke its contract. */
    private void blame(String variable, String why) {
        Integer place = writers.get(variable);
        if (place != null) {
            Trace.Visit visit = visits.get(place);
            visits.set(place, new Trace.Visit(visit.step(), visit.inputs(), visit.output(), Optional.of(why)));
        }
    }

    private void retrieve(RetrievalStep step) {
        ahead.removeFirst();
        String query = variables.getOrDefault(step.query(), "");
        String found = TextList.json(instruments.passages(step, query));
        visit(step, Map.of(step.query(), query), found, Optional.empty());
        variables.put(step.writes(), found);
    }

    private void use(ToolStep step) {
        ahead.removeFirst();
        Map<String, String> inputs = new TreeMap<>();
        step.reads().forEach(name -> inputs.put(name, variables.getOrDefault(name, "")));
        try {
            String result = instruments.use(step, inputs);
            visit(step, inputs, result, Optional.empty());
            variables.put(step.writes(), result);
        } catch (ToolFailedException failed) {
            visit(step, inputs, "", Optional.of("is missing: " + failed.getMessage()));
            fail("The tool of the step " + step.name() + " failed: " + failed.getMessage());
        }
    }

    private void write(Step step, Map<String, String> inputs, String output, OutputType type) {
        visit(step, inputs, output, type.violation(output));
        variables.put(step.writes(), type.read(output));
    }

    private void visit(Step step, Map<String, String> inputs, String output, Optional<String> violation) {
        writers.put(step.writes(), visits.size());
        visits.add(new Trace.Visit(step.name(), inputs, output, violation));
    }
}
