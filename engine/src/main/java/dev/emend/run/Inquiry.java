package dev.emend.run;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has judges answer questions that belong to no run, under a budget and from a journal: asked again after an
 * interruption, what was paid for is found there. For use by one thread; inside, calls run in parallel.
 */
public final class Inquiry {

    private final Calls calls;
    private final Ledger ledger;
    private final long seed;
    private Optional<StopReason> stopped = Optional.empty();

    /** @param models with at least one judge */
    public Inquiry(Models models, Budget budget, Journal journal, long seed, Consumer<RunEvent> events) {
        this.ledger = new Ledger(budget);
        this.calls = new Calls(models, journal, ledger, events, System::nanoTime);
        this.seed = seed;
        budget.time().ifPresent(calls::deadline);
    }

    /**
     * Blocks until all questions are answered or a limit is reached. A judge that rejects a question replies with an empty
     * text.
     *
     * @return a reply for each question, in their order; empty where a limit was reached before it
     * @throws ModelException where a judge cannot be used
     */
    public List<Optional<Completion>> ask(List<Question> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        Calls.Batch batch = calls.complete(questions.stream()
                .map(question -> Judging.request(question, seed))
                .toList());
        stopped = stopped.or(batch::stopped);
        return batch.entries().stream()
                .map(entry -> entry.map(Judging::completion))
                .toList();
    }

    /** Which limit was reached first, if one was. */
    public Optional<StopReason> stopped() {
        return stopped;
    }

    public Spend spend() {
        return ledger.spend();
    }
}
