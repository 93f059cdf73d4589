package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class AnswerReviewTest {

    private static Draft.Asked draft(double score, int answers) {
        List<Outcome> outcomes = IntStream.range(0, answers)
                .mapToObj(i -> new Outcome(
                        Answer.of(Example.of("e" + i, Map.of("country", "Land " + i), "Capital " + i), "City " + i),
                        new Score(score, "The metric's verdict.")))
                .toList();
        return (Draft.Asked) new AnswerReview("Name capitals.")
                .draft(Material.of(
                        new Parent(3, Prompt.of("p", "Name it.", "{{country}}"), outcomes),
                        RandomSource.XO_RO_SHI_RO_128_PP.create(1L)))
                .orElseThrow();
    }

    @Test
    void showsAnswersAndRequirementsAndNothingOfWhatIsRight() {
        assertThat(draft(0, 2).messages().getLast().content())
                .contains("Name capitals.", "Name it.", "Land 0", "answer: City 0", "answer: City 1")
                .doesNotContain("Capital 0", "verdict");
    }

    @Test
    void doesNotDependOnScores() {
        assertThat(draft(0, 9).messages()).isEqualTo(draft(1, 9).messages());
    }

    @Test
    void showsAFewAnswersOnly() {
        assertThat(draft(0, 9).messages().getLast().content())
                .contains("City 4")
                .doesNotContain("City 5");
    }

    @Test
    void withoutAnswersThereIsNothingToLookAt() {
        assertThat(new AnswerReview("")
                        .draft(Material.of(
                                new Parent(0, Prompt.of("p", "Name it.", "{{country}}")),
                                RandomSource.XO_RO_SHI_RO_128_PP.create(1L))))
                .isEmpty();
    }
}
