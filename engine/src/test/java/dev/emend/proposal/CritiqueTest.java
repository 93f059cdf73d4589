package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CritiqueTest {

    private static final Outcome ERROR = new Outcome(
            Answer.of(Example.of("1", Map.of("country", "Australia"), "Canberra"), "Sydney"),
            new Score(0, "Not the capital."));

    private final Critique critique =
            new Critique("Capitals", Prompt.of("p", "Name the capital of {{country}}.", "{{country}}"));

    private static String question(Ask ask) {
        return ask.messages().getLast().content();
    }

    @Test
    void aGradientOfErrorsSeesInstructionErrorsAndFeedback() {
        assertThat(question(critique.ofErrors(List.of(ERROR))))
                .contains(
                        "Capitals",
                        "Name the capital of {{country}}.",
                        "Australia",
                        "answer: Sydney",
                        "feedback: Not the capital.");
    }

    @Test
    void anAnswerIsCriticisedByWhatIsRightAndWithoutTheInstruction() {
        assertThat(question(critique.ofAnswer(ERROR)))
                .contains("Australia", "answer: Sydney", "feedback: Not the capital.", "The right answer: Canberra")
                .doesNotContain("Name the capital");
        Outcome unlabelled =
                new Outcome(Answer.of(Example.of("1", Map.of("country", "Australia"), ""), "Sydney"), ERROR.score());
        assertThat(question(critique.ofAnswer(unlabelled))).doesNotContain("The right answer");
    }

    @Test
    void anInstructionIsCriticisedByTheCritiqueOfItsAnswer() {
        assertThat(question(critique.ofInstruction(ERROR, "It is the largest city.")))
                .containsSubsequence(
                        "Name the capital of {{country}}.", "answer: Sydney", "answer: It is the largest city.");
    }

    @Test
    void aReplyIsReadAsOneBoundedLineWithoutFences() {
        assertThat(Critique.read("  It takes\n\n the ```text\nlargest``` city. \n"))
                .isEqualTo("It takes the largest city.");
        assertThat(Critique.read(" \n ")).isEmpty();
        assertThat(Critique.read("x ".repeat(10_000))).hasSizeLessThan(500);
    }
}
