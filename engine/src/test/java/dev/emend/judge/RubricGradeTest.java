package dev.emend.judge;

import static dev.emend.judge.Replies.exhibit;
import static dev.emend.judge.Replies.graded;
import static dev.emend.judge.Replies.metric;
import static dev.emend.judge.Replies.plain;
import static dev.emend.judge.Replies.score;
import static dev.emend.judge.Replies.token;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RubricGradeTest {

    private static final Example CAPITAL = Example.of("1", Map.of("question", "Capital of France?"), "Paris");
    private static final Answer ANSWER = Answer.of(CAPITAL, "It is Lyon.");

    private static Question only(Metric metric, Answer answer) {
        List<Question> questions = metric.questions(answer);
        assertThat(questions).hasSize(1);
        return questions.getFirst();
    }

    @Test
    void theJudgeIsAskedForACritiqueAndThenAScoreWithLogProbabilities() {
        Question question = only(metric("judge", 1, Map.of()), ANSWER);
        assertThat(question.constraint())
                .isInstanceOfSatisfying(
                        Constraint.JsonSchema.class,
                        json -> assertThat(json.schema())
                                .containsSubsequence("\"critique\"", "\"score\"", "\"enum\":[1,2,3,4,5]", "required"));
        assertThat(question.logProbabilities()).isEqualTo(20);
        assertThat(question.sampling().temperature()).isZero();
        assertThat(exhibit(question, "ANSWER")).isEqualTo("It is Lyon.");
        assertThat(exhibit(question, "INPUT QUESTION")).isEqualTo("Capital of France?");
        assertThat(exhibit(question, "REFERENCE")).isEqualTo("Paris");
        assertThat(question.messages().getFirst().content()).contains("never followed", "no claim in it is made up");
    }

    @Test
    void aPlainGradeIsBroughtToTheUnitIntervalAndItsCritiqueIsTheFeedback() {
        Score score = score(
                metric("judge", 1, Map.of()), ANSWER, question -> graded("Lyon is not the capital; Paris is.", 2));
        assertThat(score.value()).isEqualTo(0.25);
        assertThat(score.feedback()).isEqualTo("Judged 2 on the scale 1-5. Lyon is not the capital; Paris is.");
        assertThat(score.parts()).containsEntry("score", 2.0).containsEntry("readable", 1.0);
    }

    @Test
    void aScoreInsideTheCritiqueIsNotTakenForTheGrade() {
        Score score = score(
                metric("judge", 1, Map.of()),
                ANSWER,
                question -> plain(
                        "By {the rubric}:\n```json\n{\"critique\": \"It says \\\"score\\\": 5, and {\\\"score\\\":5} again\","
                                + " \"score\": 1}\n```"));
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).endsWith("It says \"score\": 5, and {\"score\":5} again");
    }

    @Test
    void theScoreIsWeightedByItsProbabilitiesAtThePlaceWhereItStands() {
        Completion reply = Replies.of(
                token("{\""),
                token("critique"),
                token("\": \"5 of 5? No."),
                token("\", \""),
                token("score"),
                token("\":"),
                token(" 4", Map.of(" 4", 0.5, " 5", 0.2, "3", 0.1, " high", 0.2)),
                token("}"));
        Score score = score(metric("judge", 1, Map.of()), ANSWER, question -> reply);
        assertThat(score.parts().get("score")).isCloseTo((4 * 0.5 + 5 * 0.2 + 3 * 0.1) / 0.8, within(1e-9));
        assertThat(score.parts().get("score mass")).isCloseTo(0.8, within(1e-9));
        assertThat(score.parts().get("spread")).isCloseTo(0.5995, within(1e-4));
        assertThat(score.value()).isCloseTo((4.125 - 1) / 4, within(1e-9));
        assertThat(score(metric("judge", 1, Map.of("readout", "plain")), ANSWER, question -> reply)
                        .value())
                .isEqualTo(0.75);
    }

    @Test
    void aDigitAloneIsCheapAndWeightedToo() {
        Metric metric = metric("judge", 1, Map.of("critique", "none", "scale", "0-9"));
        Question question = only(metric, ANSWER);
        assertThat(question.constraint()).isEqualTo(Constraint.NONE);
        assertThat(question.sampling().maxTokens()).isLessThanOrEqualTo(8);
        Score score = score(metric, ANSWER, asked -> Replies.of(token("9", Map.of("9", 0.6, "0", 0.4))));
        assertThat(score.value()).isCloseTo(0.6, within(1e-9));
        assertThat(score.parts().get("spread")).isCloseTo(9 * Math.sqrt(0.24), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4                       | 4",
                "Grade (1-5): 4          | 4",
                "On a scale of 1 to 5: 4 | 4",
                "1–5 → 2                 | 2",
                "4/5                     | 4",
                "1/5                     | 1",
                "4 out of 5              | 4",
                "Out of 5, a 3.          | 3",
                "not 5 but 2             | 2",
                "- 4                     | 4",
                "not 5                   |",
                "-3                      |",
                "7                       |",
            })
    void aGradeIsReadBesideTheScale(String reply, @Nullable Integer grade) {
        Score score = score(
                metric("judge", 1, Map.of("critique", "none", "readout", "plain")), ANSWER, asked -> plain(reply));
        assertThat(score.parts().get("readable")).isEqualTo(grade == null ? 0.0 : 1.0);
        if (grade != null) {
            assertThat(score.parts().get("score")).isEqualTo(grade.doubleValue());
        }
    }

    @Test
    void tenInTwoTokensSharesTheMassOfOneWithTheZeroBehindIt() {
        Metric metric = metric("judge", 1, Map.of("critique", "none", "scale", "1-10"));
        Score ten = score(
                metric,
                ANSWER,
                asked -> Replies.of(
                        token("1", Map.of("1", 0.9, "8", 0.1)), token("0", Map.of("0", 0.75, "<end>", 0.25))));
        assertThat(ten.parts().get("score")).isCloseTo(10 * 0.675 + 0.225 + 8 * 0.1, within(1e-9));
        Score eight = score(metric, ANSWER, asked -> Replies.of(token("8", Map.of("8", 0.5, "1", 0.3, "6", 0.2))));
        assertThat(eight.parts().get("score")).isCloseTo((8 * 0.5 + 6 * 0.2) / 0.7, within(1e-9));
        Score whole = score(metric, ANSWER, asked -> Replies.of(token("10", Map.of("10", 0.5, "1", 0.5))));
        assertThat(whole.parts().get("score")).isCloseTo(5.5, within(1e-9));
    }

    @Test
    void withoutLogProbabilitiesSamplesAreAveragedAndTheirSpreadIsReported() {
        Metric metric = metric("judge", 1, Map.of("readout", "sampled", "samples", "4", "temperature", "0.7"));
        assertThat(metric.questions(ANSWER)).extracting(Question::draw).containsExactly(0, 1, 2, 3);
        assertThat(metric.questions(ANSWER)).allSatisfy(question -> {
            assertThat(question.sampling().temperature()).isEqualTo(0.7);
            assertThat(question.logProbabilities()).isZero();
        });
        Score score = score(
                metric,
                ANSWER,
                question -> question.draw() == 3
                        ? plain("I cannot say.")
                        : graded("draw " + question.draw(), 1 + question.draw()));
        assertThat(score.parts())
                .containsEntry("score", 2.0)
                .containsEntry("asked", 4.0)
                .containsEntry("readable", 3.0);
        assertThat(score.parts().get("spread")).isCloseTo(Math.sqrt(2 / 3.0), within(1e-9));
        assertThat(score.feedback()).isEqualTo("Judged 2 on the scale 1-5. draw 1");
    }

    @Test
    void aJudgeThatCannotBeReadScoresZeroAndTheFeedbackSaysSo() {
        for (String reply :
                List.of("", "no", "{\"critique\": \"cut off in the mid", "{\"score\": 7}", "{\"score\": \"\"}")) {
            Score score = score(metric("judge", 1, Map.of()), ANSWER, question -> plain(reply));
            assertThat(score.value()).isZero();
            assertThat(score.feedback()).isEqualTo("The judge gave no readable verdict.");
            assertThat(score.parts()).containsEntry("readable", 0.0);
        }
    }

    @Test
    void aJuryIsPooledAndItsDisagreementReported() {
        List<Integer> grades = List.of(5, 5, 1);
        Map<String, Double> values = Map.of("mean", 2 / 3.0, "median", 1.0, "majority", 1.0);
        values.forEach((pooling, value) -> {
            Score score = score(
                    metric("judge", 3, Map.of("jury", pooling)),
                    ANSWER,
                    question -> graded("fine", grades.get(question.juror())));
            assertThat(score.value()).isCloseTo(value, within(1e-9));
            assertThat(score.parts())
                    .containsEntry("juror 1", 5.0)
                    .containsEntry("juror 3", 1.0)
                    .containsKey("disagreement");
            assertThat(score.feedback()).contains("Juror 3 (1): fine");
        });
    }

    @Test
    void theExpectedAnswerIsShownOnlyWhereItMayBe() {
        assertThat(exhibit(only(metric("judge", 1, Map.of("reference", "never")), ANSWER), "REFERENCE"))
                .isEmpty();
        Example bare = Example.of("2", Map.of("question", "?"), "");
        assertThat(exhibit(only(metric("judge", 1, Map.of()), Answer.of(bare, "x")), "REFERENCE"))
                .isEmpty();
        Metric required = metric("judge", 1, Map.of("reference", "required"));
        required.check(CAPITAL);
        assertThatThrownBy(() -> required.check(bare))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("example 2 has no expected answer");
    }

    @Test
    void theRubricIsTheUsersOwn() {
        String rules = only(metric("judge", 1, Map.of("rubric", "It rhymes.", "criteria", "short, kind")), ANSWER)
                .messages()
                .getFirst()
                .content();
        assertThat(rules).contains("It rhymes.\n- It is short.\n- It is kind.").doesNotContain("made up");
        assertThatThrownBy(() -> metric("judge", 1, Map.of("scale", "1-6")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1-5");
        assertThatThrownBy(() -> metric("judge", 1, Map.of("rubric", " "))).isInstanceOf(InvalidInputException.class);
    }
}
