package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Constraint;
import dev.emend.model.Price;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several metrics in one sitting, judged by a model that takes two seconds a question. */
class EvaluatorTest {

    private static final List<Answer> ANSWERS = IntStream.range(0, 10)
            .mapToObj(i -> Answer.of(Example.of("e" + i, Map.of(), ""), "answer " + i))
            .toList();

    private final AtomicLong now = new AtomicLong();
    private final ScriptedModel judge = new ScriptedModel(
            request -> {
                now.addAndGet(Duration.ofSeconds(2).toNanos());
                return "yes";
            },
            1,
            0);
    private final InMemoryJournal journal = new InMemoryJournal();

    private record Asking(String what) implements Metric {

        @Override
        public String name() {
            return what;
        }

        @Override
        public boolean asksJudges() {
            return true;
        }

        @Override
        public List<Question> questions(Answer answer) {
            return List.of(new Question(
                    List.of(new ChatMessage(Role.USER, what + " " + answer.text())),
                    Sampling.GREEDY,
                    Constraint.NONE,
                    0,
                    0,
                    0));
        }

        @Override
        public Score score(Answer answer) {
            return new Score(1, ".");
        }
    }

    private Evaluator evaluator(Duration limit) {
        Models models = Models.task(judge, Price.FREE).withJudges(List.of(new Models.Seat(judge, Price.FREE)));
        Budget budget =
                new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.of(limit));
        return new Evaluator(models, budget, 1, event -> {}, now::get);
    }

    private static int judged(Evaluator evaluator, String what, Journal journal) {
        return evaluator.judge(new Asking(what), ANSWERS, journal).answers().size();
    }

    @Test
    void twoMetricsOfOneJournalCountItsTimeOnce() {
        Evaluator evaluator = evaluator(Duration.ofSeconds(50));

        assertThat(judged(evaluator, "kind", journal)).isEqualTo(10);
        assertThat(judged(evaluator, "true", journal)).isEqualTo(10);
        assertThat(judged(evaluator, "short", journal))
                .as("ten seconds are left")
                .isBetween(5, 6);
    }

    @Test
    void journalsOfTheirOwnShareTheTime() {
        Evaluator evaluator = evaluator(Duration.ofSeconds(30));

        assertThat(judged(evaluator, "kind", journal)).isEqualTo(10);
        assertThat(judged(evaluator, "true", new InMemoryJournal()))
                .as("ten seconds are left")
                .isBetween(5, 6);
    }

    @Test
    void theSameCommandGoesOnWithMoreTime() {
        Evaluator first = evaluator(Duration.ofSeconds(30));
        assertThat(judged(first, "kind", journal)).isEqualTo(10);
        assertThat(judged(first, "true", journal)).isLessThan(10);
        now.addAndGet(Duration.ofDays(1).toNanos());

        Evaluator again = evaluator(Duration.ofSeconds(50));

        assertThat(judged(again, "kind", journal)).isEqualTo(10);
        assertThat(judged(again, "true", journal)).isEqualTo(10);
        assertThat(judge.calls()).isEqualTo(20);
        assertThat(again.spend().calls()).isEqualTo(20);
    }

    @Test
    void aQuestionThatTwoMetricsShareIsBookedOnce() {
        Evaluator evaluator = evaluator(Duration.ofSeconds(50));

        assertThat(judged(evaluator, "kind", journal)).isEqualTo(10);
        assertThat(judged(evaluator, "kind", journal)).isEqualTo(10);

        assertThat(judge.calls()).isEqualTo(10);
        assertThat(evaluator.spend().calls()).isEqualTo(10);
    }
}
