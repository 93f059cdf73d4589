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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Tools and retrievers whose results are journaled, so that a run that goes on later, or elsewhere, finds the same. So are failures,
 * whatever their cause: the run has gone on from them. They cost nothing and are in no ledger.
 */
final class JournaledInstruments implements Execution.Instruments {

    private final Journal journal;
    private final Supplier<Duration> elapsed;

    /** @param elapsed of the run, as told by the last reply */
    JournaledInstruments(Journal journal, Supplier<Duration> elapsed) {
        this.journal = journal;
        this.elapsed = elapsed;
    }

    @Override
    public String use(ToolStep step, Map<String, String> inputs) {
        Fingerprint key =
                Fingerprint.of("tool").add(step.name()).add(step.tool().identity());
        new TreeMap<>(inputs).forEach((name, value) -> key.add(name).add(value));
        return had(key.hex(), step.name(), inputs.toString(), () -> {
            try {
                return new Journal.Reply.Answered(completion(Execution.Instruments.super.use(step, inputs)));
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
                () -> new Journal.Reply.Answered(
                        completion(TextList.json(Execution.Instruments.super.passages(step, query))))));
    }

    private String had(String key, String step, String input, Supplier<Journal.Reply> work) {
        Optional<Journal.Entry> known = journal.find(key);
        Journal.Reply reply = known.map(Journal.Entry::reply).orElseGet(work);
        if (known.isEmpty()) {
            Request request = new Request(
                    Purpose.TOOL, List.of(new ChatMessage(Role.USER, input)), Sampling.GREEDY, Constraint.NONE, 0, 0);
            journal.append(new Journal.Entry(key, Purpose.TOOL, step, request, reply, Duration.ZERO, elapsed.get()));
        }
        return switch (reply) {
            case Journal.Reply.Answered answered -> answered.completion().text();
            case Journal.Reply.Rejected rejected -> throw new ToolFailedException(rejected.reason());
        };
    }

    private static Completion completion(String text) {
        return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of());
    }
}
