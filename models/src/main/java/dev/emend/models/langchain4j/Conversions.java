package dev.emend.models.langchain4j;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between LangChain4j's words for a conversation and ours. */
final class Conversions {

    private Conversions() {}

    static List<dev.langchain4j.data.message.ChatMessage> messages(List<ChatMessage> messages) {
        return messages.stream().map(Conversions::message).toList();
    }

    private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> AiMessage.from(message.content());
        };
    }

    static Completion.Finish finish(@Nullable FinishReason reason) {
        return reason == FinishReason.LENGTH
                ? Completion.Finish.LENGTH
                : reason == FinishReason.CONTENT_FILTER ? Completion.Finish.FILTERED : Completion.Finish.STOP;
    }

    /**
     * Where the chat model does not count, as many tokens as it can have been are taken as spent.
     *
     * @param model which bounds what the request can cost
     * @param text of the answer
     */
    static Usage usage(@Nullable TokenUsage said, LanguageModel model, Request request, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        long most = Math.min(model.completionTokenBound(request), bytes);
        return said == null
                ? new Usage(model.promptTokenBound(request), 0, most)
                : new Usage(
                        count(said.inputTokenCount(), model.promptTokenBound(request)),
                        0,
                        count(said.outputTokenCount(), most));
    }

    private static long count(@Nullable Integer said, long most) {
        return said == null || said < 0 ? most : said;
    }
}
