package dev.emend.models.embedded;

import dev.emend.model.Completion;
import dev.emend.model.Completion.Finish;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request on its way through the scheduler. */
final class Generation {

    final int[] prompt;
    final CompletableFuture<Completion> completion = new CompletableFuture<>();
    volatile boolean cancelled;

    private final Request request;
    private final Sampler sampler;
    private final Answer answer;
    private final Decoder decoder;
    private final Decoder.@Nullable Grammar grammar;

    private PrefixCache.@Nullable Sequence sequence;
    private int reused;
    private int written;
    private int last;

    Generation(Request request, int[] prompt, Decoder.@Nullable Grammar grammar, Decoder decoder) {
        this.request = request;
        this.prompt = prompt;
        this.grammar = grammar;
        this.decoder = decoder;
        this.sampler = new Sampler(request.sampling(), request.seed(), grammar);
        this.answer = new Answer(decoder, request.sampling().stop());
    }

    /** Cells that the prompt and the longest answer take. */
    int mostCells() {
        return prompt.length + request.sampling().maxTokens();
    }

    void start(PrefixCache.Sequence opened) {
        sequence = opened;
        reused = opened.length();
    }

    PrefixCache.Sequence sequence() {
        PrefixCache.Sequence started = sequence;
        if (started == null) {
            throw new IllegalStateException("the request was not started");
        }
        return started;
    }

    /** Whether a part of the prompt is still to be read. */
    boolean reading() {
        return sequence().length() < prompt.length;
    }

    /** The token to read at a position: of the prompt, or the one drawn last. */
    int tokenAt(int position) {
        return position < prompt.length ? prompt[position] : last;
    }

    /** The first tokens that this prompt and another share. */
    int common(int[] other) {
        int same = 0;
        while (same < Math.min(prompt.length, other.length) && prompt[same] == other[same]) {
            same++;
        }
        return same;
    }

    /** Draws the next token, and completes the request where that ended it. */
    void draw(float[] logits) {
        float[] raw = request.logProbabilities() > 0 && grammar != null ? logits.clone() : logits;
        int token = sampler.draw(logits);
        written++;
        if (decoder.ends(token)) {
            finish(Finish.STOP);
            return;
        }
        sampler.accept(token);
        if (request.logProbabilities() > 0) {
            answer.add(token, raw, request.logProbabilities());
        } else {
            answer.add(token);
        }
        last = token;
        if (answer.stopped()) {
            finish(Finish.STOP);
        } else if (written == request.sampling().maxTokens()) {
            finish(Finish.LENGTH);
        }
    }

    private void finish(Finish finish) {
        Usage usage = new Usage(prompt.length, reused, written);
        completion.complete(new Completion(answer.text(), finish, usage, answer.tokens()));
    }

    /** Frees what native code holds for this request. */
    void close() {
        if (grammar != null) {
            grammar.close();
        }
    }
}
