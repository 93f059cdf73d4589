package dev.emend.proposal;

import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Sampling;
import java.util.List;

/** A question to the meta-model whose answer is no prompt, such as what is wrong with one. */
public record Ask(List<ChatMessage> messages, Sampling sampling) {

    public Ask {
        messages = List.copyOf(messages);
    }
}
