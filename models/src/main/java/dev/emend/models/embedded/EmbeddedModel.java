package dev.emend.models.embedded;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF file, run inside this process. Thread-safe.
 *
 * <p>Models of the same file and settings share one copy of the weights, which is freed when the last of them is closed.
 * On a processor, though not on a graphics card, an answer depends on the request alone: neither on what was asked before
 * nor on what is asked beside it.
 */
public final class EmbeddedModel implements LanguageModel, AutoCloseable {

    /** At least this many tokens are read in one batch where a prompt has them. */
    private static final int BATCH = 64;

    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private final String name;
    private final Key key;
    private final Shared shared;
    private volatile boolean closed;

    private EmbeddedModel(String name, Key key, Shared shared) {
        this.name = name;
        this.key = key;
        this.shared = shared;
    }

    /**
     * Loads the weights, which takes seconds, or shares those already loaded.
     *
     * @throws InvalidInputException where there is no such file, or it is no GGUF file
     * @throws ModelException UNAVAILABLE where it cannot be loaded
     */
    public static EmbeddedModel open(String name, Path gguf, EmbeddedSettings settings) {
        checkIsGguf(gguf);
        Key key = new Key(gguf.toAbsolutePath().normalize(), settings);
        synchronized (OPEN) {
            Shared shared = OPEN.get(key);
            if (shared == null || shared.scheduler.hasEnded()) {
                shared = new Shared(key);
                OPEN.put(key, shared);
            }
            shared.holders++;
            return new EmbeddedModel(name, key, shared);
        }
    }

    private static void checkIsGguf(Path gguf) {
        byte[] start;
        try (var in = Files.newInputStream(gguf)) {
            start = in.readNBytes(4);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "cannot read the model file: " + e,
                    Where.file(gguf.toString()),
                    "the path is wrong. It is relative to the working directory.");
        }
        if (!new String(start, StandardCharsets.ISO_8859_1).equals("GGUF")) {
            throw new InvalidInputException(
                    "not a GGUF file: it does not begin with the letters GGUF",
                    Where.file(gguf.toString()),
                    "it is a page that was saved in place of the model, or a model in another format.");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Completion complete(Request request) {
        checkOpen();
        int[] prompt = shared.chat.tokens(request.messages());
        int context = shared.context;
        int most = request.sampling().maxTokens();
        if (prompt.length + most > context) {
            throw new ModelException(
                    ModelException.Kind.REJECTED,
                    "the prompt has " + prompt.length + " tokens and its answer may have " + most
                            + ", together more than the context of " + context
                            + "\nMaybe ask for a shorter answer, or for a larger context, as in gguf:FILE?context="
                            + 2 * context + ".");
        }
        Generation generation = new Generation(request, prompt, grammar(request.constraint()), shared.decoder);
        shared.scheduler.submit(generation);
        try {
            return generation.completion.get();
        } catch (InterruptedException e) {
            generation.cancelled = true;
            Thread.currentThread().interrupt();
            throw new ModelException(ModelException.Kind.UNAVAILABLE, "interrupted while the model answered", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelException cause) {
                throw new ModelException(cause.kind(), String.valueOf(cause.getMessage()), cause);
            }
            throw new ModelException(ModelException.Kind.UNAVAILABLE, "the embedded model failed", e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw closed();
        }
        shared.scheduler.requireWork();
    }

    private ModelException closed() {
        return new ModelException(ModelException.Kind.UNAVAILABLE, "the model " + name + " was closed");
    }

    private Decoder.@Nullable Grammar grammar(Constraint constraint) {
        return switch (constraint) {
            case Constraint.None none -> null;
            case Constraint.JsonSchema json -> compiled(JsonSchemaGrammar.of(json.schema()));
            case Constraint.Grammar grammar -> compiled(grammar.gbnf());
        };
    }

    private Decoder.Grammar compiled(String gbnf) {
        Decoder.Grammar grammar = shared.decoder.grammar(gbnf);
        if (grammar == null) {
            throw new ModelException(
                    ModelException.Kind.REJECTED,
                    "the grammar does not parse, or restricts nothing:\n"
                            + gbnf.lines().limit(8).reduce("", (a, b) -> a + "  " + b + "\n")
                            + "Maybe it has no rule 'root', or a rule calls itself first.");
        }
        return grammar;
    }

    /** Exact, unless the model has failed: what it answered before can still be counted. */
    @Override
    public long promptTokenBound(Request request) {
        boolean failed = shared.scheduler.hasEnded();
        if (closed) {
            throw closed();
        }
        return failed ? LanguageModel.super.promptTokenBound(request) : shared.chat.tokens(request.messages()).length;
    }

    @Override
    public int parallelism() {
        return key.settings.parallel();
    }

    /** Frees the weights where no other model shares them. Requests not yet answered then fail. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (closed) {
                return;
            }
            closed = true;
            shared.holders--;
            if (shared.holders == 0) {
                OPEN.remove(key, shared);
                shared.scheduler.close();
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private record Key(Path gguf, EmbeddedSettings settings) {}

    /** One copy of the weights. */
    private static final class Shared {

        private final Decoder decoder;
        private final ChatPrompt chat;
        private final Scheduler scheduler;
        private final int context;
        private int holders;

        private Shared(Key key) {
            int asked = key.settings.context();
            this.decoder = new LlamaDecoder(key.gguf, 2 * asked, BATCH, key.settings.threads());
            this.chat = new ChatPrompt(decoder);
            this.context = Math.min(asked, decoder.trainedContext());
            this.scheduler = new Scheduler(decoder, key.settings.parallel(), asked);
        }
    }
}
