package dev.emend.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefereeTest {

    private static final Brief BRIEF = new Brief(Map.of("question", "Where?", "note", "Secret."));

    private static Completion said(String text) {
        return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of());
    }

    /** A verdict of one token, with the probability of A. */
    private static Completion verdict(String letter, double ofA) {
        return new Completion(
                letter,
                Completion.Finish.STOP,
                Usage.NONE,
                List.of(new Completion.Token(
                        letter,
                        Math.log(letter.equals("A") ? ofA : 1 - ofA),
                        List.of(
                                new Completion.Alternative("A", Math.log(ofA)),
                                new Completion.Alternative("B", Math.log(1 - ofA))))));
    }

    private static String asked(Question question) {
        return question.messages().getFirst().content()
                + question.messages().getLast().content();
    }

    @Test
    void a_judge_of_pairs_asks_with_its_examples_and_its_readout_and_sees_what_it_is_to_see() {
        Referee referee = Referee.of(
                "judge-pairwise",
                Map.of(
                        "rubric", "Short.",
                        "examples", "A long one lost.",
                        "readout", "auto",
                        "critique", "none",
                        "show", "question"));

        List<Question> questions = referee.questions(BRIEF, "Here.", "There.");

        assertThat(questions).hasSize(referee.questionsEach()).allSatisfy(question -> {
            assertThat(asked(question))
                    .contains("Short.", "A long one lost.", "Where?")
                    .doesNotContain("Secret.");
            assertThat(question.logProbabilities()).isPositive();
        });
        DuelVerdict verdict = referee.verdict(List.of(verdict("A", 0.9), verdict("A", 0.6)));
        assertThat(verdict.ofOne().orElseThrow()).isCloseTo((0.9 + 0.4) / 2, within(1e-9));
        assertThat(verdict.isSwayed()).isTrue();
    }

    @Test
    void a_judge_that_grades_prefers_the_higher_grade() {
        Referee alone = Referee.of("judge", Map.of("scale", "0-9", "critique", "none", "readout", "plain"));
        Referee pair = Referee.of(
                "judge-pairwise", Map.of("by", "grades", "scale", "0-9", "critique", "none", "readout", "plain"));
        for (Referee referee : List.of(alone, pair)) {
            assertThat(referee.questions(BRIEF, "Here.", "There.")).hasSize(2).satisfies(questions -> {
                assertThat(asked(questions.getFirst())).contains("Here.").doesNotContain("There.");
                assertThat(asked(questions.getLast())).contains("There.").doesNotContain("Here.");
            });
            assertThat(referee.verdict(List.of(said("9"), said("0"))).ofOne()).hasValue(1);
            assertThat(referee.verdict(List.of(said("4"), said("4"))).ofOne()).hasValue(0.5);
            assertThat(referee.verdict(List.of(said("4"), said("?"))).ofOne()).isEmpty();
            assertThat(referee.verdict(List.of(said("9"), said("0"))).isSwayed())
                    .isFalse();
        }
    }

    @Test
    void the_line_to_peoples_scale_is_kept() {
        Referee referee = Referee.of(
                "judge", Map.of("scale", "0-9", "critique", "none", "readout", "plain", "calibration", "0:0.2,1:0.6"));

        assertThat(referee.verdict(List.of(said("9"), said("0"))).ofOne().orElseThrow())
                .isCloseTo((1 + 0.6 - 0.2) / 2, within(1e-9));
    }

    @Test
    void an_empty_answer_is_one_to_compare() {
        assertThat(Referee.of("judge-pairwise", Map.of()).questions(BRIEF, "Here.", ""))
                .hasSize(2);
    }

    @Test
    void what_cannot_judge_here_is_refused() {
        assertThatThrownBy(() -> Referee.of("judge", Map.of("reference", "required")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("compare with right answers");
        assertThatThrownBy(() -> Referee.of("judge", Map.of("show", "mail")).questions(BRIEF, "a", "b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("shows the judge mail");
        assertThatThrownBy(() -> Grader.of("judge-pairwise", Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("compares answers");
    }
}
