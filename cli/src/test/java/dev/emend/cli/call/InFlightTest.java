package dev.emend.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {

    /** Counts ten tokens a prompt, and thinks for a thousand beyond its answer. */
    private static final LanguageModel THINKING = new LanguageModel() {
        @Override
        public String name() {
            return "thinking";
        }

        @Override
        public Completion complete(Request request) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public long promptTokenBound(Request request) {
            return 10;
        }

        @Override
        public long completionTokenBound(Request request) {
            return request.sampling().maxTokens() + 1000L;
        }
    };

    @Test
    void anotherNumberOfCallsAtOnceChangesNothingThatACallMayCost() {
        Request request = new Request(
                Purpose.TASK,
                List.of(new ChatMessage(Role.USER, "Why?")),
                Sampling.GREEDY.withMaxTokens(7),
                Constraint.NONE,
                0,
                0);

        LanguageModel wider = InFlight.of(THINKING, 3);

        assertThat(wider.parallelism()).isEqualTo(3);
        assertThat(wider.promptTokenBound(request)).isEqualTo(10);
        assertThat(wider.completionTokenBound(request)).isEqualTo(1007);
    }
}
