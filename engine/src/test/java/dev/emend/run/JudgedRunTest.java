package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose metric asks a judge: what judges cost is budgeted as answers are. */
class JudgedRunTest {

    /**
     * The share of the questions about an answer that a judge says yes to.
     *
     * @param questions about each answer; the same answer to the same example is asked about once
     */
    private record Approved(int questions) implements Metric {

        @Override
        public String name() {
            return "approved";
        }

        @Override
        public boolean asksJudges() {
            return true;
        }

        @Override
        public List<Question> questions(Answer answer) {
            return IntStream.range(0, questions)
                    .mapToObj(draw -> new Question(
                            List.of(new ChatMessage(
                                    Role.USER, answer.example().inputs().get("thing") + " is " + answer.text())),
                            Sampling.GREEDY,
                            Constraint.NONE,
                            0,
                            0,
                            draw))
                    .toList();
        }

        @Override
        public Score score(Answer answer) {
            long approved = answer.judgements().stream()
                    .filter(judgement -> judgement.text().equals("yes"))
                    .count();
            return new Score(
                    (double) approved / questions, approved + " of " + questions + " questions are answered with yes");
        }
    }

    /** Knows what is right, as a judge. */
    private static String approving(Request request) {
        if (request.purpose() != Purpose.JUDGE) {
            return Colours.learner(request);
        }
        String[] claim = request.messages().getLast().content().split(" is ", 2);
        int number = Integer.parseInt(claim[0].substring(claim[0].lastIndexOf(' ') + 1));
        return Colours.LABELS.get(number % 4).equals(claim[1]) ? "yes" : "no";
    }

    private static Task task(String strategy, Budget budget, int questions) {
        return Colours.task(strategy, 1, budget, 40, 40, 60).withMetric(new Approved(questions));
    }

    private static RunResult run(Task task) {
        return new Run(task, Models.local(new ScriptedModel(JudgedRunTest::approving)), new InMemoryJournal())
                .execute(event -> {});
    }

    private static Budget time(Duration limit) {
        return new Budget(OptionalLong.of(900), OptionalLong.empty(), OptionalLong.empty(), Optional.of(limit));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatALimitLeavesUnansweredLeavesTheRestJudged(int questions) {
        Task task = task("reflective", Budget.calls(60), questions);

        Answers answers = Answers.of(
                task.prompt(),
                task.splits().holdout(),
                Optional.of(task.metric()),
                Models.local(new ScriptedModel(JudgedRunTest::approving)),
                task.budget(),
                new InMemoryJournal(),
                1,
                event -> {});

        assertThat(answers.stopped()).contains(StopReason.CALLS);
        assertThat(answers.responses()).hasSize(60 / (1 + questions));
        assertThat(answers.responses())
                .allMatch(response -> response.judgements().size() == questions);
    }

    @Test
    void aGateThatRunsOutOfTimeLeavesPairsThatAreJudged() {
        AtomicLong now = new AtomicLong();
        AtomicLong millisACall = new AtomicLong(10);
        ScriptedModel model = new ScriptedModel(
                request -> {
                    now.addAndGet(Duration.ofMillis(millisACall.get()).toNanos());
                    return approving(request);
                },
                4,
                0);
        InMemoryJournal journal = new InMemoryJournal();
        Task task = task("reflective", time(Duration.ofSeconds(60)), 1);

        RunResult result = new Run(task, Models.local(model), journal, now::get).execute(event -> {
            if (event instanceof RunEvent.SearchEnded) {
                millisACall.set(300);
            }
        });
        RunResult replayed = new Run(
                        task,
                        Models.local(new ScriptedModel(JudgedRunTest::approving).failingAfter(0)),
                        journal)
                .execute(event -> {});

        assertThat(result.champion().n()).isEqualTo(result.seed().n()).isBetween(30, 59);
        assertThat(replayed).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void threadsAndInterruptionsChangeNothing(int parallelism) {
        Task task = task("reflective", Budget.calls(700), 2);
        String expected = run(task).toString().replaceAll("elapsed=[^,\\]]*", "");
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel dying = new ScriptedModel(JudgedRunTest::approving, parallelism, 200).failingAfter(300);
        try {
            new Run(task, Models.local(dying), journal).execute(event -> {});
        } catch (dev.emend.model.ModelException gone) {
            assertThat(dying.calls()).isEqualTo(300);
        }

        RunResult resumed = new Run(
                        task, Models.local(new ScriptedModel(JudgedRunTest::approving, parallelism, 200)), journal)
                .execute(event -> {});

        assertThat(resumed.toString().replaceAll("elapsed=[^,\\]]*", "")).isEqualTo(expected);
    }
}
