package dev.emend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {

    private static Request request(ChatMessage... messages) {
        return new Request(Purpose.TASK, List.of(messages), Sampling.GREEDY, Constraint.NONE, 1, 0);
    }

    @Test
    void aSystemMessageOfBlanksIsLeftOut() {
        ChatMessage question = new ChatMessage(Role.USER, "Why?");
        ChatMessage nothing = new ChatMessage(Role.SYSTEM, " \n");

        assertThat(request(nothing, question)).isEqualTo(request(question));
        assertThatIllegalArgumentException().isThrownBy(() -> request(nothing));
    }

    @Test
    void aUsersMessageOfBlanksIsSent() {
        assertThat(request(new ChatMessage(Role.USER, " ")).messages()).hasSize(1);
    }
}
