package dev.emend.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Constraint;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionnaireTest {

    private static final Questionnaire THREE_PARTS =
            new Questionnaire(List.of(List.of(question("a"), question("b")), List.of(), List.of(question("c"))));

    private static Question question(String text) {
        return new Question(List.of(new ChatMessage(Role.USER, text)), Sampling.GREEDY, Constraint.NONE, 0, 0, 0);
    }

    @Test
    void asksTheQuestionsOfAllPartsInTheirOrder() {
        assertThat(THREE_PARTS.questions())
                .extracting(question -> question.messages().getFirst().content())
                .containsExactly("a", "b", "c");
    }

    @Test
    void givesEachPartTheRepliesToItsOwnQuestions() {
        assertThat(THREE_PARTS.complete(List.of(Optional.of(1), Optional.of(2), Optional.of(3))))
                .containsExactly(Optional.of(List.of(1, 2)), Optional.of(List.of()), Optional.of(List.of(3)));
    }

    @Test
    void leavesAPartEmptyWhereOneReplyIsMissing() {
        List<Optional<Integer>> replies = List.of(Optional.empty(), Optional.of(2), Optional.of(3));

        assertThat(THREE_PARTS.complete(replies))
                .containsExactly(Optional.empty(), Optional.of(List.of()), Optional.of(List.of(3)));
        assertThat(THREE_PARTS.given(replies)).containsExactly(List.of(2), List.of(), List.of(3));
    }
}
