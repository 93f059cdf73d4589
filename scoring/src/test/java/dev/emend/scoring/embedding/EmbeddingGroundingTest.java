package dev.emend.scoring.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EmbeddingGroundingTest {

    private static final Example EXAMPLE = Example.of(
            "e1",
            Map.of(
                    "context",
                    "The bridge fell in a storm.\n\nBananas grow in warm countries.",
                    "question",
                    "Why did the bridge fall?"),
            "A gale destroyed the bridge.");

    private static Score score(String name, String answer) {
        Metric metric = Metrics.named(name, Map.of(), MetricContext.of(new TreeSet<>()));
        return metric.score(Answer.of(EXAMPLE, answer));
    }

    @Test
    void aParaphraseIsNearerToTheContextThanAnotherTopic() {
        Score score = score("grounded-embedding", "A gale destroyed the bridge. The parliament passed a tax law.");
        assertThat(score.parts()).containsEntry("hallucination-rate", 0.5);
        assertThat(score.feedback()).contains("1 of 2 sentences: \"The parliament passed a tax law.\"");
    }

    @Test
    void anAnswerToTheQuestionIsNearerToItThanAnotherTopic() {
        assertThat(score("answer-relevance-embedding", "The bridge fell since there was a storm.")
                        .value())
                .isGreaterThan(0.6);
        assertThat(score("answer-relevance-embedding", "Bananas are yellow.").value())
                .isLessThan(0.3);
    }

    @Test
    void theContextIsRatedByTheExpectedAnswer() {
        assertThat(score("context-recall-embedding", "").value()).isEqualTo(1);
        assertThat(score("context-precision-embedding", "").parts()).containsEntry("useful", 1.0);
    }
}
