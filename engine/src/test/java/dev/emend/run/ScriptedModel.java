package dev.emend.run;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A model whose answers depend on the request alone. Its latencies do not: they are random, to shake the order. */
public final class ScriptedModel implements LanguageModel {

    private final Function<Request, String> script;
    private final int parallelism;
    private final long slowestMicros;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();
    private volatile long failAfter = Long.MAX_VALUE;
    private volatile long hidden;
    private volatile boolean dear;
    private volatile Function<Request, Completion.Finish> finish = request -> Completion.Finish.STOP;

    public ScriptedModel(Function<Request, String> script) {
        this(script, 8, 0);
    }

    public ScriptedModel(Function<Request, String> script, int parallelism, long slowestMicros) {
        this.script = script;
        this.parallelism = parallelism;
        this.slowestMicros = slowestMicros;
    }

    /** From the {@code calls}-th call on, the model is gone. */
    public ScriptedModel failingAfter(long calls) {
        failAfter = calls;
        return this;
    }

    /** As a model that thinks before it answers: a call may cost so many tokens more than it was asked for. */
    public ScriptedModel boundedBy(long tokens) {
        hidden = tokens;
        return this;
    }

    /** Why a reply ends depends on the request. */
    public ScriptedModel ending(Function<Request, Completion.Finish> why) {
        finish = why;
        return this;
    }

    /** Every call costs as much as it may cost at most. */
    public ScriptedModel costingItsBounds() {
        dear = true;
        return this;
    }

    @Override
    public long completionTokenBound(Request request) {
        return request.sampling().maxTokens() + hidden;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public Completion complete(Request request) {
        if (slowestMicros > 0) {
            try {
                Thread.sleep(0, (int)
                        Math.min(999_999, 1000 * ThreadLocalRandom.current().nextLong(slowestMicros)));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        if (calls.incrementAndGet() > failAfter) {
            calls.decrementAndGet();
            throw new ModelException(ModelException.Kind.UNAVAILABLE, "the scripted model is gone");
        }
        String text = script.apply(request);
        Usage usage = dear
                ? new Usage(promptTokenBound(request), 0, completionTokenBound(request))
                : new Usage(
                        request.promptBytes() / 4,
                        0,
                        Math.min(request.sampling().maxTokens(), text.length()));
        tokens.addAndGet(usage.total());
        return new Completion(text, finish.apply(request), usage, List.of());
    }

    public long calls() {
        return calls.get();
    }

    public long tokens() {
        return tokens.get();
    }
}
