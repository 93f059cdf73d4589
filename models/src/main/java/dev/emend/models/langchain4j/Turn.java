package dev.emend.models.langchain4j;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.model.Thinking;
import dev.emend.prompt.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request of an application and its revisions, as a model of ours: it keeps every response by its text, without what the model thought before it. Revisions have the
 * request's own parameters, but are no cooler than asked for here: where the application sets a temperature at all.
 */
final class Turn implements LanguageModel {

    static final String NAME = "langchain4j";

    private final ChatModel model;
    private final ChatRequest original;
    private final ChatRequestOptions options;
    private final List<ChatMessage> asked;
    private final ChatResponse first;
    /** And no monitor, on which a call over the network would hold the carrier of a virtual thread before Java 24. */
    private final Lock lock = new ReentrantLock();

    private final Map<String, ChatResponse> responses = new LinkedHashMap<>();
    private @Nullable TokenUsage used;

    /**
     * @param options of the original, for revisions too
     * @param asked the original's messages as we write them
     * @param first the response to it
     */
    Turn(
            ChatModel model,
            ChatRequest original,
            ChatRequestOptions options,
            List<ChatMessage> asked,
            ChatResponse first) {
        this.model = model;
        this.original = original;
        this.options = options;
        this.asked = asked;
        this.first = first;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** One at a time: a turn is one conversation. */
    @Override
    public int parallelism() {
        return 1;
    }

    /** @throws ModelException REJECTED where a revision fails, for whatever reason: the answers that are there are still good */
    @Override
    public Completion complete(Request request) {
        lock.lock();
        try {
            boolean isFirst = responses.isEmpty() && request.messages().equals(asked);
            ChatResponse response = isFirst ? first : revised(request);
            String text = Optional.ofNullable(response.aiMessage().text()).orElse("");
            TokenUsage usage = response.tokenUsage();
            used = TokenUsage.sum(used, usage);
            Completion completion = Thinking.dropped(new Completion(
                    text,
                    Conversions.finish(response.finishReason()),
                    Conversions.usage(usage, Conversions.most(this, request, text)),
                    List.of()));
            responses.putIfAbsent(completion.text(), response);
            return completion;
        } finally {
            lock.unlock();
        }
    }

    private ChatResponse revised(Request request) {
        try {
            return model.chat(revision(request), options);
        } catch (RuntimeException failed) {
            throw new ModelException(ModelException.Kind.REJECTED, "a revision failed: " + failed.getMessage(), failed);
        }
    }

    private ChatRequest revision(Request request) {
        ChatRequestParameters parameters = original.parameters();
        double least = request.sampling().temperature();
        boolean cooler = Optional.ofNullable(parameters.temperature())
                .or(() -> Optional.ofNullable(model.defaultRequestParameters().temperature()))
                .filter(own -> own < least)
                .isPresent();
        return ChatRequest.builder()
                .messages(Conversions.messages(request.messages()))
                .parameters(
                        cooler
                                ? parameters.overrideWith(ChatRequestParameters.builder()
                                        .temperature(least)
                                        .build())
                                : parameters)
                .build();
    }

    /** The response with this text, which has used what all of the turn's did. */
    ChatResponse response(String text) {
        lock.lock();
        try {
            ChatResponse best = responses.getOrDefault(text, first);
            return ChatResponse.builder()
                    .aiMessage(best.aiMessage())
                    .metadata(best.metadata().toBuilder().tokenUsage(used).build())
                    .build();
        } finally {
            lock.unlock();
        }
    }
}
