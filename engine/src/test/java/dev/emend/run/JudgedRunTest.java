package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.metric.Across;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose metric asks a judge: what judges cost is budgeted as answers are. */
class JudgedRunTest {

    private static final String RULES = "Say yes where the claim is right, and no where it is wrong. ".repeat(5);

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
                                    Role.USER,
                                    RULES + answer.example().inputs().get("thing") + " is " + answer.text())),
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
        String[] claim =
                request.messages().getLast().content().substring(RULES.length()).split(" is ", 2);
        int number = Integer.parseInt(claim[0].substring(claim[0].lastIndexOf(' ') + 1));
        return claim[1].startsWith(Colours.LABELS.get(number % 4)) ? "yes" : "no";
    }

    /** No two prompts answer in the same words, so that judges have heard no answer before. */
    private static String eachInItsWords(Request request) {
        String words = request.purpose() == Purpose.TASK
                ? ", for " + request.messages().getFirst().content() + " "
                        + request.messages().size()
                : "";
        return approving(request) + words;
    }

    private static Task task(String strategy, Budget budget, int questions) {
        return Colours.task(strategy, 1, budget, 40, 40, 60).withMetric(new Approved(questions));
    }

    private static RunResult run(Task task) {
        return run(task, Price.FREE);
    }

    private static RunResult run(Task task, Price price) {
        ScriptedModel model = new ScriptedModel(JudgedRunTest::approving);
        Models models = Models.of(model, price, model, price).withJudges(List.of(new Models.Seat(model, price)));
        return new Run(task, models, new InMemoryJournal()).execute(event -> {});
    }

    private static Budget time(Duration limit) {
        return new Budget(OptionalLong.of(900), OptionalLong.empty(), OptionalLong.empty(), Optional.of(limit));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatALimitLeavesUnansweredLeavesTheRestJudged(int questions) {
        Task task = task("reflective", Budget.calls(60), questions);

        Answers answers = new Evaluator(
                        Models.local(new ScriptedModel(JudgedRunTest::approving)), task.budget(), 1, event -> {})
                .answer(task.prompt(), task.splits().holdout(), 1, Optional.of(task.metric()), new InMemoryJournal());

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
                // For three in four of what the gate would take.
                millisACall.set((60_000 - Duration.ofNanos(now.get()).toMillis()) / 150);
            }
        });
        RunResult replayed = new Run(
                        task, Models.local(new ScriptedModel(JudgedRunTest::approving).failingAfter(0)), journal)
                .execute(event -> {});

        assertThat(result.champion().n()).isEqualTo(result.seed().n()).isBetween(30, 59);
        assertThat(replayed).isEqualTo(result);
    }

    /** Most candidates repeat answers that were judged already, so that a rollout of the search costs few questions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theGateHasItsJudgementsHoweverOftenAnswersRepeat(int questions) {
        RunResult result = run(task("reflective", Budget.calls(500 + 120L * questions), questions)
                .withOptions(Map.of("patience", "50")));

        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.champion().n()).isEqualTo(60);
        assertThat(result.notes()).noneMatch(note -> note.contains("budget ended"));
    }

    /** Half of the hold-out is of a task that the search has not met, and a judge scores that task alone. */
    @ParameterizedTest
    @EnumSource
    void anUnseenTaskIsJudgedInTheGate(Limit limit) {
        Task task = task("reflective", limit.budget, 2).withOptions(Map.of("patience", "50"));
        List<Example> holdout = new ArrayList<>();
        for (Example example : task.splits().holdout()) {
            holdout.add(Audience.ofTask(
                    example, holdout.size() % 2 == 0 ? "seen" : "unseen", example.inputs(), Optional.empty()));
        }
        Splits splits =
                new Splits(seen(task.splits().train()), seen(task.splits().validation()), holdout, Optional.empty());
        Metric label = Metrics.named("label", Map.of(), new TreeSet<>(Colours.LABELS));
        Map<String, Metric> metrics = Map.of("seen", label, "unseen", task.metric());

        RunResult result = run(
                task.withSplits(splits).withMetric(new Across(Audience.TASK, metrics, Across.Aim.MEAN)),
                new Price(1, 1, 1));

        assertThat(result.stopped()).isIn(StopReason.valueOf(limit.name()), StopReason.FINISHED);
        limit.holds(result.spend());
        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.champion().n()).isEqualTo(60);
        assertThat(result.notes()).noneMatch(note -> note.contains("budget ended"));
    }

    private enum Limit {
        CALLS(Budget.calls(420)),
        TOKENS(new Budget(OptionalLong.empty(), OptionalLong.of(24_000), OptionalLong.empty(), Optional.empty())),
        USD(new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(24_000), Optional.empty()));

        private final Budget budget;

        Limit(Budget budget) {
            this.budget = budget;
        }

        void holds(Spend spend) {
            assertThat(spend.calls()).isLessThanOrEqualTo(budget.calls().orElse(Long.MAX_VALUE));
            assertThat(spend.usage().total())
                    .isLessThanOrEqualTo(budget.tokens().orElse(Long.MAX_VALUE));
            assertThat(spend.microDollars())
                    .isLessThanOrEqualTo(budget.microDollars().orElse(Long.MAX_VALUE));
        }
    }

    private static Price price(Purpose purpose) {
        return switch (purpose) {
            case TASK -> new Price(1, 0.5, 4);
            case META -> new Price(10, 5, 40);
            case JUDGE -> new Price(100, 50, 400);
            case EMBED, TOOL -> Price.FREE;
        };
    }

    @Test
    void eachRoleCostsWhatItsOwnModelCosts() {
        ScriptedModel model = new ScriptedModel(JudgedRunTest::approving);
        Models models = Models.of(model, price(Purpose.TASK), model, price(Purpose.META))
                .withJudges(List.of(new Models.Seat(model, price(Purpose.JUDGE))));
        InMemoryJournal journal = new InMemoryJournal();

        RunResult result = new Run(task("reflective", Budget.calls(420), 1), models, journal).execute(event -> {});

        Map<Purpose, Spend.Part> paid = new EnumMap<>(Purpose.class);
        for (Journal.Entry entry : journal.entries()) {
            Usage usage = entry.reply().usage();
            Spend.Part call = new Spend.Part(1, usage, price(entry.purpose()).microDollars(usage));
            paid.merge(entry.purpose(), call, Spend.Part::plus);
        }
        assertThat(paid).containsOnlyKeys(Purpose.TASK, Purpose.META, Purpose.JUDGE);
        assertThat(result.spend().parts()).isEqualTo(paid);
    }

    private static List<Example> seen(List<Example> examples) {
        return examples.stream()
                .map(example -> Audience.ofTask(example, "seen", example.inputs(), Optional.empty()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSearchIsToldHowManyAnswersItCanStillHaveJudged(int questions) {
        Task task = task("auto", Budget.calls((120 + 20) * (1 + questions)), questions);
        Models models = Models.local(new ScriptedModel(JudgedRunTest::approving));
        Ledger ledger = new Ledger(task.budget());
        Calls calls = new Calls(models, new InMemoryJournal(), ledger, event -> {}, System::nanoTime);
        Session session = new Session(
                task, calls, new GateAllowance(ledger, calls, task, models, false), Optional.empty(), event -> {});

        assertThat(session.callsLeft()).isEqualTo(20);
        session.evaluate(List.of(session.seed()), session.validation().subList(0, 20));

        assertThat(session.callsLeft()).isZero();
        assertThat(session.scoreboard().outcomes(0, session.validation())).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"capo", "evoprompt-de", "evoprompt-ga", "mipro"})
    void aStrategyKeepsWhatItsFinalsNeedWithJudges(String strategy) {
        ScriptedModel model = new ScriptedModel(JudgedRunTest::eachInItsWords);

        Task task = task(strategy, Budget.calls(2000), 3);

        RunResult result = new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {});

        int validation = task.splits().validation().size();
        assertThat(result.candidates().get(result.championId()).validation())
                .hasValueSatisfying(score -> assertThat(score.n()).isEqualTo(validation));
    }

    @Test
    void aBudgetThatTheGatesJudgesWouldSpendIsRefused() {
        assertThatThrownBy(() -> Run.check(task("reflective", Budget.calls(240), 1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the gate alone needs 240, two for each hold-out example and 120 of judges");
        Run.check(task("reflective", Budget.calls(241), 1));
    }

    @Test
    void aProbeCountsWhatJudgesAreAsked() {
        Task plain = Colours.task("auto", 1, Budget.calls(400), 40, 60, 60);

        assertThat(Probe.examples(plain, 0.2)).isEqualTo(40);
        assertThat(Probe.examples(plain.withMetric(new Approved(1)), 0.2)).isEqualTo(20);
    }

    @Test
    void theStepsOfAChainAreSearchedWithinWhatJudgesLeave() {
        Task chain = Parcels.task(
                Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR), "reflective", 3, Budget.calls(1500));
        ScriptedModel model = new ScriptedModel(
                request -> request.purpose() == Purpose.JUDGE ? approving(request) : Parcels.model(request));

        RunResult result = new Run(chain.withMetric(new Approved(3)), Models.local(model), new InMemoryJournal())
                .execute(event -> {});

        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.champion().n()).isEqualTo(50);
        assertThat(result.notes()).noneMatch(note -> note.contains("budget ended"));
        assertThat(model.calls()).isLessThanOrEqualTo(1500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void threadsAndInterruptionsChangeNothing(int parallelism) {
        Task task = task("reflective", Budget.calls(700), 2);
        String expected = run(task).toString().replaceAll("elapsed=[^,\\]]*", "");
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel dying = new ScriptedModel(JudgedRunTest::approving, parallelism, 200).failingAfter(300);
        assertThatThrownBy(() -> new Run(task, Models.local(dying), journal).execute(event -> {}))
                .isInstanceOf(ModelException.class);
        assertThat(dying.calls()).isEqualTo(300);

        RunResult resumed = new Run(
                        task, Models.local(new ScriptedModel(JudgedRunTest::approving, parallelism, 200)), journal)
                .execute(event -> {});

        assertThat(resumed.toString().replaceAll("elapsed=[^,\\]]*", "")).isEqualTo(expected);
    }
}
