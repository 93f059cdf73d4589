package dev.emend.models.langchain4j;

import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between LangChain4j's words for a conversation and ours. */
public final class Conversions {

    private Conversions() {}

    public static List<dev.langchain4j.data.message.ChatMessage> messages(List<ChatMessage> messages) {
        return messages.stream().map(Conversions::message).toList();
    }

    private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> AiMessage.from(message.content());
        };
    }

    public static ResponseFormat format(Constraint.JsonSchema constraint) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonRawSchema.from(constraint.schema()))
                        .build())
                .build();
    }

    public static Completion.Finish finish(@Nullable FinishReason reason) {
        return reason == FinishReason.LENGTH
                ? Completion.Finish.LENGTH
                : reason == FinishReason.CONTENT_FILTER ? Completion.Finish.FILTERED : Completion.Finish.STOP;
    }

    /**
     * What was consumed.
     *
     * @param most stands for each count that is not given
     */
    public static Usage usage(@Nullable TokenUsage said, Usage most) {
        return said == null
                ? most
                : new Usage(
                        count(said.inputTokenCount(), most.prompt()),
                        0,
                        count(said.outputTokenCount(), most.completion()));
    }

    /**
     * As many tokens as it can have been, for where nobody counts: what the model may have thought besides is not in the text.
     *
     * @param model which bounds what the request can cost
     * @param text of the answer
     */
    public static Usage most(LanguageModel model, Request request, String text) {
        long bound = model.completionTokenBound(request);
        long hidden = bound - request.sampling().maxTokens();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return new Usage(model.promptTokenBound(request), 0, Math.min(bound, hidden + bytes));
    }

    /** As {@link #most(LanguageModel, Request, String)}, where the answer was held back. */
    public static Usage most(LanguageModel model, Request request) {
        return new Usage(model.promptTokenBound(request), 0, model.completionTokenBound(request));
    }

    /** @param otherwise where nothing is said, or less than nothing */
    public static long count(@Nullable Integer said, long otherwise) {
        return said == null || said < 0 ? otherwise : said;
    }
}
