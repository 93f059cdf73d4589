package dev.emend.strategy.simba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BucketTest {

    private static Bucket of(double... scores) {
        return new Bucket(Arrays.stream(scores)
                .mapToObj(score ->
                        new Outcome(Answer.of(Example.of("e", Map.of(), "x"), "worth " + score), new Score(score, ".")))
                .toList());
    }

    @Test
    void knowsItsBestAndItsWorstAnswer() {
        Bucket bucket = of(0.5, 0.9, 0.1);

        assertThat(bucket.best().output()).isEqualTo("worth 0.9");
        assertThat(bucket.worst().output()).isEqualTo("worth 0.1");
    }

    @Test
    void mostIsLearnedWhereAnswersDifferMost() {
        Bucket mixed = of(1, 0, 0);
        Bucket mostlyRight = of(1, 1, 0);
        Bucket graded = of(0.9, 0.4, 0.4);
        Bucket right = of(1, 1, 1);
        Bucket wrong = of(0, 0, 0);

        List<Bucket> sorted = Stream.of(wrong, right, graded, mostlyRight, mixed)
                .sorted(Bucket.MOST_TO_LEARN)
                .toList();

        assertThat(sorted).containsExactly(mixed, mostlyRight, graded, right, wrong);
    }
}
