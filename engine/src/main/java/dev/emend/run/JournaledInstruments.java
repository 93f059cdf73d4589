package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.program.Execution;
import dev.emend.program.RetrievalStep;
import dev.emend.program.TextList;
import dev.emend.program.ToolFailedException;
import dev.emend.program.ToolStep;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tools and retrievers whose results are journaled, so that a run that goes on later, or elsewhere, finds the same. So are failures,
 * whatever their cause: the run has gone on from them. They cost nothing and are in no ledger, but they take time, and none is used once
 * that is over. Safe for use by many threads at once, of which one alone does the same work.
 */
final class JournaledInstruments implements Execution.Instruments {

    private final Execution.Instruments instruments;
    private final Journal journal;
    private final WorkTime time;
    private final BooleanSupplier calledOff;
    private final ConcurrentMap<String, FutureTask<Journal.Entry>> going = new ConcurrentHashMap<>();

    /**
     * @param instruments that are used where the journal does not know the result
     * @param time must be passing whenever these are used
     * @param calledOff whether what they give is for nobody any more: it may be no more than that they were interrupted
     */
    JournaledInstruments(Execution.Instruments instruments, Journal journal, WorkTime time, BooleanSupplier calledOff) {
        this.instruments = instruments;
        this.journal = journal;
        this.time = time;
        this.calledOff = calledOff;
    }

    @Override
    public String use(ToolStep step, Map<String, String> inputs) {
        Fingerprint key =
                Fingerprint.of("tool").add(step.name()).add(step.tool().identity());
        new TreeMap<>(inputs).forEach((name, value) -> key.add(name).add(value));
        return had(key.hex(), step.name(), inputs.toString(), () -> {
            try {
                return new Journal.Reply.Answered(completion(instruments.use(step, inputs)));
            } catch (ToolFailedException failed) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new ModelException(
                            ModelException.Kind.UNAVAILABLE,
                            "interrupted while the tool of the step " + step.name() + " was at work",
                            failed);
                }
                return new Journal.Reply.Rejected(String.valueOf(failed.getMessage()));
            }
        });
    }

    @Override
    public List<String> passages(RetrievalStep step, String query) {
        Fingerprint key = Fingerprint.of("retrieval")
                .add(step.name())
                .add(step.retriever().identity())
                .add(step.k())
                .add(query);
        return TextList.read(had(
                key.hex(),
                step.name(),
                query,
                () -> new Journal.Reply.Answered(completion(TextList.json(instruments.passages(step, query))))));
    }

    private String had(String key, String step, String input, Supplier<Journal.Reply> work) {
        Journal.Entry entry = once(key, () -> journal.find(key).orElseGet(() -> made(key, step, input, work)));
        time.reached(entry.elapsed());
        return switch (entry.reply()) {
            case Journal.Reply.Answered answered -> answered.completion().text();
            case Journal.Reply.Rejected rejected -> throw new ToolFailedException(rejected.reason());
        };
    }

    private Journal.Entry made(String key, String step, String input, Supplier<Journal.Reply> work) {
        if (time.isOver()) {
            throw new WorkTime.Over();
        }
        Journal.Reply reply = work.get();
        if (calledOff.getAsBoolean()) {
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE, "interrupted while the step " + step + " was at work");
        }
        Request request = new Request(
                Purpose.TOOL, List.of(new ChatMessage(Role.USER, input)), Sampling.GREEDY, Constraint.NONE, 0, 0);
        Journal.Entry entry = new Journal.Entry(key, Purpose.TOOL, step, request, reply, Duration.ZERO, time.made());
        journal.append(entry);
        return entry;
    }

    /** Whoever comes while another thread is at it waits for that. */
    private Journal.Entry once(String key, Callable<Journal.Entry> work) {
        FutureTask<Journal.Entry> own = new FutureTask<>(work);
        FutureTask<Journal.Entry> other = going.putIfAbsent(key, own);
        if (other != null) {
            return result(other);
        }
        try {
            own.run();
            return result(own);
        } finally {
            going.remove(key, own);
        }
    }

    private static Journal.Entry result(FutureTask<Journal.Entry> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw ParallelWork.cause(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ModelException(
                    ModelException.Kind.UNAVAILABLE, "interrupted while a tool was at work", interrupted);
        }
    }

    private static Completion completion(String text) {
        return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of());
    }
}
