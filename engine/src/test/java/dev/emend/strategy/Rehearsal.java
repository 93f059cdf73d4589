package dev.emend.strategy;

import dev.emend.model.Purpose;
import dev.emend.model.Request;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A run of a strategy on the colours, with what the meta-model was asked and what happened.
 *
 * @param asked in order
 */
public record Rehearsal(List<Request> asked, List<RunEvent> events, RunResult result) {

    public static Rehearsal of(
            String strategy, Map<String, String> options, Budget budget, Function<Request, String> script) {
        Task colours = Colours.task(strategy, 11, budget);
        Task task = colours.withStrategy(strategy, options).withBudget(budget);
        List<Request> asked = Collections.synchronizedList(new ArrayList<>());
        List<RunEvent> events = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(
                request -> {
                    if (request.purpose() == Purpose.META) {
                        asked.add(request);
                    }
                    return script.apply(request);
                },
                1,
                0);
        RunResult result = new Run(task, Models.local(model), new InMemoryJournal()).execute(events::add);
        return new Rehearsal(List.copyOf(asked), events, result);
    }

    /** What is asked of the meta-model, without the system message. */
    public List<String> questions() {
        return asked.stream()
                .map(request -> request.messages().getLast().content())
                .toList();
    }

    public List<RunEvent.Proposed> proposed(String operator) {
        return events(RunEvent.Proposed.class).stream()
                .filter(proposed -> proposed.operator().equals(operator))
                .toList();
    }

    public <E extends RunEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public RunResult.CandidateRecord candidate(int id) {
        return result.candidates().get(id);
    }

    /** On validation, as far as it has met it. */
    public double score(int id) {
        return candidate(id).validation().orElseThrow().value();
    }
}
