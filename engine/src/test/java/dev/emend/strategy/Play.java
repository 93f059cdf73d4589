package dev.emend.strategy;

import dev.emend.data.Example;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One run on the colours, with all that happened in it and all that the models were asked. */
public record Play(Task task, RunResult result, List<RunEvent> events, List<Request> requests) {

    public static Play of(String strategy, Map<String, String> options, Budget budget) {
        return of(strategy, options, budget, Colours::learner);
    }

    public static Play of(
            String strategy, Map<String, String> options, Budget budget, Function<Request, String> script) {
        return of(task(strategy, options, budget), script);
    }

    public static Play of(Task task, Function<Request, String> script) {
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());
        ScriptedModel model = new ScriptedModel(request -> {
            requests.add(request);
            return script.apply(request);
        });
        List<RunEvent> events = new ArrayList<>();
        RunResult result = new Run(task, Models.local(model), new InMemoryJournal()).execute(events::add);
        return new Play(task, result, events, requests);
    }

    public static Task task(String strategy, Map<String, String> options, Budget budget) {
        return with(Colours.task(strategy, 5, budget), options);
    }

    public static Task with(Task task, Map<String, String> options) {
        return task.withOptions(options);
    }

    public static Task with(Task task, Prompt prompt) {
        return task.withPrompt(prompt);
    }

    public List<RunEvent.Proposed> proposed() {
        return events.stream()
                .filter(RunEvent.Proposed.class::isInstance)
                .map(RunEvent.Proposed.class::cast)
                .toList();
    }

    public List<String> phases() {
        return events.stream()
                .filter(RunEvent.PhaseStarted.class::isInstance)
                .map(event -> ((RunEvent.PhaseStarted) event).phase())
                .toList();
    }

    /** What the meta-model was asked, in no order. */
    public List<String> metaQuestions() {
        return requests.stream()
                .filter(request -> request.purpose() == Purpose.META)
                .map(request -> request.messages().getLast().content())
                .toList();
    }

    public List<Request> answering() {
        return requests.stream()
                .filter(request -> request.purpose() == Purpose.TASK)
                .toList();
    }

    /** By everything that a prompt sends before the input: what it was asked. */
    public Map<String, Set<String>> asked() {
        Map<String, Set<String>> asked = new LinkedHashMap<>();
        for (Request request : answering()) {
            String start = request.messages().subList(0, request.messages().size() - 1).stream()
                    .map(message -> message.role().label() + ": " + message.content())
                    .collect(Collectors.joining("\n"));
            asked.computeIfAbsent(start, any -> new TreeSet<>())
                    .add(request.messages().getLast().content());
        }
        return asked;
    }

    /** As a key of {@link #asked}. */
    public static String start(Prompt prompt) {
        StringBuilder start = new StringBuilder(
                "system: " + prompt.messages().getFirst().content().source());
        prompt.demonstrations()
                .forEach(demonstration -> start.append("\nuser: ")
                        .append(demonstration.inputs().get("thing"))
                        .append("\nassistant: ")
                        .append(demonstration.output()));
        return start.toString();
    }

    public Set<String> things(List<Example> examples) {
        return examples.stream()
                .map(example -> example.inputs().get("thing"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public static long demonstrations(Request request) {
        return request.messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .count();
    }
}
