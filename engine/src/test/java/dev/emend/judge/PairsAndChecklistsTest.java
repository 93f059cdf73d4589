package dev.emend.judge;

import static dev.emend.judge.Replies.exhibit;
import static dev.emend.judge.Replies.metric;
import static dev.emend.judge.Replies.plain;
import static dev.emend.judge.Replies.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsAndChecklistsTest {

    private static final Example EXAMPLE = Example.of("1", Map.of("question", "Greet."), "Good day.");
    private static final Answer ANSWER = Answer.of(EXAMPLE, "Hello there.");

    private static Completion says(String verdict) {
        return plain("{\"critique\": \"They differ.\", \"verdict\": \"" + verdict + "\"}");
    }

    /** Prefers the answer that is this text, wherever it stands. */
    private static Function<Question, Completion> prefers(String text) {
        return question -> says(exhibit(question, "ANSWER A").equals(text) ? "A" : "B");
    }

    @Test
    void theAnswerIsComparedWithTheExpectedOneInBothOrders() {
        List<Question> questions = metric("judge-pairwise", 1, Map.of()).questions(ANSWER);
        assertThat(questions).hasSize(2);
        assertThat(exhibit(questions.get(0), "ANSWER A")).isEqualTo("Hello there.");
        assertThat(exhibit(questions.get(1), "ANSWER B")).isEqualTo("Hello there.");
        assertThat(questions.get(0).constraint()).isInstanceOf(Constraint.JsonSchema.class);
    }

    @Test
    void aVerdictThatHoldsInBothOrdersDecides() {
        Metric metric = metric("judge-pairwise", 1, Map.of());
        Score better = score(metric, ANSWER, prefers("Hello there."));
        assertThat(better.value()).isEqualTo(1);
        assertThat(better.feedback())
                .isEqualTo("The answer is better than the expected one. Of the answer as A: They differ.");
        assertThat(score(metric, ANSWER, prefers("Good day.")).value()).isZero();
        assertThat(score(metric, ANSWER, question -> says("tie")).value()).isEqualTo(0.5);
    }

    @Test
    void aVerdictThatChangesWithTheOrderIsATieAndReported() {
        Score score = score(metric("judge-pairwise", 1, Map.of()), ANSWER, question -> says("A"));
        assertThat(score.value()).isEqualTo(0.5);
        assertThat(score.parts()).containsEntry("order disagreement", 1.0);
        assertThat(score.feedback()).startsWith("The verdict changes with the order of the two answers");
    }

    @Test
    void oneReadableOrderCountsAloneAndNoneScoresZero() {
        Metric metric = metric("judge-pairwise", 1, Map.of("critique", "none"));
        Score one = score(
                metric,
                ANSWER,
                question -> plain(exhibit(question, "ANSWER A").startsWith("Hello") ? "Answer A." : "A pity."));
        assertThat(one.value()).isEqualTo(0.5);
        Score alone = score(
                metric, ANSWER, question -> plain(exhibit(question, "ANSWER A").startsWith("Hello") ? "" : "B"));
        assertThat(alone.value()).isEqualTo(1);
        assertThat(alone.feedback()).contains("Only one order had a readable verdict");
        assertThat(alone.parts()).doesNotContainKey("order disagreement");
        assertThat(score(metric, ANSWER, question -> plain("neither")).feedback())
                .isEqualTo("The judge gave no readable verdict.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A tie", "a tie.", "Tie", "It is unclear", "A and B are equal", "A or B", "B/A", "A, B"})
    void whoNamesBothPrefersNeither(String verdict) {
        Metric metric = metric("judge-pairwise", 1, Map.of("critique", "none"));
        Score score = score(
                metric, ANSWER, question -> plain(exhibit(question, "ANSWER A").startsWith("Hello") ? verdict : "A"));
        assertThat(score.value())
                .as("the other order says that the answer is worse")
                .isEqualTo(verdict.toLowerCase(Locale.ROOT).contains("tie") ? 0.5 : 0);
    }

    @Test
    void aReasonBehindTheVerdictDoesNotHideIt() {
        Metric metric = metric("judge-pairwise", 1, Map.of("critique", "none"));
        for (String verdict : List.of("A, because B is rude.", "A, B is rude", "A. B is rude")) {
            Score score = score(
                    metric,
                    ANSWER,
                    question -> plain(exhibit(question, "ANSWER A").startsWith("Hello") ? verdict : ""));
            assertThat(score.value()).as(verdict).isEqualTo(1);
        }
    }

    @Test
    void anotherColumnMayHoldTheOtherAnswerAndMustNotBeEmpty() {
        assertThatThrownBy(() -> metric("judge-pairwise", 1, Map.of("against", "baseline"))
                        .check(EXAMPLE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"baseline\", which is empty for the example 1");
    }

    @Test
    void aChecklistIsTheShareOfYesAndQuotesTheRest() {
        Metric metric = metric(
                "judge-checklist",
                1,
                Map.of("questions", "Is it polite, and short?, Does it rhyme? Is it in English?"));
        Question question = metric.questions(ANSWER).getFirst();
        assertThat(question.messages().getFirst().content())
                .contains("q1: Is it polite, and short?\nq2: Does it rhyme?\nq3: Is it in English?");
        assertThat(((Constraint.JsonSchema) question.constraint()).schema()).contains("\"q3\"", "[\"yes\",\"no\"]");
        Score score =
                score(metric, ANSWER, asked -> plain("{\"critique\": \"Plain.\", \"q1\": \"yes\", \"q2\": \"no\"}"));
        assertThat(score.value()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(score.feedback())
                .isEqualTo("1 of 3 points of the checklist hold. Answered with no: \"Does it rhyme?\"."
                        + " Not answered: \"Is it in English?\". Plain.");
        assertThat(score.parts()).containsEntry("q1", 1.0).containsEntry("q2", 0.0);
    }

    @Test
    void aChecklistOfAJuryIsPooledQuestionByQuestion() {
        Metric metric = metric("judge-checklist", 3, Map.of("questions", "Polite? Short?", "jury", "majority"));
        Score score = score(
                metric,
                ANSWER,
                question -> plain(
                        question.juror() == 0
                                ? "{\"q1\": \"no\", \"q2\": \"yes\"}"
                                : "{\"q1\": \"yes\", \"q2\": \"yes\"}"));
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.parts().get("disagreement")).isPositive();
    }

    @Test
    void aChecklistNeedsQuestions() {
        assertThatThrownBy(() -> metric("judge-checklist", 1, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs the option \"questions\"");
    }
}
