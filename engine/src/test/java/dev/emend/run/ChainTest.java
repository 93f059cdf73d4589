package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.BranchStep;
import dev.emend.program.MapStep;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.program.RetrievalStep;
import dev.emend.program.Retriever;
import dev.emend.program.TextList;
import dev.emend.program.Tool;
import dev.emend.program.ToolFailedException;
import dev.emend.program.ToolStep;
import dev.emend.program.Trace;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.strategy.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

    private static final Program GOOD = Parcels.chain(Parcels.GOOD_GIST, Parcels.GOOD_COLOUR);
    private static final Program BROKEN_GIST = Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR);
    private static final Program BROKEN_COLOUR = Parcels.chain(Parcels.GOOD_GIST, Parcels.BROKEN_COLOUR);
    private static final Budget BUDGET = Budget.calls(1200);

    private static RunResult run(Task task, ScriptedModel model, Journal journal) {
        return new Run(task, Models.local(model), journal).execute(event -> {});
    }

    private static List<Example> examples(int n) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            examples.add(Example.of("e" + i, Map.of("thing", "the parcel number " + i), Colours.LABELS.get(i % 4)));
        }
        return examples;
    }

    private static Answers answer(Program program, int n, ScriptedModel model, Journal journal) {
        return new Evaluator(Models.task(model, Price.FREE), Budget.UNLIMITED, 1, event -> {})
                .answer(program, examples(n), 1, Optional.empty(), journal);
    }

    @Test
    void everyExampleGoesThroughAllStepsAndKeepsItsTrace() {
        ScriptedModel model = new ScriptedModel(Parcels::model);

        Answers answers = answer(GOOD, 40, model, new InMemoryJournal());

        assertThat(model.calls()).isEqualTo(80);
        assertThat(answers.responses()).hasSize(40).allSatisfy(response -> {
            assertThat(response.calls()).isEqualTo(2);
            assertThat(response.trace().visits()).extracting(Trace.Visit::step).containsExactly("gist", "colour");
            assertThat(response.trace().visits().getLast().output()).isEqualTo(response.text());
        });
        assertThat(answers.spend().calls()).isEqualTo(80);
    }

    @Test
    void aStepThatDidNotChangeIsFoundInTheJournal() {
        InMemoryJournal journal = new InMemoryJournal();
        answer(GOOD, 20, new ScriptedModel(Parcels::model), journal);
        ScriptedModel model = new ScriptedModel(Parcels::model);

        answer(BROKEN_COLOUR, 20, model, journal);

        assertThat(model.calls()).isEqualTo(20);
    }

    @Test
    void saysOnHowManyOfTheTrainExamplesTheChainIsRun() {
        List<String> phases = new ArrayList<>();
        new Run(
                        Parcels.task(BROKEN_GIST, "reflective", 1, Budget.calls(400)),
                        Models.local(new ScriptedModel(Parcels::model)),
                        new InMemoryJournal())
                .execute(event -> {
                    if (event instanceof RunEvent.PhaseStarted started) {
                        phases.add(started.phase());
                    }
                });

        assertThat(phases)
                .anySatisfy(phase -> assertThat(phase).matches("running the chain on \\d+ of 40 train and \\d+ .*"));
    }

    @Test
    void allFirstStepsAreOneBatch() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        ScriptedModel model = new ScriptedModel(
                request -> {
                    order.add(request.messages().getLast().content().startsWith("the parcel") ? "gist" : "colour");
                    return Parcels.model(request);
                },
                4,
                200);

        answer(GOOD, 12, model, new InMemoryJournal());

        assertThat(order.subList(0, 12)).containsOnly("gist");
        assertThat(order.subList(12, 24)).containsOnly("colour");
    }

    private static Program tooled(Tool tool) {
        return Program.of(
                "p",
                Set.of("thing"),
                List.of(
                        new ToolStep("size", Set.of("thing"), tool, "size"),
                        PromptStep.of(
                                "colour", Prompt.of("colour", "Name the colour.", "{{thing}} {{size}}"), "colour")));
    }

    private static String echo(Request request) {
        return request.messages().getLast().content();
    }

    @Test
    void toolsOfOneBlockWorkSideBySide() {
        CountDownLatch two = new CountDownLatch(2);
        Program program = tooled(inputs -> {
            two.countDown();
            try {
                return two.await(30, TimeUnit.SECONDS) ? "met" : "alone";
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });

        assertThat(texts(answer(program, 4, new ScriptedModel(ChainTest::echo), new InMemoryJournal())))
                .containsExactly(
                        "the parcel number 0 met",
                        "the parcel number 1 met",
                        "the parcel number 2 met",
                        "the parcel number 3 met");
    }

    @Test
    void aToolThatManyExamplesAskTheSameIsUsedOnceThoughTheyAskAtOnce() {
        AtomicInteger used = new AtomicInteger();
        Program program = tooled(inputs -> "size " + used.incrementAndGet());
        List<Example> alike = IntStream.range(0, 32)
                .mapToObj(i -> Example.of("e" + i, Map.of("thing", "a parcel"), "red"))
                .toList();

        Answers answers = new Evaluator(
                        Models.task(new ScriptedModel(ChainTest::echo), Price.FREE), Budget.UNLIMITED, 1, event -> {})
                .answer(program, alike, 1, Optional.empty(), new InMemoryJournal());

        assertThat(texts(answers)).hasSize(32).containsOnly("a parcel size 1");
        assertThat(used).hasValue(1);
    }

    @Test
    void aToolThatWasChangedIsUsedAnewUnderAnotherIdentity() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = new ScriptedModel(ChainTest::echo);

        assertThat(texts(answer(tooled(Tool.named("size-1", inputs -> "small")), 1, model, journal)))
                .containsExactly("the parcel number 0 small");
        assertThat(texts(answer(tooled(Tool.named("size-2", inputs -> "large")), 1, model, journal)))
                .containsExactly("the parcel number 0 large");
        assertThat(texts(answer(tooled(Tool.named("size-1", inputs -> "never used")), 1, model, journal)))
                .containsExactly("the parcel number 0 small");
    }

    @Test
    void aRetrieverThatWasChangedIsAskedAnewUnderAnotherIdentity() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = new ScriptedModel(ChainTest::echo);

        Program before = retrieving(Retriever.named("shelf-1", (query, k) -> List.of("an old page")));
        Program after = retrieving(Retriever.named("shelf-2", (query, k) -> List.of("a new page")));

        assertThat(texts(answer(before, 1, model, journal))).allMatch(text -> text.contains("an old page"));
        assertThat(texts(answer(after, 1, model, journal))).allMatch(text -> text.contains("a new page"));
    }

    private static Program retrieving(Retriever retriever) {
        return Program.of(
                "p",
                Set.of("thing"),
                List.of(
                        new RetrievalStep("shelf", "thing", 1, retriever, "found"),
                        PromptStep.of(
                                "colour", Prompt.of("colour", "Name the colour.", "{{thing}} {{found}}"), "colour")));
    }

    @Test
    void theTimeThatToolsTakeCountsInEverySitting() {
        AtomicLong now = new AtomicLong();
        AtomicInteger used = new AtomicInteger();
        Program program = tooled(inputs -> {
            used.incrementAndGet();
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            return "large";
        });
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = new ScriptedModel(ChainTest::echo);
        int side = Math.max(2, Runtime.getRuntime().availableProcessors());

        assertThat(within(60, program, model, journal, now).stopped()).contains(StopReason.TIME);
        assertThat(model.calls()).isZero();
        assertThat(journal.elapsed()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(60 + 5 * side));
        assertThat(within(60, program, model, journal, now).stopped()).contains(StopReason.TIME);
        assertThat(journal.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(60 + 5 * side));
        assertThat(within(150, program, model, journal, now).stopped()).contains(StopReason.TIME);
        assertThat(journal.elapsed()).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(150 + 5 * side));
        Answers whole = within(400, program, model, journal, now);

        assertThat(whole.stopped()).isEmpty();
        assertThat(whole.responses()).hasSize(40);
        assertThat(used).hasValue(40);
        assertThat(journal.elapsed()).isEqualTo(Duration.ofSeconds(200));
    }

    private static Answers within(long seconds, Program program, ScriptedModel model, Journal journal, AtomicLong now) {
        return new Evaluator(Models.task(model, Price.FREE), time(seconds), 1, event -> {}, now::get)
                .answer(program, examples(40), 1, Optional.empty(), journal);
    }

    @Test
    void aRunWhoseTimeIsOverAmongToolsTakesTheSameCourseAgain() {
        AtomicLong now = new AtomicLong();
        AtomicInteger used = new AtomicInteger();
        Program program = looksUp("gist", inputs -> {
            used.incrementAndGet();
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            return inputs.getOrDefault("gist", "");
        });
        Task task = Parcels.task(program, "reflective", 1, time(700));
        InMemoryJournal journal = new InMemoryJournal();

        RunResult result = within(task, new ScriptedModel(Parcels::model), journal, now);
        int before = used.get();
        List<Journal.Stop> stops = journal.stops();
        RunResult again = within(task, new ScriptedModel(Parcels::model).failingAfter(0), journal, now);

        assertThat(stops).isNotEmpty().allMatch(stop -> stop.reason() == StopReason.TIME);
        assertThat(again).isEqualTo(result);
        assertThat(used).hasValue(before);
        assertThat(journal.stops()).isEqualTo(stops);
    }

    private static RunResult within(Task task, ScriptedModel model, Journal journal, AtomicLong now) {
        return new Run(task, Models.local(model), journal, now::get).execute(event -> {});
    }

    private static Budget time(long seconds) {
        return new Budget(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(Duration.ofSeconds(seconds)));
    }

    @Test
    void aToolThatEndsTheRunLeavesItsNeighboursToTheirEnd() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        Program program = tooled(inputs -> {
            if (inputs.getOrDefault("thing", "").endsWith(" 1")) {
                begun.countDown();
                try {
                    Thread.sleep(300);
                } catch (InterruptedException stopped) {
                    interrupted.incrementAndGet();
                    throw new IllegalStateException("no time");
                }
                return "large";
            }
            try {
                begun.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            throw new InvalidInputException("the tool is gone", Where.NOWHERE, "mend it.");
        });
        InMemoryJournal journal = new InMemoryJournal();

        assertThatThrownBy(() -> answer(program, 8, new ScriptedModel(ChainTest::echo), journal))
                .isInstanceOf(InvalidInputException.class);

        assertThat(interrupted).hasValue(0);
        assertThat(journal.entries())
                .extracting(Journal.Entry::reply)
                .hasSize(1)
                .hasOnlyElementsOfType(Journal.Reply.Answered.class);
    }

    @Test
    void anInterruptionWhileToolsWorkLeavesNoFailure() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        Program program = tooled(inputs -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException("no time");
            }
            return "never";
        });
        InMemoryJournal journal = new InMemoryJournal();
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread answering = Thread.ofVirtual()
                .start(() -> ended.set(
                        catchThrowable(() -> answer(program, 8, new ScriptedModel(ChainTest::echo), journal))));

        begun.await();
        answering.interrupt();
        answering.join();

        assertThat(ended.get()).isInstanceOf(ModelException.class).hasMessageContaining("interrupted");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void aToolIsUsedOnceForTheSameInputs() {
        AtomicInteger used = new AtomicInteger();
        Program program = tooled(inputs -> "size " + used.incrementAndGet());
        InMemoryJournal journal = new InMemoryJournal();

        List<String> first = texts(answer(program, 5, new ScriptedModel(ChainTest::echo), journal));
        List<String> again = texts(answer(program, 5, new ScriptedModel(request -> "never"), journal));

        assertThat(used).hasValue(5);
        assertThat(again).isEqualTo(first);
        assertThat(first.getFirst()).startsWith("the parcel number 0 size ");
    }

    private static List<String> texts(Answers answers) {
        return answers.responses().stream().map(Response::text).toList();
    }

    @Test
    void aRequestThatIsRejectedEndsTheChainAndNamesTheStep() {
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.messages().getLast().content().startsWith("About parcel")) {
                throw new ModelException(ModelException.Kind.REJECTED, "too long");
            }
            return Parcels.model(request);
        });

        Response response =
                answer(GOOD, 1, model, new InMemoryJournal()).responses().getFirst();

        assertThat(response.text()).isEmpty();
        assertThat(response.scored(Parcels.task(GOOD, "best-of", 1, BUDGET).metric(), Price.FREE)
                        .score()
                        .feedback())
                .isEqualTo("The model rejected the request of the step colour: too long");
        assertThat(response.answer(new Price(1, 1, 1)).effort().usage().total()).isPositive();
        assertThat(response.answer(new Price(1, 1, 1)).effort().microDollars()).isPositive();
    }

    @Test
    void theBrokenStepIsBlamedAndMended() {
        RunResult result = run(
                Parcels.task(BROKEN_GIST, "reflective", 1, BUDGET),
                new ScriptedModel(Parcels::model),
                new InMemoryJournal());

        RunResult.Chain chain = result.chain().orElseThrow();
        StepCredit gist = chain.credits().getFirst();
        StepCredit colour = chain.credits().getLast();
        assertThat(gist.blamed().total()).isGreaterThan(3 * colour.blamed().total());
        assertThat(gist.blamed().bypass()).isPositive();
        assertThat(gist.searched().rounds()).isPositive();
        assertThat(gist.searched().gain()).isGreaterThan(0.3);
        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(chain.program().prompt("gist")).isNotEqualTo(BROKEN_GIST.prompt("gist"));
        assertThat(chain.program().prompt("colour").instruction())
                .isEqualTo(BROKEN_GIST.prompt("colour").instruction());
    }

    @Test
    void whatRescuedTheChainInAStepsPlaceTeachesTheStep() {
        // The meta-model writes nothing; as task model it copies its input where it is shown that.
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "I cannot do that."
                : copies(request) ? request.messages().getLast().content() : Parcels.model(request));

        RunResult result = run(Parcels.task(BROKEN_GIST, "reflective", 1, BUDGET), model, new InMemoryJournal());

        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(result.chain().orElseThrow().program().prompt("gist").demonstrations())
                .anySatisfy(shown -> assertThat(shown.output())
                        .isEqualTo(shown.inputs().get("thing"))
                        .startsWith("the parcel number "));
    }

    /** The gist never keeps more than every second number, so that it is searched again. */
    private static String halfway(Request request) {
        String system = request.messages().getFirst().content();
        String user = request.messages().getLast().content();
        if (request.purpose() == Purpose.META
                && user.contains("the one of the step gist")
                && user.contains("Hypothesis:")) {
            return request.seed() % 2 == 0
                    ? "Hypothesis: idea " + request.seed() % 1000 + ".\n```\nSay politely what it is about.\n```"
                    : "Hypothesis: keep some.\n```\nSay in a sentence half of what is in it.\n```";
        }
        if (user.startsWith("the parcel number ") && system.contains("half")) {
            return user.matches(".*[02468]") ? "About parcel number " + user.substring(18) : "A customer wrote.";
        }
        return Parcels.model(request);
    }

    @Test
    void aRoundKnowsWhatEarlierOnesHaveTriedOnItsStepInVain() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger rounds = new AtomicInteger();
        ScriptedModel model = new ScriptedModel(request -> {
            String user = request.messages().getLast().content();
            if (rounds.get() == 2 && user.contains("the one of the step gist") && user.contains("Hypothesis:")) {
                told.add(user);
            }
            return halfway(request);
        });
        Task task = Parcels.task(BROKEN_GIST, "compose", 1, Budget.calls(3000))
                .withOptions(Map.of("operators", "reflect", "patience", "1"));

        RunResult result = new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {
            if (event instanceof RunEvent.PhaseStarted started
                    && started.phase().startsWith("blaming")) {
                rounds.incrementAndGet();
            }
        });

        assertThat(told).isNotEmpty().allSatisfy(text -> assertThat(text).contains("idea "));
        assertThat(result.candidates())
                .filteredOn(
                        candidate -> candidate.prompt().instruction().source().startsWith("Say politely"))
                .hasSize(1);
    }

    private static boolean copies(Request request) {
        List<String> turns = request.messages().stream()
                .map(ChatMessage::content)
                .filter(content -> content.startsWith("the parcel number "))
                .toList();
        return turns.size() > new HashSet<>(turns).size();
    }

    @Test
    void theStepThatAnswersIsBlamedWhereItIsTheBrokenOne() {
        RunResult result = run(
                Parcels.task(BROKEN_COLOUR, "reflective", 1, BUDGET),
                new ScriptedModel(Parcels::model),
                new InMemoryJournal());

        RunResult.Chain chain = result.chain().orElseThrow();
        assertThat(chain.credits().getLast().blamed().total())
                .isEqualTo(chain.credits().getFirst().blamed().failures());
        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(chain.program().prompt("gist")).isEqualTo(BROKEN_COLOUR.prompt("gist"));
    }

    @Test
    void anAnswerThatIsNoLabelIsBlamedWithoutACall() {
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "I cannot."
                : request.messages().getLast().content().startsWith("A") ? "no idea" : Parcels.model(request));

        RunResult result = run(Parcels.task(GOOD, "best-of", 1, BUDGET), model, new InMemoryJournal());

        StepCredit colour = result.chain().orElseThrow().credits().getLast();
        assertThat(colour.blamed().contract())
                .isEqualTo(colour.blamed().failures())
                .isPositive();
        assertThat(colour.reasons().getFirst()).contains("none of the labels");
    }

    private static Program looksUp(String reads, Tool tool) {
        return Program.of(
                "parcels",
                Set.of("thing"),
                List.of(
                        PromptStep.of("gist", Prompt.of("gist", Parcels.BROKEN_GIST, "{{thing}}"), "gist"),
                        new ToolStep("lookup", Set.of(reads), tool, "found"),
                        PromptStep.of("colour", Prompt.of("colour", Parcels.GOOD_COLOUR, "{{gist}}"), "colour")));
    }

    private static RunResult run(Program chain) {
        return run(
                Parcels.task(chain, "reflective", 1, BUDGET), new ScriptedModel(Parcels::model), new InMemoryJournal());
    }

    @Test
    void aToolThatAlwaysFailsIsToldBeforeMuchIsSpent() {
        ScriptedModel model = new ScriptedModel(Parcels::model);
        Task task = Parcels.task(
                looksUp("thing", in -> {
                    throw new ToolFailedException("no such table");
                }),
                "reflective",
                1,
                BUDGET);

        assertThatThrownBy(() -> run(task, model, new InMemoryJournal()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the tool of the step \"lookup\" fails on all 12 examples")
                .hasMessageContaining("no such table");
        assertThat(model.calls()).isLessThanOrEqualTo(24);
    }

    @Test
    void aToolThatFailsOnAnInputIsNoPromptsFault() {
        RunResult result = run(looksUp("thing", in -> {
            if (in.getOrDefault("thing", "").endsWith("7")) {
                throw new ToolFailedException("no such parcel");
            }
            return "found";
        }));

        assertThat(result.notes())
                .anySatisfy(note -> assertThat(note).contains("no prompt can mend", "no such parcel"));
        List<StepCredit> credits = result.chain().orElseThrow().credits();
        assertThat(credits)
                .allSatisfy(credit -> assertThat(credit.reasons()).noneMatch(why -> why.contains("no such parcel")));
        assertThat(credits.stream().mapToInt(credit -> credit.blamed().total()).sum())
                .isLessThan(credits.getFirst().blamed().failures());
    }

    @Test
    void aToolThatFailsOnWhatAPromptWroteIsThatPromptsFault() {
        RunResult result = run(looksUp("gist", in -> {
            if (!in.getOrDefault("gist", "").contains("number")) {
                throw new ToolFailedException("no number to look up");
            }
            return "found";
        }));

        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(result.chain().orElseThrow().credits().getFirst())
                .satisfies(credit -> assertThat(credit.step()).isEqualTo("gist"))
                .satisfies(credit -> assertThat(credit.blamed().contract())
                        .isEqualTo(credit.blamed().failures()));
        assertThat(result.notes())
                .anyMatch(note -> note.startsWith("On 40 of 40 train examples a tool failed"))
                .noneMatch(note -> note.contains("no prompt can mend"));
    }

    @Test
    void aToolThatThrowsOnAnInputFailsThereAndIsNotAskedAgain() {
        AtomicInteger used = new AtomicInteger();
        Task task = Parcels.task(
                looksUp("thing", in -> {
                    used.incrementAndGet();
                    if (in.getOrDefault("thing", "").endsWith("7")) {
                        throw new IllegalStateException("no such parcel");
                    }
                    return "found";
                }),
                "reflective",
                1,
                BUDGET);
        InMemoryJournal journal = new InMemoryJournal();

        RunResult result = run(task, new ScriptedModel(Parcels::model), journal);
        int before = used.get();
        RunResult again = run(task, new ScriptedModel(request -> "never"), journal);

        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("no such parcel"));
        assertThat(again.explanation()).isEqualTo(result.explanation());
        assertThat(used).hasValue(before);
    }

    @Test
    void aToolThatIsInterruptedIsAskedAgain() {
        AtomicInteger used = new AtomicInteger();
        Program program = looksUp("thing", in -> {
            if (used.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                throw new ToolFailedException("interrupted");
            }
            return "found";
        });
        InMemoryJournal journal = new InMemoryJournal();

        assertThatThrownBy(() -> answer(program, 1, new ScriptedModel(Parcels::model), journal))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("interrupted while the tool of the step lookup was at work");
        assertThat(Thread.interrupted()).isTrue();
        Answers answers = answer(program, 1, new ScriptedModel(Parcels::model), journal);

        assertThat(answers.responses().getFirst().trace().failure()).isEmpty();
        assertThat(used).hasValue(2);
    }

    private static Program oneStep(String name) {
        return Program.of(
                "one",
                Set.of("thing"),
                List.of(PromptStep.of(name, Prompt.of("colour", Parcels.BROKEN_COLOUR, "{{thing}}"), "answer")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "prompt"})
    void aChainOfOneStepIsSearchedAsAnyOther(String step) {
        Program chain = oneStep(step);

        RunResult result = run(chain);

        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(result.chain().orElseThrow().program().prompts()).containsOnlyKeys(step);
        assertThat(result.chain().orElseThrow().program().prompt(step)).isNotEqualTo(chain.prompt(step));
    }

    @Test
    void whereNothingHelpsTheUsersOwnChainComesBack() {
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "I cannot do that."
                : request.messages().getLast().content().startsWith("the parcel")
                        ? Parcels.model(request)
                        : request.seed() % 4 == 0 ? "red" : "blue");

        RunResult result = run(Parcels.task(GOOD, "opro", 1, BUDGET), model, new InMemoryJournal());

        assertThat(result.chain().orElseThrow().program()).isSameAs(GOOD);
    }

    @Test
    void aChainThatHasNotChangedIsBlamedOnce() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.messages().getFirst().content().contains("cause of a wrong answer")) {
                asked.add(request.messages().getLast().content());
                return "1 | gist | it loses the number\n2 | colour | it names another colour";
            }
            return request.purpose() == Purpose.META ? "I cannot do that." : Parcels.model(request);
        });

        run(Parcels.task(GOOD, "opro", 1, BUDGET), model, new InMemoryJournal());

        assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opro", "auto"})
    void aChainWhoseBudgetDidNotPayForMoreSaysSo(String strategy) {
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "```\nAnswer in one good word, attempt " + request.seed() % 100_000 + ".\n```"
                : Parcels.model(request));

        RunResult result =
                run(Parcels.task(oneStep("colour"), strategy, 1, Budget.calls(330)), model, new InMemoryJournal());

        assertThat(result.stopped()).isEqualTo(StopReason.CALLS);
    }

    @Test
    void aChainThatTheGateDidNotProveIsNotHandedOut() {
        Task task = Parcels.task(BROKEN_GIST, "reflective", 1, BUDGET);
        Set<String> holdout = task.splits().holdout().stream()
                .map(example -> example.column("thing"))
                .collect(Collectors.toSet());
        ScriptedModel model = new ScriptedModel(
                request -> holdout.contains(request.messages().getLast().content())
                        ? "A customer wrote."
                        : Parcels.model(request));

        RunResult result = run(task, model, new InMemoryJournal());

        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.verdict()).isNotEqualTo(Verdict.PROMOTED);
        assertThat(result.chain().orElseThrow().program()).isEqualTo(BROKEN_GIST);
        assertThat(result.chain().orElseThrow().champion()).isNotEqualTo(BROKEN_GIST);
    }

    @Test
    void holdOutRowsThatAStepShowsAreLeftOut() {
        Task task = Parcels.task(BROKEN_GIST, "reflective", 1, BUDGET);
        Program showing = BROKEN_GIST.withPrompt(
                "gist",
                BROKEN_GIST
                        .prompt("gist")
                        .withDemonstrations(task.splits().holdout().subList(0, 2).stream()
                                .map(row -> new Demonstration(row.id(), row.inputs(), "A customer wrote."))
                                .toList()));

        RunResult result = run(
                Parcels.task(showing, "reflective", 1, BUDGET),
                new ScriptedModel(Parcels::model),
                new InMemoryJournal());

        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.champion().n()).isEqualTo(48);
        assertThat(result.notes())
                .contains("2 examples of validation and hold-out are left out, because your prompt shows them.");
    }

    @Test
    void aChainCannotBeProbed() {
        Probe probe = new Probe(
                Parcels.task(GOOD, "reflective", 1, BUDGET),
                Models.local(new ScriptedModel(Parcels::model)),
                new InMemoryJournal());

        assertThatThrownBy(() -> probe.execute(0.2, event -> {})).hasMessageContaining("cannot be probed");
    }

    @Test
    void aChainThatNeverFailsIsLeftAlone() {
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META) {
                throw new AssertionError("nothing to write");
            }
            String user = request.messages().getLast().content();
            return user.startsWith("the parcel")
                    ? user.substring(4)
                    : Colours.LABELS.get(Integer.parseInt(user.replaceAll("\\D", "")) % 4);
        });

        RunResult result = run(Parcels.task(GOOD, "reflective", 1, BUDGET), model, new InMemoryJournal());

        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(result.chain().orElseThrow().program()).isEqualTo(GOOD);
        assertThat(result.candidates()).hasSize(1);
    }

    private static String course(RunResult result) {
        return result.verdict()
                + result.explanation()
                + result.candidates()
                + result.refusals()
                + result.spend().calls()
                + result.chain().orElseThrow().credits()
                + result.chain().orElseThrow().program().fingerprint();
    }

    static List<String> strategies() {
        return Strategies.names();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void neitherThreadsNorInterruptionsChangeItsCourse(String strategy) {
        Task task = Parcels.task(BROKEN_GIST, strategy, 2, Budget.calls(900));
        ScriptedModel whole = new ScriptedModel(ChainTest::play, 1, 0);
        String expected = course(run(task, whole, new InMemoryJournal()));

        assertThat(course(run(task, new ScriptedModel(ChainTest::play, 64, 200), new InMemoryJournal())))
                .isEqualTo(expected);

        for (double share : List.of(0.2, 0.7)) {
            InMemoryJournal journal = new InMemoryJournal();
            ScriptedModel dying =
                    new ScriptedModel(ChainTest::play, 8, 100).failingAfter((long) (share * whole.calls()));
            assertThatThrownBy(() -> run(task, dying, journal)).isInstanceOf(ModelException.class);
            ScriptedModel next = new ScriptedModel(ChainTest::play);
            assertThat(course(run(task, next, journal))).isEqualTo(expected);
            assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        }
    }

    /** With a judge that likes everything, for the strategies that ask one. */
    private static String play(Request request) {
        return request.purpose() == Purpose.JUDGE ? "tie" : Parcels.model(request);
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 230, 280, 350, 500, 900, 3000})
    void endsWellWhateverTheBudget(long calls) {
        ScriptedModel model = new ScriptedModel(Parcels::model);
        Task task = Parcels.task(BROKEN_GIST, "reflective", 3, Budget.calls(calls));

        try {
            RunResult result = run(task, model, new InMemoryJournal());
            assertThat(result.chain()).isPresent();
            assertThat(result.notes()).noneSatisfy(note -> assertThat(note).contains("budget ended"));
        } catch (NoVerdictException nothingButTheSeedWasMeasured) {
            assertThat(calls).isLessThan(280);
        }
        assertThat(model.calls()).isLessThanOrEqualTo(calls);
    }

    @Test
    void aBudgetThatTheGateAloneWouldUseIsRefusedBeforeTheFirstCall() {
        assertThatThrownBy(() -> Run.check(Parcels.task(GOOD, "reflective", 1, Budget.calls(200))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the gate alone needs 200, 4 for each hold-out example");
    }

    @Test
    void aStepsStrategySeesTheStepsInputsAndOutputs() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        ScriptedModel model = new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META
                    && request.messages().getLast().content().contains("Hypothesis:")) {
                told.add(request.messages().getLast().content());
            }
            return Parcels.model(request);
        });

        run(Parcels.task(BROKEN_GIST, "best-of", 1, Budget.calls(500)), model, new InMemoryJournal());
        run(Parcels.task(BROKEN_GIST, "reflective", 1, Budget.calls(900)), model, new InMemoryJournal());

        assertThat(told)
                .isNotEmpty()
                .anySatisfy(text -> assertThat(text)
                        .contains("the one of the step gist")
                        .contains("answer: A customer wrote.")
                        .contains("This step is to blame:")
                        .contains("- colour: a prompt that writes label; reads gist; writes colour"));
    }

    /** A list of numbers is made, each is turned into a word, and a branch takes the colour from the words. */
    private static final Program WIDE = Program.of(
            "wide",
            Set.of("thing"),
            List.of(
                    PromptStep.of("parts", Prompt.of("parts", "Parts.", "{{thing}}"), "parts")
                            .typed(OutputType.LIST),
                    MapStep.of("word", Prompt.of("word", "Word.", "part {{part}}"), "parts", "part", "words"),
                    PromptStep.of("kind", Prompt.of("kind", "Kind.", "words {{words}}"), "kind")
                            .typed(OutputType.label("odd", "even")),
                    new BranchStep(
                            "way",
                            "kind",
                            Map.of(
                                    "odd",
                                            List.of(PromptStep.of(
                                                    "odd", Prompt.of("odd", "Odd.", "odd {{words}}"), "answer")),
                                    "even",
                                            List.of(PromptStep.of(
                                                    "even", Prompt.of("even", "Even.", "even {{words}}"), "answer"))),
                            Optional.empty(),
                            "answer")));

    private static String wide(Request request) {
        String system = request.messages().getFirst().content();
        String user = request.messages().getLast().content();
        if (request.purpose() == Purpose.META) {
            return user.contains("Hypothesis:")
                    ? "Hypothesis: it is careless.\n```\nBe careful, please, attempt " + request.seed() % 1000
                            + ".\n```"
                    : "1 | word | it is careless";
        }
        String digits = user.replaceAll("\\D", "");
        long number = digits.isEmpty() ? 0 : Long.parseLong(digits.substring(Math.max(0, digits.length() - 6)));
        if (user.startsWith("the parcel")) {
            return "- " + number + "\n- " + (number + 4);
        }
        if (user.startsWith("part")) {
            return system.contains("careful") || number % 3 == 0 ? "w" + number : "w" + (number + 1);
        }
        if (user.startsWith("words")) {
            return number % 7 == 0 ? "neither" : number % 2 == 0 ? "even" : "odd";
        }
        List<String> words = TextList.read(user);
        return words.isEmpty()
                ? "?"
                : Colours.LABELS.get(Integer.parseInt(words.getFirst().substring(1)) % 4);
    }

    /** The parts are always called even, and the critic blames the step for what is odd. */
    @Test
    void aStepThatTheChainNeverCameToIsNotBlamed() {
        Task task = Parcels.task(WIDE, "gepa", 1, Budget.calls(900));
        ScriptedModel model = new ScriptedModel(request -> {
            boolean critic = request.messages().getFirst().content().contains("cause of a wrong answer");
            String last = request.messages().getLast().content();
            return critic
                    ? IntStream.rangeClosed(1, 6)
                            .mapToObj(i -> i + " | odd | it is careless")
                            .collect(Collectors.joining("\n"))
                    : last.startsWith("words") && request.purpose() == Purpose.TASK ? "even" : wide(request);
        });

        RunResult result = run(task, model, new InMemoryJournal());

        assertThat(result.chain().orElseThrow().credits())
                .filteredOn(credit -> credit.step().equals("odd"))
                .allSatisfy(credit -> assertThat(credit.blamed().total()).isZero());
    }

    @Test
    void aToolIsNoFaultOfAPromptWhoseWordsItWasNotGiven() {
        PromptStep id = PromptStep.of("id", Prompt.of("id", "Its number.", "{{thing}}"), "id");
        PromptStep gist = PromptStep.of("gist", Prompt.of("gist", Parcels.GOOD_GIST, "{{thing}}"), "gist");
        Program program = Program.of(
                "parcels",
                Set.of("thing"),
                List.of(
                        id,
                        gist,
                        new ToolStep("lookup", Set.of("id"), in -> "found", "found"),
                        PromptStep.of(
                                "colour", Prompt.of("colour", Parcels.GOOD_COLOUR, "{{gist}} {{found}}"), "colour")));
        Trace trace = new Trace(
                List.of(
                        new Trace.Visit("id", Map.of("thing", "a parcel"), "none", Optional.empty()),
                        new Trace.Visit("gist", Map.of("thing", "a parcel"), "A parcel.", Optional.empty()),
                        new Trace.Visit("lookup", Map.of("id", "none"), "", Optional.of("no such id"))),
                Optional.of("no such id"));
        Outcome failure =
                new Outcome(Answer.of(examples(1).getFirst(), ""), new Score(0, "no such id", new TreeMap<>()));

        assertThat(new ToolFaults(program, outcome -> trace)
                        .blame(failure)
                        .orElseThrow()
                        .step())
                .isEqualTo("id");
    }

    @Test
    void listsAndBranchesAreSearchedTooAndTakeTheSameCourseAlways() {
        Task task = Parcels.task(WIDE, "reflective", 4, Budget.calls(3000));
        ScriptedModel whole = new ScriptedModel(ChainTest::wide, 1, 0);
        RunResult result = run(task, whole, new InMemoryJournal());

        assertThat(result.chain().orElseThrow().credits())
                .anySatisfy(credit -> {
                    assertThat(credit.step()).isEqualTo("word");
                    assertThat(credit.searched().rounds()).isPositive();
                })
                .anySatisfy(credit -> {
                    assertThat(credit.step()).isEqualTo("kind");
                    assertThat(credit.blamed().contract()).isPositive();
                });
        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(whole.calls()).isLessThanOrEqualTo(3000);
        assertThat(course(run(task, new ScriptedModel(ChainTest::wide, 64, 200), new InMemoryJournal())))
                .isEqualTo(course(result));
    }
}
