package dev.emend.metric.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GroundedJudgedTest {

    private static final Example EXAMPLE =
            Example.of("e1", Map.of("context", "Rain fell all day.", "question", "Did it rain?"), "");

    private static Metric metric(String name, Map<String, String> options) {
        return Metrics.named(name, options, MetricContext.of(new TreeSet<>()));
    }

    private static Completion reply(String text, Completion.Token... tokens) {
        return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of(tokens));
    }

    private static Completion.Token token(String text, Map<String, Double> probabilities) {
        return new Completion.Token(
                text,
                Math.log(probabilities.getOrDefault(text, 1.0)),
                probabilities.entrySet().stream()
                        .map(entry -> new Completion.Alternative(entry.getKey(), Math.log(entry.getValue())))
                        .toList());
    }

    private static Score score(String text, Completion... replies) {
        return metric("grounded-judged", Map.of())
                .score(Answer.of(EXAMPLE, text).judged(Arrays.asList(replies)));
    }

    private static String asked(Question question) {
        return question.messages().getLast().content();
    }

    @Test
    void everySentenceIsAskedAboutBehindTheSameContext() {
        List<Question> questions =
                metric("grounded-judged", Map.of()).questions(Answer.of(EXAMPLE, "It rained. It snowed."));
        assertThat(questions).hasSize(2);
        assertThat(asked(questions.get(0))).contains("Rain fell all day.").contains("\nIt rained.\n");
        assertThat(asked(questions.get(1))).contains("\nIt snowed.\n").doesNotContain("It rained.");
        int claim = asked(questions.get(0)).indexOf("[BEGIN CLAIM ");
        assertThat(asked(questions.get(1))).startsWith(asked(questions.get(0)).substring(0, claim));
        assertThat(questions.get(0).messages().getFirst())
                .isEqualTo(questions.get(1).messages().getFirst());
    }

    @Test
    void aQuestionIsTheSameEveryTime() {
        Metric metric = metric("grounded-judged", Map.of());
        assertThat(metric.questions(Answer.of(EXAMPLE, "It rained.")))
                .isEqualTo(metric.questions(Answer.of(EXAMPLE, "It rained.")));
    }

    @Test
    void theSentencesBeyondTheMostAreAskedAboutTogether() {
        Metric metric = metric("grounded-judged", Map.of("sentences", "2"));
        List<Question> questions = metric.questions(Answer.of(EXAMPLE, "One is. Two is. Three is."));
        assertThat(questions).hasSize(2);
        assertThat(asked(questions.getLast())).contains("\nTwo is. Three is.\n");
    }

    @Test
    void probabilitiesAreRenormalisedOverYesAndNo() {
        Score score =
                score("It rained.", reply("yes", token("yes", Map.of("yes", 0.5, " Yes", 0.1, "No", 0.2, "I", 0.2))));
        assertThat(score.value()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void marksBeforeTheWordAreReadOver() {
        Score score = score(
                "It rained.",
                reply("**No", token("**", Map.of("**", 1.0)), token("No", Map.of("No", 0.9, "Yes", 0.1))));
        assertThat(score.value()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void withoutProbabilitiesTheWordCounts() {
        Score score = score("It rained. It snowed.", reply("Yes."), reply(" no, it did not"));
        assertThat(score.value()).isEqualTo(0.5);
        assertThat(score.parts()).containsEntry("hallucination-rate", 0.5).containsEntry("readable", 2.0);
        assertThat(score.feedback())
                .isEqualTo("The context does not support 1 of 2 sentences: \"It snowed.\"."
                        + " Say only what the context says.");
    }

    @Test
    void anUnreadableReplyIsSaidAndCountsAsNo() {
        Score score = score("It rained. It snowed.", reply("yes"), reply("Nobody knows"));
        assertThat(score.value()).isEqualTo(0.5);
        assertThat(score.parts()).containsEntry("asked", 2.0).containsEntry("readable", 1.0);
        assertThat(score.feedback())
                .endsWith("The judge said neither yes nor no 1 time, such as \"Nobody knows\"; that counts as no.");
    }

    @Test
    void aRejectedQuestionCountsAsNo() {
        assertThat(score("It rained.", reply("")).value()).isZero();
    }

    @Test
    void anEmptyAnswerIsNotAskedAbout() {
        assertThat(metric("grounded-judged", Map.of()).questions(Answer.of(EXAMPLE, " ")))
                .isEmpty();
        assertThat(score(" ").value()).isZero();
        assertThat(metric("answer-relevance-judged", Map.of()).questions(Answer.of(EXAMPLE, " ")))
                .isEmpty();
    }

    @Test
    void relevanceIsHowSureTheJudgeIs() {
        Metric metric = metric("answer-relevance-judged", Map.of());
        Answer answer = Answer.of(EXAMPLE, "Bananas are yellow.");
        assertThat(asked(metric.questions(answer).getFirst()))
                .contains("\nDid it rain?\n")
                .contains("\nBananas are yellow.\n");
        Score score = metric.score(answer.judged(List.of(reply("no", token("no", Map.of("yes", 0.1, "no", 0.3))))));
        assertThat(score.value()).isCloseTo(0.25, within(1e-9));
        assertThat(score.feedback()).contains("\"Bananas are yellow.\"").contains("yes: 0.25");
        assertThat(metric.score(answer.judged(List.of(reply("hm")))).feedback()).contains("\"hm\"");
    }
}
