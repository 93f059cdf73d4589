package dev.emend.models.langchain4j;

import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Optional;

/**
 * The chat model of an application on LangChain4j, as a model of a run: one call, and as many tries as it makes itself. It takes
 * temperature, top-p, stop texts and the limit of the answer from the request, everything else from its own defaults. A JSON Schema
 * goes with the request where the model says that it takes one. Thread-safe where the chat model is.
 */
public final class LangChain4jModel implements LanguageModel {

    private final String name;
    private final ChatModel model;
    private final int parallelism;

    /**
     * @param name under which answers are journaled: two models that answer differently need two names
     * @param parallelism how many calls it can work on at once, at least 1
     */
    public LangChain4jModel(String name, ChatModel model, int parallelism) {
        if (name.isBlank() || parallelism < 1) {
            throw new IllegalArgumentException(
                    "a model needs a name and at least one call at a time, not \"" + name + "\" and " + parallelism);
        }
        this.name = name;
        this.model = model;
        this.parallelism = parallelism;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    /**
     * @throws ModelException REJECTED where the request itself cannot be answered, DENIED for a wrong key or an unknown model,
     *     UNAVAILABLE for everything else
     */
    @Override
    public Completion complete(Request request) {
        ChatRequest asked = asked(request);
        try {
            return completion(model.chat(asked), request);
        } catch (ContentFilteredException held) {
            return new Completion("", Completion.Finish.FILTERED, Conversions.most(this, request), List.of());
        } catch (InvalidRequestException | UnsupportedFeatureException refused) {
            throw failed(ModelException.Kind.REJECTED, refused);
        } catch (AuthenticationException | ModelNotFoundException denied) {
            throw failed(ModelException.Kind.DENIED, denied);
        } catch (RuntimeException failed) {
            throw failed(ModelException.Kind.UNAVAILABLE, failed);
        }
    }

    /** What LangChain4j takes for no request, such as one with an empty schema, is not sent. */
    private ChatRequest asked(Request request) {
        try {
            return ChatRequest.builder()
                    .messages(Conversions.messages(request.messages()))
                    .parameters(parameters(request))
                    .build();
        } catch (IllegalArgumentException refused) {
            throw failed(ModelException.Kind.REJECTED, refused);
        }
    }

    private ModelException failed(ModelException.Kind kind, RuntimeException cause) {
        return new ModelException(kind, name + ": " + cause.getMessage(), cause);
    }

    private ChatRequestParameters parameters(Request request) {
        var parameters = ChatRequestParameters.builder()
                .temperature(request.sampling().temperature())
                .maxOutputTokens(request.sampling().maxTokens());
        if (request.sampling().topP() < 1) {
            parameters.topP(request.sampling().topP());
        }
        if (!request.sampling().stop().isEmpty()) {
            parameters.stopSequences(request.sampling().stop());
        }
        if (request.constraint() instanceof Constraint.JsonSchema json
                && model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA)) {
            parameters.responseFormat(Conversions.format(json));
        }
        return parameters.build();
    }

    private Completion completion(ChatResponse response, Request request) {
        String text = Optional.ofNullable(response.aiMessage().text()).orElse("");
        return new Completion(
                text,
                Conversions.finish(response.finishReason()),
                Conversions.usage(response.tokenUsage(), Conversions.most(this, request, text)),
                List.of());
    }
}
