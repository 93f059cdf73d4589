package dev.emend.strategy;

import dev.emend.data.Splits;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
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

/** A run with a scripted model, and what was asked in which phase of it. Within a phase, in no particular order. */
public final class Recorded {

    /** One call. */
    public record Asked(String phase, Request request) {

        public String system() {
            return request.messages().getFirst().content();
        }

        public String user() {
            return request.messages().getLast().content();
        }

        public boolean isDraft() {
            return request.purpose() == Purpose.META && user().contains("First write one line that begins with");
        }

        public boolean isFreeText() {
            return request.purpose() == Purpose.META && !isDraft();
        }
    }

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<RunEvent> events = new ArrayList<>();
    private volatile String phase = "";
    private final RunResult result;

    public Recorded(Task task, Function<Request, String> script) {
        ScriptedModel model = new ScriptedModel(request -> {
            asked.add(new Asked(phase, request));
            return script.apply(request);
        });
        this.result = new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {
            events.add(event);
            if (event instanceof RunEvent.PhaseStarted started) {
                phase = started.phase();
            }
        });
    }

    public RunResult result() {
        return result;
    }

    public RunResult.CandidateRecord champion() {
        return result.candidates().get(result.championId());
    }

    public List<RunEvent> events() {
        return events;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<Asked> asked(Purpose purpose) {
        return asked.stream().filter(one -> one.request().purpose() == purpose).toList();
    }

    /** Calls of the search, before the finals. */
    public List<Asked> search(Purpose purpose) {
        return asked(purpose).stream()
                .filter(one -> !one.phase().startsWith("finals") && !one.phase().startsWith("gate"))
                .toList();
    }

    public List<Asked> drafts() {
        return asked(Purpose.META).stream().filter(Asked::isDraft).toList();
    }

    public List<Asked> freeTexts() {
        return asked(Purpose.META).stream().filter(Asked::isFreeText).toList();
    }

    /** The same task with options for its strategy. */
    public static Task with(Task task, Map<String, String> options) {
        return with(task, task.splits(), options);
    }

    /** The same task with other examples. */
    public static Task with(Task task, Splits splits) {
        return with(task, splits, task.options());
    }

    private static Task with(Task task, Splits splits, Map<String, String> options) {
        return task.withSplits(splits).withOptions(options);
    }
}
