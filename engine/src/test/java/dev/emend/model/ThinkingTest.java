package dev.emend.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Completion.Finish;
import dev.emend.model.Completion.Token;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThinkingTest {

    private static Completion completion(String text, String... tokens) {
        return new Completion(
                text,
                Finish.STOP,
                new Usage(10, 0, 5),
                Stream.of(tokens)
                        .map(token -> new Token(token, -0.1, List.of()))
                        .toList());
    }

    private static String reply(String text) {
        return Thinking.dropped(completion(text)).text();
    }

    @Test
    void whatIsThoughtBeforeTheReplyIsDropped() {
        assertThat(reply("<think>\nIt is 2, no, 5.\n</think>\n\n4")).isEqualTo("4");
        assertThat(reply("\n<think></think>\n\nbilling")).isEqualTo("billing");
        assertThat(Thinking.dropped(completion("<think>Hm.</think>4")).usage())
                .as("thinking is paid for")
                .isEqualTo(new Usage(10, 0, 5));
    }

    @Test
    void theTagThatOpensItMayBeHeldBack() {
        assertThat(reply("Perhaps\n2?\n</think>\n4")).isEqualTo("4");
    }

    @Test
    void thinkingThatNeverEndsIsAReplyThatWasCutOff() {
        Completion dropped = Thinking.dropped(completion("<think>It is 5", "<think>", "It is ", "5"));

        assertThat(dropped.text()).isEmpty();
        assertThat(dropped.finish()).isEqualTo(Finish.LENGTH);
        assertThat(dropped.tokens()).isEmpty();
        assertThat(dropped.usage()).isEqualTo(new Usage(10, 0, 5));
    }

    @Test
    void theTokensOfTheThinkingAreDroppedToo() {
        Completion dropped = Thinking.dropped(
                completion("<think>\n5\n</think>\n\n4", "<think>", "\n", "5", "\n", "</th", "ink>\n", "\n", "4"));

        assertThat(dropped.tokens()).extracting(Token::text).containsExactly("\n", "4");
    }

    @Test
    void aReplyThatSpeaksOfThinkingIsLeftAlone() {
        for (String text : List.of(
                "4",
                " indented",
                "Write <think> first.",
                "Think so:\n<think>\nsteps\n</think>\nThen answer.",
                "Close it with </think> then.")) {
            Completion completion = completion(text);

            assertThat(Thinking.dropped(completion)).isSameAs(completion);
        }
    }
}
