package dev.emend.search;

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
final class Recorded {

    /** One call. */
    record Asked(String phase, Request request) {

        String system() {
            return request.messages().getFirst().content();
        }

        String user() {
            return request.messages().getLast().content();
        }

        boolean isDraft() {
            return request.purpose() == Purpose.META && user().contains("First write one line that begins with");
        }

        boolean isFreeText() {
            return request.purpose() == Purpose.META && !isDraft();
        }
    }

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<RunEvent> events = new ArrayList<>();
    private volatile String phase = "";
    private final RunResult result;

    Recorded(Task task, Function<Request, String> script) {
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

    RunResult result() {
        return result;
    }

    RunResult.CandidateRecord champion() {
        return result.candidates().get(result.championId());
    }

    List<RunEvent> events() {
        return events;
    }

    List<Asked> asked(Purpose purpose) {
        return asked.stream().filter(one -> one.request().purpose() == purpose).toList();
    }

    /** Calls of the search, before the finals. */
    List<Asked> search(Purpose purpose) {
        return asked(purpose).stream()
                .filter(one -> !one.phase().startsWith("finals") && !one.phase().startsWith("gate"))
                .toList();
    }

    List<Asked> drafts() {
        return asked(Purpose.META).stream().filter(Asked::isDraft).toList();
    }

    List<Asked> freeTexts() {
        return asked(Purpose.META).stream().filter(Asked::isFreeText).toList();
    }

    /** The same task with options for its strategy. */
    static Task with(Task task, Map<String, String> options) {
        return with(task, task.splits(), options);
    }

    /** The same task with other examples. */
    static Task with(Task task, Splits splits) {
        return with(task, splits, task.options());
    }

    private static Task with(Task task, Splits splits, Map<String, String> options) {
        return task.withSplits(splits).withOptions(options);
    }
}
