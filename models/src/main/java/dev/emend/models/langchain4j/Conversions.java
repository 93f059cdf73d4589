package dev.emend.models.langchain4j;

import dev.emend.model.Completion;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Optional;
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

    static Usage usage(@Nullable TokenUsage usage) {
        return usage == null
                ? Usage.NONE
                : new Usage(
                        Optional.ofNullable(usage.inputTokenCount()).orElse(0),
                        0,
                        Optional.ofNullable(usage.outputTokenCount()).orElse(0));
    }
}
