package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Metrics that ask judges are answered under the same budget, from the same journal. */
class JudgedMetricTest {

    /** Asks both jurors for a grade from 0 to 9, and takes the mean. */
    private record Graded() implements Metric {

        @Override
        public String name() {
            return "graded";
        }

        @Override
        public boolean asksJudges() {
            return true;
        }

        @Override
        public List<Question> questions(Answer answer) {
            List<Question> questions = new ArrayList<>();
            for (int juror = 0; juror < 2; juror++) {
                questions.add(new Question(
                        List.of(new ChatMessage(Role.USER, "Grade: " + answer.text())),
                        Sampling.GREEDY,
                        Constraint.NONE,
                        0,
                        juror,
                        0));
            }
            return questions;
        }

        @Override
        public Score score(Answer answer) {
            double sum = 0;
            for (Completion judgement : answer.judgements()) {
                sum += Integer.parseInt(judgement.text()) / 9.0;
            }
            return new Score(
                    sum / Math.max(1, answer.judgements().size()),
                    answer.judgements().size() + " judgements");
        }
    }

    private record Scripted(String name, String reply, List<Request> met) implements LanguageModel {

        Scripted(String name, String reply) {
            this(name, reply, Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public Completion complete(Request request) {
            met.add(request);
            return new Completion(reply, Completion.Finish.STOP, new Usage(10, 0, 1), List.of());
        }
    }

    private final Scripted task = new Scripted("task", "an answer");
    private final Scripted strict = new Scripted("strict", "0");
    private final Scripted kind = new Scripted("kind", "9");
    private final Models models = Models.task(task, new Price(1, 1, 1))
            .withJudges(List.of(new Models.Seat(strict, Price.FREE), new Models.Seat(kind, new Price(2, 2, 2))));
    private final InMemoryJournal journal = new InMemoryJournal();

    @Test
    void neitherAnAnswerNorAGradeIsReadOutOfWhatAModelThinks() {
        Models thinking = Models.task(new Scripted("task", "<think>\nOf all colours…\n</think>\n\nred"), Price.FREE)
                .withJudges(List.of(new Models.Seat(
                        new Scripted("judge", "<think>\n5 at first, but no.\n</think>\n\n2"), Price.FREE)));
        Metric judge = Metrics.named("judge", Map.of("critique", "none"), new TreeSet<>());
        Task colours = Colours.task(1, Budget.calls(100));
        Answers answers = new Evaluator(thinking, Budget.calls(100), 1, event -> {})
                .answer(colours.prompt(), colours.splits().holdout(), 1, Optional.of(judge), journal);

        assertThat(answers.responses()).isNotEmpty().allSatisfy(response -> {
            assertThat(response.text()).isEqualTo("red");
            assertThat(response.scored(judge, Price.FREE).score().value()).isEqualTo(0.25);
        });
    }

    private Answers answers(Metric metric, Budget budget) {
        List<Example> examples = Colours.task(1, Budget.calls(100)).splits().holdout();
        return new Evaluator(models, budget, 1, event -> {})
                .answer(Colours.task(1, Budget.calls(100)).prompt(), examples, 1, Optional.of(metric), journal);
    }

    @Test
    void everyJurorIsAskedAndItsRepliesReachTheMetric() {
        Answers answers = answers(new Graded(), Budget.calls(10_000));
        assertThat(answers.stopped()).isEmpty();
        for (Response response : answers.responses()) {
            Score score = response.scored(new Graded(), Price.FREE).score();
            assertThat(score.value()).isEqualTo(0.5);
            assertThat(score.feedback()).isEqualTo("2 judgements");
        }
        assertThat(strict.met()).hasSize(1).allMatch(request -> request.purpose() == Purpose.JUDGE);
        assertThat(kind.met()).hasSize(1);
        assertThat(answers.spend().parts().get(Purpose.JUDGE)).isEqualTo(new Spend.Part(2, new Usage(20, 0, 2), 22));
    }

    @Test
    void judgementsAreFoundInTheJournalAgain() {
        answers(new Graded(), Budget.calls(10_000));
        task.met().clear();
        strict.met().clear();
        Answers again = answers(new Graded(), Budget.calls(10_000));
        assertThat(task.met()).isEmpty();
        assertThat(strict.met()).isEmpty();
        assertThat(again.spend().parts().get(Purpose.JUDGE)).isEqualTo(new Spend.Part(2, new Usage(20, 0, 2), 22));
    }

    @Test
    void answersThatExistAlreadyAreJudgedOnce() {
        List<Answer> answers = Colours.task(1, Budget.calls(100)).splits().holdout().stream()
                .map(example -> Answer.of(example, "text for " + example.id()))
                .toList();
        for (int sitting = 0; sitting < 2; sitting++) {
            Evaluator evaluator = new Evaluator(models, Budget.UNLIMITED, 1, event -> {});
            Evaluator.Judgements judged = evaluator.judge(new Graded(), answers, journal);
            assertThat(judged.stopped()).isEmpty();
            assertThat(judged.answers())
                    .extracting(answer -> new Graded().score(answer).value())
                    .hasSameSizeAs(answers)
                    .containsOnly(0.5);
            assertThat(evaluator.spend().parts()).containsOnlyKeys(Purpose.JUDGE);
        }
        assertThat(strict.met()).hasSameSizeAs(kind.met());
        assertThat(task.met()).isEmpty();
    }

    @Test
    void promptsShareABudgetAndHaveJournalsOfTheirOwn() {
        Task colours = Colours.task(1, Budget.calls(100));
        List<Example> examples = colours.splits().holdout();
        int n = examples.size();
        Evaluator evaluator = new Evaluator(models, Budget.calls(3L * n + 1), 1, event -> {});
        InMemoryJournal second = new InMemoryJournal();

        Answers first = evaluator.answer(colours.prompt(), examples, 2, Optional.empty(), journal);
        Answers cut = evaluator.answer(colours.prompt(), examples, 2, Optional.empty(), second);

        assertThat(first.stopped()).isEmpty();
        assertThat(first.responses()).hasSize(2 * n);
        assertThat(first.responses())
                .extracting(response -> response.entry().request().seed())
                .doesNotHaveDuplicates();
        assertThat(cut.stopped()).contains(StopReason.CALLS);
        assertThat(cut.responses()).hasSize(n + 1);
        assertThat(evaluator.spend().calls()).isEqualTo(3L * n + 1);
    }

    @Test
    void whatTheBudgetLeavesUnjudgedIsNotScored() {
        Answers answers = answers(new Graded(), Budget.calls(2));
        assertThat(answers.stopped()).contains(StopReason.CALLS);
        assertThat(strict.met()).hasSize(1);
        assertThat(kind.met()).isEmpty();
        assertThat(answers.responses()).isEmpty();
    }

    @Test
    void eachPartOfAWeightedSumSeesItsOwnJudgements() {
        Metric sum = Metrics.weighted(List.of(
                new Metrics.Weighted(Metrics.named("exact-match", Map.of(), new TreeSet<>()), 1),
                new Metrics.Weighted(new Graded(), 3)));
        Outcome outcome =
                answers(sum, Budget.calls(10_000)).responses().getFirst().scored(sum, Price.FREE);
        assertThat(outcome.score().parts()).containsEntry("graded", 0.5).containsEntry("exact-match", 0.0);
        assertThat(outcome.score().value()).isEqualTo(0.375);
        assertThat(sum.outcomes(sum.objectives().get(1), List.of(outcome))
                        .getFirst()
                        .score()
                        .value())
                .isEqualTo(0.5);
    }

    @Test
    void theEffortOfAnAnswerIsKnownToTheMetric() {
        Answer answer = answers(new Graded(), Budget.calls(10_000))
                .responses()
                .getFirst()
                .answer(new Price(1, 1, 1));
        assertThat(answer.effort().usage()).isEqualTo(new Usage(10, 0, 1));
        assertThat(answer.effort().microDollars()).isEqualTo(11);
    }
}
