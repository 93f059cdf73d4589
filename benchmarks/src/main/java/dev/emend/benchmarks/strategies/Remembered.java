package dev.emend.benchmarks.strategies;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.run.Journal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model that answers a question at temperature 0 once, for all runs that share a journal. Such an answer does not depend
 * on the sampling seed, which each run has another of; and every run asks the seed prompt the same.
 */
final class Remembered implements LanguageModel {

    private final LanguageModel model;
    private final Journal answers;
    private final AtomicLong shared = new AtomicLong();

    Remembered(LanguageModel model, Journal answers) {
        this.model = model;
        this.answers = answers;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int parallelism() {
        return model.parallelism();
    }

    @Override
    public long promptTokenBound(Request request) {
        return model.promptTokenBound(request);
    }

    @Override
    public long completionTokenBound(Request request) {
        return model.completionTokenBound(request);
    }

    @Override
    public Completion complete(Request request) {
        if (request.purpose() != Purpose.TASK || request.sampling().temperature() > 0) {
            return model.complete(request);
        }
        Request seedless = new Request(
                request.purpose(),
                request.messages(),
                request.sampling(),
                request.constraint(),
                0,
                request.logProbabilities());
        String key = seedless.fingerprint(name());
        Optional<Journal.Entry> known = answers.find(key);
        if (known.isPresent() && known.get().reply() instanceof Journal.Reply.Answered answered) {
            shared.incrementAndGet();
            return answered.completion();
        }
        long start = System.nanoTime();
        Completion completion = model.complete(request);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        answers.append(new Journal.Entry(
                key, request.purpose(), name(), seedless, new Journal.Reply.Answered(completion), took, Duration.ZERO));
        return completion;
    }

    /** How many answers were there already, since the last call of this. */
    long takeShared() {
        return shared.getAndSet(0);
    }
}
