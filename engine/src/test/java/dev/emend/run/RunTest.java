package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

    private static final Budget BUDGET = Budget.calls(600);

    private static RunResult run(Task task, ScriptedModel model, Journal journal) {
        return new Run(task, Models.local(model), journal).execute(event -> {});
    }

    /** Everything but the time it took. */
    private static String course(RunResult result) {
        return result.toString().replaceAll("elapsed=[^,\\]]*", "");
    }

    @Test
    void promotesAPromptThatIsReallyBetter() {
        RunResult result = run(Colours.task(1, BUDGET), new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.champion().value()).isGreaterThan(result.seed().value());
        assertThat(result.difference().orElseThrow().p()).isLessThan(0.05);
        assertThat(result.prompt().demonstrations()).isNotEmpty();
    }

    @Test
    void thePromptsTakeTurnsOnTheHoldoutBlockByBlock() {
        List<Integer> shown = Collections.synchronizedList(new ArrayList<>());
        Task task = Colours.task(1, BUDGET);
        ScriptedModel model = new ScriptedModel(
                request -> {
                    shown.add(request.messages().size());
                    return Colours.learner(request);
                },
                1,
                0);

        run(task, model, new InMemoryJournal());

        int holdout = task.splits().holdout().size();
        List<Integer> gate = shown.subList(shown.size() - 2 * holdout, shown.size());
        long turns = IntStream.range(1, gate.size())
                .filter(i -> !gate.get(i).equals(gate.get(i - 1)))
                .count();
        // Nineteen, save that threads pass each other.
        assertThat(turns).isBetween(10L, 40L);
    }

    @Test
    void whoeverListensCannotChangeWhatTheRunSays() {
        Task task = Colours.task(1, Budget.calls(200), 10, 10, 12);
        List<RunEvent> events = new ArrayList<>();

        new Run(task, Models.local(new ScriptedModel(Colours::learner)), new InMemoryJournal()).execute(events::add);

        assertThat(events)
                .filteredOn(RunEvent.Started.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((RunEvent.Started) event).notes())
                        .isNotEmpty()
                        .isUnmodifiable());
        assertThat(new RunEvent.Proposed(1, new ArrayList<>(List.of(0)), "reflect", "").parents())
                .isUnmodifiable();
        assertThat(new RunResult.Refusal(1, new ArrayList<>(List.of(0)), "reflect", "too-long", "", "").parents())
                .isUnmodifiable();
    }

    @Test
    void promotesAtMostOneInTenRunsWhereNothingHelps() {
        List<Long> promoted = new ArrayList<>();
        for (long seed = 1; seed <= 10; seed++) {
            RunResult result =
                    run(Colours.task(seed, BUDGET), new ScriptedModel(Colours::indifferent), new InMemoryJournal());
            if (result.verdict() == Verdict.PROMOTED) {
                promoted.add(seed);
            } else {
                assertThat(result.prompt()).isEqualTo(Colours.task(seed, BUDGET).prompt());
            }
        }
        assertThat(promoted).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64})
    void neitherThreadsNorLatenciesChangeTheCourse(int parallelism) {
        Task task = Colours.task(2, BUDGET);
        String expected = course(run(task, new ScriptedModel(Colours::learner), new InMemoryJournal()));

        String shaken = course(run(task, new ScriptedModel(Colours::learner, parallelism, 900), new InMemoryJournal()));

        assertThat(shaken).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 17, 61, 140, 299, 420, 455})
    void aRunThatWasCutOffEndsAsIfItHadNotBeen(long callsBefore) {
        Task task = Colours.task(4, BUDGET);
        ScriptedModel whole = new ScriptedModel(Colours::learner);
        String expected = course(run(task, whole, new InMemoryJournal()));
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel dying = new ScriptedModel(Colours::learner, 8, 300).failingAfter(callsBefore);
        assertThatThrownBy(() -> run(task, dying, journal)).isInstanceOf(ModelException.class);

        ScriptedModel next = new ScriptedModel(Colours::learner);
        String resumed = course(run(task, next, journal));

        assertThat(resumed).isEqualTo(expected);
        assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
    }

    /** What ends a run before its strategy does. */
    private enum Limit {
        CALLS(Budget.calls(300)),
        TOKENS(new Budget(OptionalLong.empty(), OptionalLong.of(24_000), OptionalLong.empty(), Optional.empty())),
        USD(new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(28_000), Optional.empty()));

        private final Budget budget;

        Limit(Budget budget) {
            this.budget = budget;
        }

        RunResult run(ScriptedModel model, Journal journal) {
            Price price = new Price(1, 1, 3);
            return new Run(Colours.task("auto", 4, budget), Models.of(model, price, model, price), journal)
                    .execute(event -> {});
        }

        void holds(Spend spend) {
            assertThat(spend.calls()).isLessThanOrEqualTo(budget.calls().orElse(Long.MAX_VALUE));
            assertThat(spend.usage().total())
                    .isLessThanOrEqualTo(budget.tokens().orElse(Long.MAX_VALUE));
            assertThat(spend.microDollars())
                    .isLessThanOrEqualTo(budget.microDollars().orElse(Long.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @CsvSource({"CALLS, 30", "CALLS, 80", "TOKENS, 5", "TOKENS, 60", "TOKENS, 95", "USD, 5", "USD, 60", "USD, 95"})
    void aRunThatWasCutOffEndsAsIfItHadNotBeenWhateverItsBudgetLimits(Limit limit, long percent) {
        ScriptedModel whole = new ScriptedModel(Colours::learner);
        RunResult expected = limit.run(whole, new InMemoryJournal());
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel dying = new ScriptedModel(Colours::learner, 8, 300).failingAfter(whole.calls() * percent / 100);
        assertThatThrownBy(() -> limit.run(dying, journal)).isInstanceOf(ModelException.class);

        ScriptedModel next = new ScriptedModel(Colours::learner);
        RunResult resumed = limit.run(next, journal);

        assertThat(resumed.stopped()).isEqualTo(StopReason.valueOf(limit.name()));
        assertThat(course(resumed)).isEqualTo(course(expected));
        assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        limit.holds(resumed.spend());
    }

    /** Threads race for the last moments, so that a few calls more or fewer are made before them. */
    @Test
    void aTimeLimitCountsAllSittings() {
        AtomicLong now = new AtomicLong();
        Budget budget = new Budget(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofSeconds(60)));
        Task task = Colours.task(1, budget);
        ScriptedModel whole = new ScriptedModel(slowForAWhile(now), 1, 0);
        RunResult uninterrupted =
                new Run(task, Models.local(whole), new InMemoryJournal(), now::get).execute(event -> {});
        InMemoryJournal journal = new InMemoryJournal();
        Function<Request, String> slow = slowForAWhile(now);
        ScriptedModel dying = new ScriptedModel(slow, 1, 0).failingAfter(80);
        assertThatThrownBy(() -> new Run(task, Models.local(dying), journal, now::get).execute(event -> {}))
                .isInstanceOf(ModelException.class);
        now.addAndGet(Duration.ofDays(3).toNanos());

        ScriptedModel next = new ScriptedModel(slow, 1, 0);
        RunResult resumed = new Run(task, Models.local(next), journal, now::get).execute(event -> {});

        assertThat(journal.elapsed()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
        assertThat(resumed.stopped()).isEqualTo(uninterrupted.stopped()).isEqualTo(StopReason.TIME);
        assertThat(resumed.elapsed()).isEqualTo(journal.elapsed());
        assertThat(dying.calls() + next.calls()).isCloseTo(whole.calls(), within(20L));
    }

    @Test
    void aModelThatRejectsEverythingIsNotMeasuredAndItsRejectionsAreNotKept() {
        Task task = Colours.task(4, BUDGET);
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel refusing = new ScriptedModel(request -> {
            throw new ModelException(ModelException.Kind.REJECTED, "no such setting");
        });

        assertThatThrownBy(() -> run(task, refusing, journal))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "rejected each of the first 8 requests as task model, and answered none: no such setting");

        assertThat(course(run(task, new ScriptedModel(Colours::learner), journal)))
                .isEqualTo(course(run(task, new ScriptedModel(Colours::learner), new InMemoryJournal())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "opro", "capo", "mipro", "reflective"})
    void whatAnEarlierSittingPaidForCountsUnderAnotherBudgetToo(String strategy) {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel first = new ScriptedModel(Colours::learner).failingAfter(180);
        assertThatThrownBy(() -> run(Colours.task(strategy, 4, Budget.calls(400)), first, journal))
                .isInstanceOf(ModelException.class);

        ScriptedModel next = new ScriptedModel(Colours::learner);
        Spend spend;
        try {
            spend = run(Colours.task(strategy, 4, Budget.calls(600)), next, journal)
                    .spend();
        } catch (NoVerdictException ended) {
            spend = ended.spend();
        }

        assertThat(spend.calls()).isEqualTo(first.calls() + next.calls()).isLessThanOrEqualTo(600);
    }

    @ParameterizedTest
    @CsvSource({"auto, 300, 60", "auto, 400, 60", "mipro, 300, 60", "mipro, 400, 200", "auto, 300, 5"})
    void aRunThatWasCutOffEndsAsIfItHadNotBeenThoughAModelRejectsWhatItIsAsked(
            String strategy, long limit, long before) {
        Function<Request, String> noMeta = request -> {
            if (request.purpose() == Purpose.META) {
                throw new ModelException(ModelException.Kind.REJECTED, "too long");
            }
            return Colours.learner(request);
        };
        Task task = Colours.task(strategy, 4, Budget.calls(limit));
        ScriptedModel whole = new ScriptedModel(noMeta);
        String expected = course(run(task, whole, new InMemoryJournal()));
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel dying = new ScriptedModel(noMeta, 8, 300).failingAfter(whole.calls() - before);
        assertThatThrownBy(() -> run(task, dying, journal)).isInstanceOf(ModelException.class);

        ScriptedModel next = new ScriptedModel(noMeta);

        assertThat(course(run(task, next, journal))).isEqualTo(expected);
        assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
    }

    @ParameterizedTest
    @ValueSource(longs = {30_000, 40_000, 60_000})
    void aReplayThatKnowsNothingOfWhatACallMayCostEndsWhereTheRunEnded(long tokens) {
        Task task = Colours.task("auto", 4, limited(600, tokens));
        ScriptedModel thinking = new ScriptedModel(Colours::learner).boundedBy(8_192);
        InMemoryJournal journal = new InMemoryJournal();
        String run = course(run(task, thinking, journal));

        ScriptedModel silent = new ScriptedModel(Colours::learner).failingAfter(0);

        assertThat(course(run(task, silent, journal))).isEqualTo(run);
    }

    private static Budget limited(long calls, long tokens) {
        return new Budget(OptionalLong.of(calls), OptionalLong.of(tokens), OptionalLong.empty(), Optional.empty());
    }

    @Test
    void whatThePromptShowsIsNoProofOfIt() {
        Task task = Colours.task(4, BUDGET);
        List<Demonstration> shown = Stream.concat(
                        task.splits().holdout().stream().limit(9),
                        task.splits().validation().stream().limit(1))
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList();
        Task showing = task.withPrompt(task.prompt().withDemonstrations(shown));

        RunResult result = run(showing, new ScriptedModel(Colours::indifferent), new InMemoryJournal());

        assertThat(result.notes())
                .contains("10 examples of validation and hold-out are left out, because your prompt shows them.");
        assertThat(result.seed().n()).isIn(39, 71);
        assertThat(Run.notes(showing)).anyMatch(note -> note.startsWith("10 examples"));
    }

    @Test
    void whatThePromptShowsIsKnownByWhatItReads() {
        Task task = Colours.task(4, BUDGET);
        Splits splits = task.splits();
        List<Example> numbered = splits.holdout().stream()
                .map(example -> example.withInput("ticket", "ticket of " + example.id()))
                .toList();
        Example first = numbered.getFirst();
        Task showing = task.withSplits(new Splits(splits.train(), splits.validation(), numbered))
                .withPrompt(task.prompt()
                        .withDemonstrations(List.of(new Demonstration(
                                "other", first.withInput("ticket", "another").inputs(), first.expected()))));

        assertThat(Run.notes(showing))
                .anyMatch(note -> note.startsWith("1 example of validation and hold-out is left"));
    }

    @Test
    void twoPartsOfOneKindAreTwoObjectives() {
        Metric metric = Metrics.weighted(List.of(
                new Metrics.Weighted(Metrics.named("length", Map.of("max", "60"), new TreeSet<>()), 0.5),
                new Metrics.Weighted(Metrics.named("length", Map.of("min", "5"), new TreeSet<>()), 0.5)));

        assertThat(metric.objectives()).extracting(Metric::name).containsExactly("length", "length 2");
        assertThat(metric.score(Answer.of(Example.of("e", Map.of(), ""), "one")).parts())
                .containsKeys("length", "length 2");
    }

    /** Half of the requests are rejected; the prompt is no better for being silent. */
    @Test
    void silenceGainsNothingInAnyPartOfAWeightedSum() {
        Metric metric = Metrics.weighted(List.of(
                new Metrics.Weighted(Metrics.named("macro-f1", Map.of(), new TreeSet<>(Colours.LABELS)), 0.5),
                new Metrics.Weighted(Metrics.named("tokens", Map.of("limit", "100"), new TreeSet<>()), 0.5)));
        List<Outcome> outcomes = Colours.task(4, BUDGET).splits().validation().stream()
                .map(example -> Answer.of(example, ""))
                .map(answer -> new Outcome(answer, metric.silence(answer, "The model rejected the request.")))
                .toList();

        assertThat(metric.aggregate(outcomes)).isZero();
        for (Metric objective : metric.objectives()) {
            assertThat(objective.aggregate(metric.outcomes(objective, outcomes)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bleu", "chrf", "label"})
    void aRejectedRequestIsMeasuredByMetricsOfAnyKind(String metric) {
        Function<Request, String> picky = request -> {
            if (request.purpose() == Purpose.TASK
                    && request.messages().getLast().content().endsWith("7")) {
                throw new ModelException(ModelException.Kind.REJECTED, "not this one");
            }
            return Colours.learner(request);
        };
        Task task = Colours.task(4, BUDGET).withMetric(Metrics.named(metric, Map.of(), new TreeSet<>(Colours.LABELS)));

        RunResult result = run(task, new ScriptedModel(picky), new InMemoryJournal());

        Splits splits = task.splits();
        List<Outcome> seed = (result.split() == Split.HOLDOUT ? splits.holdout() : splits.validation())
                .stream().map(example -> answered(task, example, picky)).toList();
        assertThat(result.seed().value()).isEqualTo(task.metric().aggregate(seed));
    }

    private static Outcome answered(Task task, Example example, Function<Request, String> script) {
        Request request = Answers.request(task.prompt(), example.allInputs(), example.id(), task.seed(), 0, 0);
        try {
            Answer answer = Answer.of(example, script.apply(request));
            return new Outcome(answer, task.metric().score(answer));
        } catch (ModelException rejected) {
            Answer nothing = Answer.of(example, "");
            return new Outcome(nothing, task.metric().silence(nothing, "rejected"));
        }
    }

    @Test
    void aMetaModelThatRejectsEverythingIsNotUsedThoughItAnswersTasks() {
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META) {
                throw new ModelException(ModelException.Kind.REJECTED, "no temperature");
            }
            return Colours.learner(request);
        });
        InMemoryJournal journal = new InMemoryJournal();

        assertThatThrownBy(() -> run(Colours.task("opro", 4, BUDGET), model, journal))
                .hasMessageContaining("rejected each of the first 8 requests as meta model");
        assertThat(journal.entries()).noneMatch(entry -> entry.reply() instanceof Journal.Reply.Rejected);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void whatIsRejectedComesFirstAndDecidesNothing(int parallelism) {
        Function<Request, String> picky = request -> {
            String asked = request.messages().getLast().content();
            if (request.purpose() == Purpose.TASK && asked.hashCode() % 2 == 0) {
                throw new ModelException(ModelException.Kind.REJECTED, "not this one");
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Colours.learner(request);
        };
        Task task = Colours.task("reflective", 4, Budget.calls(300));

        assertThat(course(run(task, new ScriptedModel(picky, parallelism, 1), new InMemoryJournal())))
                .isEqualTo(course(run(task, new ScriptedModel(picky), new InMemoryJournal())));
    }

    @Test
    void aHoldOutOfFewGroupsIsRefusedBeforeItCostsAnything() {
        Task task = Colours.task(4, BUDGET);
        Splits ungrouped = task.splits();
        Task grouped = task.withSplits(new Splits(
                documents(ungrouped.train(), 40),
                documents(ungrouped.validation(), 40),
                documents(ungrouped.holdout(), 5),
                Optional.of("document")));

        assertThatThrownBy(() -> run(grouped, new ScriptedModel(Colours::learner), new InMemoryJournal()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the hold-out has 5 groups")
                .hasMessageContaining("document");
        assertThat(Run.notes(task.withSplits(new Splits(
                        documents(ungrouped.train(), 40),
                        documents(ungrouped.validation(), 40),
                        documents(ungrouped.holdout(), 8),
                        Optional.of("document")))))
                .anyMatch(note -> note.startsWith("A hold-out of 80 examples in 8 groups can hardly prove"));
    }

    @Test
    void aHoldOutOnWhichNothingCanBeProvedIsRefusedBeforeItCostsAnything() {
        assertThatThrownBy(() -> Run.check(Colours.task(1, BUDGET, 40, 40, 5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the hold-out has 5 examples: with fewer than six nothing can be proved");
        Run.check(Colours.task(1, BUDGET, 40, 40, 6));
    }

    @Test
    void anExampleThatDoesNotFillThePromptIsToldBeforeTheFirstCall() {
        Task task = Colours.task(1, BUDGET);
        List<Example> holdout = new ArrayList<>(task.splits().holdout());
        holdout.set(7, Example.of("odd", Map.of("object", "a stone"), "red"));

        assertThatThrownBy(() -> Run.check(task.withSplits(
                        new Splits(task.splits().train(), task.splits().validation(), holdout, Optional.empty()))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "the example \"odd\" has no \"thing\", which the prompt asks for; it has [object]");
    }

    @Test
    void aDollarLimitCountsByThePricesThatTheTaskNames() {
        Budget dollar =
                new Budget(OptionalLong.of(500), OptionalLong.empty(), OptionalLong.of(4_000_000), Optional.empty());
        Task task = Colours.task(1, dollar, 40, 40, 40);

        RunResult priced = run(
                task.withPrices(Map.of("scripted", new Price(1, 1, 1))),
                new ScriptedModel(Colours::learner),
                new InMemoryJournal());
        assertThat(priced.spend().microDollars()).isPositive();
        assertThat(priced.notes()).noneMatch(note -> note.contains("binds nothing"));

        RunResult free = run(task, new ScriptedModel(Colours::learner), new InMemoryJournal());
        assertThat(free.spend().microDollars()).isZero();
        assertThat(free.notes()).anyMatch(note -> note.contains("no model has a price: the limit binds nothing"));
    }

    private static List<Example> documents(List<Example> examples, int documents) {
        List<Example> grouped = new ArrayList<>();
        for (Example example : examples) {
            grouped.add(new Example(
                    example.id(),
                    example.inputs(),
                    example.expected(),
                    Map.of("document", example.id().charAt(0) + "-" + grouped.size() % documents),
                    example.where()));
        }
        return grouped;
    }

    private static ScriptedModel ending(Completion.Finish why, Function<Request, String> script) {
        return new ScriptedModel(script)
                .ending(request -> request.purpose() == Purpose.TASK ? why : Completion.Finish.STOP);
    }

    private static String speechless(Request request) {
        return request.purpose() == Purpose.TASK ? "" : Colours.learner(request);
    }

    @Test
    void answersThatWereCutOffAreToldOf() {
        String told =
                " answers were cut off. Maybe allow longer ones: model.options.maxOutputTokens in the prompt file.";

        RunResult proved =
                run(Colours.task(1, BUDGET), ending(Completion.Finish.LENGTH, Colours::learner), new InMemoryJournal());
        RunResult empty = run(
                Colours.task(1, BUDGET), ending(Completion.Finish.LENGTH, RunTest::speechless), new InMemoryJournal());

        assertThat(proved.split()).isEqualTo(Split.HOLDOUT);
        assertThat(proved.notes()).contains("160 of 160" + told);
        assertThat(empty.split()).isEqualTo(Split.VALIDATION);
        assertThat(empty.notes())
                .contains(empty.seed().n() + " of " + empty.seed().n() + told);
    }

    @Test
    void emptyAnswersAreCountedAsNone() {
        RunResult result = run(
                Colours.task(1, BUDGET), ending(Completion.Finish.STOP, RunTest::speechless), new InMemoryJournal());

        assertThat(result.seed().unanswered()).isEqualTo(result.seed().n());
        assertThat(result.notes()).anyMatch(note -> note.contains("came back empty"));
    }

    @Test
    void anAnswerThatWasHeldBackIsSilenceAndAnEmptyOneThatIsRightIsNot() {
        Metric metric = Metrics.named("exact-match", Map.of(), new TreeSet<>());
        Example example = Example.of("e", Map.of("thing", "a stone"), "");

        Score heldBack = scored(metric, example, Completion.Finish.FILTERED);
        Score empty = scored(metric, example, Completion.Finish.STOP);

        assertThat(heldBack.value()).isZero();
        assertThat(heldBack.isUnanswered()).isTrue();
        assertThat(heldBack.feedback()).contains("held back");
        assertThat(empty.value()).isEqualTo(1);
        assertThat(empty.isUnanswered()).isFalse();
    }

    /** Of an empty text. */
    private static Score scored(Metric metric, Example example, Completion.Finish finish) {
        Request request = new Request(
                Purpose.TASK, List.of(new ChatMessage(Role.USER, "")), Sampling.GREEDY, Constraint.NONE, 0, 0);
        Journal.Reply reply = new Journal.Reply.Answered(new Completion("", finish, Usage.NONE, List.of()));
        Journal.Entry entry =
                new Journal.Entry("key", Purpose.TASK, "scripted", request, reply, Duration.ZERO, Duration.ZERO);
        return new Response(example, entry, List.of())
                .scored(metric, Price.FREE)
                .score();
    }

    @Test
    void aSearchThatTheBudgetEndedDoesNotSayThatItFoundNothingBetter() {
        RunResult result = run(
                Colours.task("best-of", 1, Budget.calls(220)),
                new ScriptedModel(request -> request.purpose() == Purpose.TASK ? "red" : Colours.learner(request)),
                new InMemoryJournal());

        assertThat(result.stopped()).isEqualTo(StopReason.CALLS);
        assertThat(result.explanation())
                .startsWith("The budget ended (budget-calls) before the search was done. Candidates so far: ")
                .endsWith("none is known to beat yours. The prompt stays as it is."
                        + " Maybe resume the run with a larger budget.");
    }

    @Test
    void oneRejectedRequestAmongAnswersIsAReplyLikeAnother() {
        Task task = Colours.task(4, BUDGET);
        Set<String> first = ConcurrentHashMap.newKeySet();
        Function<Request, String> picky = request -> {
            String asked = request.messages().getLast().content();
            if (request.purpose() == Purpose.TASK && asked.hashCode() % 7 == 0) {
                first.add(asked);
                throw new ModelException(ModelException.Kind.REJECTED, "not this one");
            }
            return Colours.learner(request);
        };
        InMemoryJournal journal = new InMemoryJournal();
        RunResult whole = run(task, new ScriptedModel(picky), journal);

        assertThat(first).isNotEmpty();
        assertThat(run(task, new ScriptedModel(picky).failingAfter(0), journal)).isEqualTo(whole);
    }

    @Test
    void aFinishedRunIsReplayedWithoutACall() {
        Task task = Colours.task(6, BUDGET);
        InMemoryJournal journal = new InMemoryJournal();
        RunResult first = run(task, new ScriptedModel(Colours::learner), journal);

        ScriptedModel none = new ScriptedModel(Colours::learner).failingAfter(0);

        assertThat(run(task, none, journal)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {165, 200, 251, 333})
    void neverMakesOneCallMoreThanTheBudget(long calls) {
        ScriptedModel model = new ScriptedModel(Colours::learner, 64, 200);

        Spend spend;
        try {
            spend = run(Colours.task(1, Budget.calls(calls)), model, new InMemoryJournal())
                    .spend();
        } catch (NoVerdictException ended) {
            assertThat(ended.reason()).isEqualTo(StopReason.CALLS);
            spend = ended.spend();
        }
        assertThat(model.calls()).isLessThanOrEqualTo(calls).isEqualTo(spend.calls());
    }

    @ParameterizedTest
    @ValueSource(longs = {4_000, 9_000, 20_000})
    void neverSpendsOneTokenMoreThanTheBudget(long tokens) {
        Budget budget =
                new Budget(OptionalLong.empty(), OptionalLong.of(tokens), OptionalLong.empty(), Optional.empty());
        ScriptedModel model = new ScriptedModel(Colours::learner, 64, 200);

        try {
            run(Colours.task(1, budget), model, new InMemoryJournal());
        } catch (NoVerdictException ended) {
            assertThat(ended.reason()).isEqualTo(StopReason.TOKENS);
        }
        assertThat(model.tokens()).isLessThanOrEqualTo(tokens).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 60_000, 200_000})
    void callsThatCostTheirBoundsKeepToTheBudgetAtAnyConcurrency(long tokens) {
        Price price = new Price(1, 1, 1);
        for (Budget budget : List.of(
                new Budget(OptionalLong.empty(), OptionalLong.of(tokens), OptionalLong.empty(), Optional.empty()),
                new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(tokens), Optional.empty()))) {
            ScriptedModel model =
                    new ScriptedModel(Colours::learner, 64, 200).boundedBy(300).costingItsBounds();

            try {
                new Run(Colours.task(1, budget), Models.of(model, price, model, price), new InMemoryJournal())
                        .execute(event -> {});
            } catch (NoVerdictException ended) {
                assertThat(ended.reason()).isIn(StopReason.TOKENS, StopReason.USD);
            }
            assertThat(model.tokens()).isLessThanOrEqualTo(tokens).isPositive();
        }
    }

    @Test
    void neverSpendsMoreMoneyThanTheBudgetAcrossSittings() {
        Price price = new Price(100, 100, 300);
        Budget budget =
                new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(3_000_000), Optional.empty());
        Task task = Colours.task(1, budget);
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel first = new ScriptedModel(Colours::learner, 64, 200).failingAfter(90);
        assertThatThrownBy(() -> new Run(task, Models.of(first, price, first, price), journal).execute(event -> {}))
                .isInstanceOf(ModelException.class);
        ScriptedModel second = new ScriptedModel(Colours::learner, 64, 200);

        RunResult result = new Run(task, Models.of(second, price, second, price), journal).execute(event -> {});

        assertThat(result.stopped()).isEqualTo(StopReason.USD);
        assertThat(result.spend().microDollars()).isLessThanOrEqualTo(3_000_000);
        assertThat(result.spend().calls()).isEqualTo(first.calls() + second.calls());
    }

    @Test
    void keepsEnoughForTheGateWhateverTheSearchCosts() {
        RunResult result =
                run(Colours.task(1, Budget.calls(300)), new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(result.searchSpend().calls()).isGreaterThan(120);
        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.spend().calls() - result.searchSpend().calls()).isEqualTo(160);
    }

    @Test
    void aBudgetThatIsKeptForTheGateBeforeThereIsSomethingToProveSaysHowMuchThatIs() {
        Budget budget =
                new Budget(OptionalLong.empty(), OptionalLong.of(4_000), OptionalLong.empty(), Optional.empty());

        assertThatThrownBy(
                        () -> run(Colours.task(1, budget), new ScriptedModel(Colours::learner), new InMemoryJournal()))
                .isInstanceOf(NoVerdictException.class)
                .hasMessageStartingWith("the budget ended (budget-tokens) before a verdict: of its 4000 tokens the gate"
                        + " alone takes about ");
    }

    /** For forty calls after the first sixty it takes longer than its pace until then has promised. */
    private static Function<Request, String> slowForAWhile(AtomicLong now) {
        AtomicInteger calls = new AtomicInteger();
        return request -> {
            int made = calls.incrementAndGet();
            now.addAndGet(
                    Duration.ofMillis(made > 60 && made <= 100 ? 800 : 150).toNanos());
            return Colours.learner(request);
        };
    }

    @Test
    void aTimeLimitEndsTheSearchAndItsMomentIsReplayed() {
        AtomicLong now = new AtomicLong();
        Budget budget = new Budget(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofSeconds(60)));
        Task task = Colours.task(1, budget);
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = new ScriptedModel(slowForAWhile(now), 4, 0);

        RunResult result = new Run(task, Models.local(model), journal, now::get).execute(event -> {});
        RunResult replayed = new Run(task, Models.local(new ScriptedModel(Colours::learner).failingAfter(0)), journal)
                .execute(event -> {});

        assertThat(result.stopped()).isEqualTo(StopReason.TIME);
        assertThat(result.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(61));
        assertThat(replayed).isEqualTo(result);
    }

    @Test
    void aGateThatRunsOutOfTimeJudgesByThePairsItHas() {
        AtomicLong now = new AtomicLong();
        AtomicLong millisACall = new AtomicLong(20);
        Budget budget = new Budget(
                OptionalLong.of(400), OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofSeconds(60)));
        Task task = Colours.task(1, budget);
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = new ScriptedModel(
                request -> {
                    now.addAndGet(Duration.ofMillis(millisACall.get()).toNanos());
                    return Colours.learner(request);
                },
                4,
                0);

        RunResult result = new Run(task, Models.local(model), journal, now::get).execute(event -> {
            if (event instanceof RunEvent.SearchEnded) {
                millisACall.set(500);
            }
        });
        RunResult replayed = new Run(task, Models.local(new ScriptedModel(Colours::learner).failingAfter(0)), journal)
                .execute(event -> {});

        assertThat(result.champion().n()).isEqualTo(result.seed().n()).isBetween(40, 79);
        assertThat(result.notes()).singleElement().asString().contains("of 80 hold-out examples");
        assertThat(replayed).isEqualTo(result);
    }

    @Test
    void aGateThatRunsOutOfTimeEarlyGivesNoVerdict() {
        AtomicLong now = new AtomicLong();
        AtomicLong millisACall = new AtomicLong(20);
        Budget budget = new Budget(
                OptionalLong.of(400), OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofSeconds(60)));
        ScriptedModel model = new ScriptedModel(request -> {
            now.addAndGet(Duration.ofMillis(millisACall.get()).toNanos());
            return Colours.learner(request);
        });

        assertThatThrownBy(() -> new Run(Colours.task(1, budget), Models.local(model), new InMemoryJournal(), now::get)
                        .execute(event -> {
                            if (event instanceof RunEvent.SearchEnded) {
                                millisACall.set(3000);
                            }
                        }))
                .isInstanceOf(NoVerdictException.class)
                .hasMessageContaining("budget-time");
    }

    @Test
    void saysThatAHoldOutIsTooSmallBeforeSpending() {
        List<RunEvent> events = new ArrayList<>();
        Task task = Colours.task(1, BUDGET, 40, 40, 20);

        new Run(task, Models.local(new ScriptedModel(Colours::learner)), new InMemoryJournal()).execute(events::add);

        assertThat(((RunEvent.Started) events.getFirst()).notes())
                .singleElement()
                .asString()
                .contains("hold-out of 20 examples can hardly prove");
    }

    @Test
    void aBudgetThatTheGateAloneWouldSpendIsRefused() {
        ScriptedModel model = new ScriptedModel(Colours::learner);

        assertThatThrownBy(() -> run(Colours.task(1, Budget.calls(160)), model, new InMemoryJournal()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the gate alone needs 160");
        assertThat(model.calls()).isZero();
    }

    @Test
    void everySplitNeedsExamples() {
        ScriptedModel model = new ScriptedModel(Colours::learner);

        assertThatThrownBy(() -> run(Colours.task(1, BUDGET, 40, 40, 0), model, new InMemoryJournal()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the holdout split is empty");
        assertThatThrownBy(() -> run(Colours.task(1, BUDGET, 0, 40, 40), model, new InMemoryJournal()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the train split is empty");
        assertThat(model.calls()).isZero();
    }

    @Test
    void aRewriteThatIsOutOfItsFenceIsRefusedAndReported() {
        ScriptedModel model = new ScriptedModel(request ->
                request.purpose() == dev.emend.model.Purpose.META ? "Just say the colour." : Colours.learner(request));

        RunResult result = run(Colours.task(1, BUDGET), model, new InMemoryJournal());

        assertThat(result.refusals()).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.rule()).isEqualTo("no-fence");
            assertThat(refusal.text()).isEqualTo("Just say the colour.");
        });
        assertThat(result.candidates()).hasSizeGreaterThan(3);
    }

    /** Says of every text where it stands on a circle; from another machine it says something else. */
    private record Circle(double offset) implements TextEmbedding {

        @Override
        public String name() {
            return "circle";
        }

        @Override
        public float[] of(String text) {
            double angle = offset + text.hashCode() % 7;
            return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }
    }

    @Test
    void aReplayTakesItsVectorsFromTheJournalAndPaysNothingForThem() {
        Task task = Colours.task("auto", 6, BUDGET);
        InMemoryJournal journal = new InMemoryJournal();
        Models models = Models.local(new ScriptedModel(Colours::learner));
        RunResult first = new Run(task, models.withEmbedding(new Circle(0)), journal).execute(event -> {});

        RunResult again = new Run(
                        task,
                        Models.local(new ScriptedModel(Colours::learner).failingAfter(0))
                                .withEmbedding(new TextEmbedding() {
                                    @Override
                                    public String name() {
                                        return "circle";
                                    }

                                    @Override
                                    public float[] of(String text) {
                                        throw new IllegalStateException("the journal has it");
                                    }
                                }),
                        journal)
                .execute(event -> {});

        assertThat(again).isEqualTo(first);
        assertThat(first.refusals()).anyMatch(refusal -> refusal.rule().equals("same-meaning"));
        assertThat(first.spend().parts()).doesNotContainKey(dev.emend.model.Purpose.EMBED);
    }
}
