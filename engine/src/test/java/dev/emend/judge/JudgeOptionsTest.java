package dev.emend.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a calibrated judge is made of: yes and no, weighed verdicts, grades in pairs, examples, and people's scale. */
class JudgeOptionsTest {

    private static final Example ROW =
            new Example("1", Map.of("question", "Name a city."), "Rome", Map.of("output_b", "Oslo"), Where.NOWHERE);
    private static final Answer ANSWER = Answer.of(ROW, "Paris");

    @Test
    void yes_and_no_are_weighed_by_their_probabilities() {
        Metric metric = Replies.metric("judge", 1, Map.of("scale", "yes-no", "critique", "none"));

        Score score = Replies.score(
                metric,
                ANSWER,
                question -> Replies.of(Replies.token(" Yes", Map.of(" Yes", 0.6, "No", 0.2, "Perhaps", 0.1))));

        assertThat(score.value()).isCloseTo(0.75, within(1e-9));
        assertThat(Replies.score(metric, ANSWER, question -> Replies.plain("No."))
                        .value())
                .isZero();
        assertThat(Replies.score(metric, ANSWER, question -> Replies.plain("Nobody knows"))
                        .parts())
                .containsEntry("readable", 0.0);
    }

    @Test
    void yes_is_read_from_an_object_behind_a_critique() {
        Metric metric = Replies.metric("judge", 1, Map.of("scale", "yes-no"));

        assertThat(metric.questions(ANSWER).getFirst().constraint().toString()).contains("\"enum\":[\"no\",\"yes\"]");
        assertThat(Replies.score(
                                metric,
                                ANSWER,
                                question -> Replies.plain("{\"critique\": \"no, no\", \"score\": \"yes\"}"))
                        .value())
                .isEqualTo(1);
    }

    @Test
    void the_best_grade_can_be_named_first() {
        Metric metric = Replies.metric("judge", 1, Map.of("order", "descending", "critique", "none"));

        assertThat(metric.questions(ANSWER).getFirst().messages().getLast().content())
                .contains("from 5 down to 1");
    }

    @Test
    void examples_stand_behind_the_rubric() {
        Metric metric = Replies.metric("judge", 1, Map.of("rubric", "Be short.", "examples", "Grade: 3"));

        assertThat(metric.questions(ANSWER).getFirst().messages().getFirst().content())
                .contains("Be short.\n\nExamples that people have judged:\nGrade: 3");
    }

    @Test
    void a_liking_for_the_first_place_cancels_out_of_weighed_verdicts() {
        Metric metric = Replies.metric(
                "judge-pairwise", 1, Map.of("against", "output_b", "critique", "none", "readout", "weighted"));

        Score score = Replies.score(metric, ANSWER, question -> {
            boolean own = Replies.exhibit(question, "ANSWER A").equals("Paris");
            double first = own ? 0.9 : 0.7;
            return Replies.of(Replies.token("A", Map.of("A", first, "B", 1 - first)));
        });

        assertThat(score.value()).isCloseTo(0.6, within(1e-9));
        assertThat(score.parts()).containsEntry("order disagreement", 1.0);
    }

    @Test
    void a_pair_can_be_judged_by_two_grades() {
        Metric metric = Replies.metric(
                "judge-pairwise", 1, Map.of("against", "output_b", "critique", "none", "by", "grades", "scale", "0-9"));

        Score score = Replies.score(
                metric,
                ANSWER,
                question -> Replies.plain(Replies.exhibit(question, "ANSWER").equals("Paris") ? "9" : "0"));

        assertThat(score.value()).isEqualTo(1);
        assertThat(Replies.score(metric, ANSWER, question -> Replies.plain("none"))
                        .parts())
                .containsEntry("readable", 0.0);
    }

    @Test
    void a_calibration_brings_scores_to_peoples_scale() {
        Metric metric = Replies.metric(
                "judge", 1, Map.of("critique", "none", "calibration", "0:0.2,1:0.7", "human-scale", "1 to 5"));

        Score score = Replies.score(metric, ANSWER, question -> Replies.plain("3"));

        assertThat(score.value()).isCloseTo(0.45, within(1e-9));
        assertThat(score.parts()).containsEntry("uncalibrated", 0.5);
        assertThat(score.parts().get("on people's scale")).isCloseTo(2.8, within(1e-9));
        assertThat(Replies.score(metric, ANSWER, question -> Replies.plain("?")).value())
                .isZero();
    }

    @Test
    void a_calibration_that_falls_is_refused() {
        assertThatThrownBy(() -> Replies.metric("judge", 1, Map.of("calibration", "0:0.9,1:0.1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rising knots");
    }

    private static final Example RATED = new Example(
            "1",
            Map.of("question", "Name a city.", "human", "5", "output_b", "Oslo"),
            "Rome",
            Map.of("tone", "dry"),
            Where.NOWHERE);

    private static String asked(String judge, Map<String, String> options) {
        return Replies.metric(judge, 1, options)
                .questions(Answer.of(RATED, "Paris"))
                .getFirst()
                .messages()
                .getLast()
                .content();
    }

    @Test
    void a_judge_sees_the_inputs_that_it_is_to_see_and_no_others() {
        Map<String, Map<String, String>> judges = Map.of(
                "judge", Map.of("show", "question,tone"),
                "judge-checklist", Map.of("show", "question,tone", "questions", "Is it short?"),
                "judge-pairwise", Map.of("show", "question,tone", "against", "output_b"));

        assertThat(judges)
                .allSatisfy((judge, options) -> assertThat(asked(judge, options))
                        .contains("INPUT QUESTION", "INPUT TONE", "dry")
                        .doesNotContain("HUMAN", "INPUT OUTPUT_B"));
        assertThat(asked("judge-pairwise", Map.of("show", "question,tone", "against", "output_b")))
                .contains("Oslo");
        assertThat(asked("judge", Map.of("show", "none")))
                .doesNotContain("INPUT")
                .contains("Paris");
        assertThat(asked("judge", Map.of())).contains("INPUT HUMAN");
    }

    @Test
    void a_judge_of_pairs_is_not_told_which_of_the_two_is_the_other() {
        assertThat(asked("judge-pairwise", Map.of("against", "output_b")))
                .contains("Oslo")
                .doesNotContain("INPUT OUTPUT_B");
        assertThat(asked("judge-pairwise", Map.of("against", "output_b", "by", "grades")))
                .doesNotContain("INPUT OUTPUT_B");
    }

    @Test
    void an_example_that_has_nothing_of_what_the_judge_is_to_see_is_refused() {
        Metric metric = Replies.metric("judge", 1, Map.of("show", "query, source"));

        assertThatThrownBy(() -> metric.check(RATED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("shows the judge query, source, and the example 1 has human, output_b, question");
        metric.check(Example.of("2", Map.of("query", "Name a city.", "style", "dry"), ""));
        metric.check(Example.of("3", Map.of(), ""));
        assertThatThrownBy(() -> Replies.metric("judge", 1, Map.of("show", " ,")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("names of inputs, or none");
    }
}
