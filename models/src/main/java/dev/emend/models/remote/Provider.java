package dev.emend.models.remote;

import dev.emend.model.Completion.Token;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.models.langchain4j.Conversions;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between one provider and another. Implementations are thread-safe. */
interface Provider {

    ChatResponse chat(Request request);

    /** What carries its calls. */
    Wire wire();

    /**
     * What was consumed.
     *
     * @param most stands for each count that the provider does not give
     */
    default Usage usage(ChatResponse response, Usage most) {
        return Conversions.usage(response.tokenUsage(), most);
    }

    /** The answer's tokens, where the provider gives log-probabilities. */
    default List<Token> tokens(ChatResponse response) {
        return List.of();
    }

    /** The same, of which so much was cached, as the provider says. */
    static Usage cached(Usage usage, @Nullable Integer said) {
        return new Usage(usage.prompt(), Math.min(Conversions.count(said, 0), usage.prompt()), usage.completion());
    }

    /** In tokens, what a model that reasons may think before it answers. */
    int HIDDEN_REASONING = 8192;

    /**
     * In tokens, what is added to the limit of an answer. Providers count hidden reasoning in that limit, so without this a
     * model that reasons would return nothing for a label of four tokens.
     */
    default int hiddenReasoning() {
        return 0;
    }

    /** Fills in what every provider understands. */
    default void common(DefaultChatRequestParameters.Builder<?> parameters, Request request) {
        parameters.temperature(request.sampling().temperature());
        if (request.sampling().topP() < 1) {
            parameters.topP(request.sampling().topP());
        }
        if (!request.sampling().stop().isEmpty()) {
            parameters.stopSequences(request.sampling().stop());
        }
        ResponseFormat format = format(request.constraint());
        if (format != null) {
            parameters.responseFormat(format);
        }
        parameters.maxOutputTokens(request.sampling().maxTokens() + hiddenReasoning());
    }

    /** @throws ModelException REJECTED for a grammar, to which hosted models cannot be held */
    static @Nullable ResponseFormat format(Constraint constraint) {
        return switch (constraint) {
            case Constraint.None none -> null;
            case Constraint.JsonSchema json -> Conversions.format(json);
            case Constraint.Grammar grammar ->
                throw new ModelException(
                        ModelException.Kind.REJECTED,
                        "this model cannot be held to a grammar\nMaybe a JSON Schema does, or an embedded model.");
        };
    }

    /** Providers take a seed of 31 bits. */
    static int seed(Request request) {
        return Long.hashCode(request.seed()) & Integer.MAX_VALUE;
    }
}
