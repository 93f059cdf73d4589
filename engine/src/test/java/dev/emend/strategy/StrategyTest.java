package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Demonstration;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Parcels;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import dev.emend.search.Profile;
import dev.emend.search.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy, whatever it searches. */
class StrategyTest {

    private static final Budget BUDGET = Budget.calls(600);

    /** Validation examples that the seed answers before a search without a limit of calls. */
    private static final int PACE = 8;

    private static final Pattern THING = Pattern.compile("(thing|parcel) number \\d+");

    static List<String> names() {
        return Strategies.names();
    }

    private static RunResult run(Task task, ScriptedModel model, Journal journal) {
        return new Run(task, Models.local(model), journal).execute(event -> {});
    }

    /** Everything but the time it took. */
    private static String course(RunResult result) {
        return result.toString().replaceAll("elapsed=[^,\\]]*", "");
    }

    @ParameterizedTest
    @MethodSource("names")
    void takesTheCourseOfItsGoldenTrace(String strategy) throws IOException {
        String trace = GoldenTrace.of(Colours.task(strategy, 5, BUDGET), Colours::learner);
        String resource = "/traces/" + strategy + ".trace";
        try (var golden = StrategyTest.class.getResourceAsStream(resource)) {
            String expected = golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);
            if (System.getenv("EMEND_WRITE_GOLDEN_TRACES") != null) {
                Files.writeString(Path.of("src/test/resources" + resource), trace);
            }
            assertThat(trace).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsTrainExamplesAloneAndMeetsTheHoldOutInTheGateAlone(String strategy) {
        keepsTheSplitsApart(Colours.task(strategy, 5, BUDGET), Colours::learner);
    }

    @ParameterizedTest
    @MethodSource("names")
    void ofAChainItKeepsTheSplitsApartToo(String strategy) {
        keepsTheSplitsApart(
                Parcels.task(Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR), strategy, 1, Budget.calls(1200)),
                request -> request.purpose() == Purpose.JUDGE ? "tie" : Parcels.model(request));
    }

    private static void keepsTheSplitsApart(Task task, Function<Request, String> script) {
        Recorded run = new Recorded(task, script);
        Set<String> train = inputs(task.splits().train());
        Set<String> holdout = inputs(task.splits().holdout());

        assertThat(run.asked().stream().anyMatch(asked -> asked.phase().startsWith("gate: ")))
                .isEqualTo(run.result().split() == Split.HOLDOUT);
        assertThat(run.asked()).allSatisfy(asked -> {
            if (!asked.phase().startsWith("gate: ")) {
                assertThat(things(asked.request().messages())).doesNotContainAnyElementsOf(holdout);
            }
            switch (asked.request().purpose()) {
                case META -> assertThat(things(asked.request().messages())).isSubsetOf(train);
                case TASK ->
                    assertThat(things(asked.request()
                                    .messages()
                                    .subList(0, asked.request().messages().size() - 1)))
                            .isSubsetOf(train);
                case JUDGE -> {}
            }
        });
    }

    private static Set<String> inputs(List<Example> examples) {
        return named(examples.stream().map(example -> example.column("thing")));
    }

    private static Set<String> things(List<ChatMessage> messages) {
        return named(messages.stream().map(ChatMessage::content));
    }

    private static Set<String> named(Stream<String> texts) {
        return texts.flatMap(text -> THING.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /** A candidate that is out of the running for its strategy may lead all the same, and then it is the champion. */
    @ParameterizedTest
    @MethodSource("names")
    void neverSaysOfTheChampionThatItIsOut(String strategy) {
        Recorded run = new Recorded(Colours.task(strategy, 5, BUDGET), Colours::learner);
        int champion = run.result().championId();
        boolean out = false;
        for (RunEvent event : run.events()) {
            out = switch (event) {
                case RunEvent.Leading leading when leading.candidate() == champion -> false;
                case RunEvent.Dropped dropped when dropped.candidate() == champion -> true;
                default -> out;
            };
        }

        assertThat(out).isFalse();
    }

    @ParameterizedTest
    @MethodSource("names")
    void neitherThreadsNorLatenciesChangeItsCourse(String strategy) {
        Task task = Colours.task(strategy, 2, BUDGET);
        String expected = course(run(task, new ScriptedModel(Colours::learner), new InMemoryJournal()));

        String shaken = course(run(task, new ScriptedModel(Colours::learner, 64, 300), new InMemoryJournal()));

        assertThat(shaken).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRunThatWasCutOffEndsAsIfItHadNotBeen(String strategy) {
        Task task = Colours.task(strategy, 4, BUDGET);
        ScriptedModel whole = new ScriptedModel(Colours::learner);
        String expected = course(run(task, whole, new InMemoryJournal()));
        for (double share : List.of(0.1, 0.45, 0.8)) {
            InMemoryJournal journal = new InMemoryJournal();
            ScriptedModel dying =
                    new ScriptedModel(Colours::learner, 8, 100).failingAfter((long) (share * whole.calls()));
            assertThatThrownBy(() -> run(task, dying, journal)).isInstanceOf(ModelException.class);

            ScriptedModel next = new ScriptedModel(Colours::learner);
            String resumed = course(run(task, next, journal));

            assertThat(resumed).isEqualTo(expected);
            assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        }
    }

    /** From nearly nothing for the search to more than it can use. */
    @ParameterizedTest
    @MethodSource("names")
    void endsWellWhateverTheBudget(String strategy) {
        for (long calls : List.of(161, 190, 260, 400, 1500)) {
            ScriptedModel model = new ScriptedModel(Colours::learner);
            RunResult result;
            try {
                result = run(Colours.task(strategy, 3, Budget.calls(calls)), model, new InMemoryJournal());
            } catch (NoVerdictException tooLittle) {
                assertThat(calls).isLessThan(200);
                continue;
            }
            assertThat(model.calls()).isLessThanOrEqualTo(calls);
            assertThat(result.spend().calls()).isEqualTo(model.calls());
        }
    }

    /** A budget of tokens alone is planned as one of the calls that these are enough for. */
    @ParameterizedTest
    @MethodSource("names")
    void bringsACandidateToItsEndWhereTokensAreLimitedAndCallsAreNot(String strategy) {
        ScriptedModel counting = new ScriptedModel(Colours::learner);
        run(Colours.task(strategy, 3, BUDGET), counting, new InMemoryJournal());
        Budget tokens = new Budget(
                OptionalLong.empty(), OptionalLong.of(2 * counting.tokens()), OptionalLong.empty(), Optional.empty());
        ScriptedModel model = new ScriptedModel(Colours::learner);

        RunResult result = run(Colours.task(strategy, 3, tokens), model, new InMemoryJournal());

        assertThat(model.tokens()).isLessThanOrEqualTo(2 * counting.tokens());
        assertThat(result.candidates()
                        .get(result.championId())
                        .validation()
                        .orElseThrow()
                        .n())
                .isGreaterThan(PACE);
    }

    /** More calls than the tokens suffice for change nothing, not even what is planned before the first call. */
    @ParameterizedTest
    @MethodSource("names")
    void goesTheSameWayWhereCallsAreLimitedFarBeyondTheTokens(String strategy) {
        OptionalLong tokens = OptionalLong.of(60_000);
        Budget alone = new Budget(OptionalLong.empty(), tokens, OptionalLong.empty(), Optional.empty());
        Budget both = new Budget(OptionalLong.of(20_000), tokens, OptionalLong.empty(), Optional.empty());

        RunResult result =
                run(Colours.task(strategy, 3, both), new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(result.candidates())
                .isEqualTo(run(
                                Colours.task(strategy, 3, alone),
                                new ScriptedModel(Colours::learner),
                                new InMemoryJournal())
                        .candidates());
    }

    /** Else a strategy would plan by its requests for prompts, which take longer than answers. */
    @ParameterizedTest
    @MethodSource("names")
    void answersTellThePaceBeforeAnythingIsPlannedWhereCallsAndTimeAreLimited(String strategy) {
        Budget both = new Budget(
                OptionalLong.of(500), OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofHours(1)));
        List<Purpose> asked = new CopyOnWriteArrayList<>();

        run(
                Colours.task(strategy, 3, both),
                new ScriptedModel(request -> {
                    asked.add(request.purpose());
                    return Colours.learner(request);
                }),
                new InMemoryJournal());

        assertThat(asked.subList(0, 8)).containsOnly(Purpose.TASK);
    }

    /** Validation is large for the calls: what the finals would take is not kept from the search. */
    @ParameterizedTest
    @MethodSource("names")
    void writesMoreThanOneCandidateWhereCallsAreFewForTheValidation(String strategy) {
        Task task = Colours.task(strategy, 3, Budget.calls(300 + 200), 100, 100, 100);

        RunResult result = run(task, new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(result.candidates()).hasSizeGreaterThan(2);
        assertThat(result.searchSpend().calls()).isGreaterThan(150);
    }

    /** Rivals let the newer of two equals win, and so drift away from the user's own prompt for nothing. */
    @ParameterizedTest
    @MethodSource("names")
    void whoIsNoBetterThanTheUsersPromptNeverLeads(String strategy) {
        ScriptedModel model = new ScriptedModel(request -> {
            boolean known = request.messages().getLast().content().hashCode() % 2 == 0;
            return request.purpose() != Purpose.TASK
                    ? Colours.learner(request)
                    : known ? Colours.right(request) : "no idea";
        });

        RunResult result = run(Colours.task(strategy, 6, BUDGET), model, new InMemoryJournal());

        assertThat(result.championId()).isZero();
        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    /** Ten runs each: the gate's level is one in twenty, whatever a search selects by. */
    @Test
    void inNoMoreThanOneRunInTwentyIsAPromptPromotedWhereNothingHelps() {
        List<String> all = new ArrayList<>();
        for (String strategy : names()) {
            List<String> promoted = new ArrayList<>();
            for (long seed = 1; seed <= 10; seed++) {
                RunResult result = run(
                        Colours.task(strategy, seed, BUDGET),
                        new ScriptedModel(request -> request.purpose() == Purpose.JUDGE
                                ? Colours.learner(request)
                                : Colours.indifferent(request)),
                        new InMemoryJournal());
                if (result.verdict() == Verdict.PROMOTED) {
                    promoted.add(strategy + " " + seed);
                }
            }
            assertThat(promoted).as(strategy).hasSizeLessThanOrEqualTo(2);
            all.addAll(promoted);
        }

        assertThat(all).hasSizeLessThanOrEqualTo(names().size() * 10 / 20);
    }

    /** Where every answer is wrong, where every answer is right, and where the meta-model writes what cannot be read. */
    @ParameterizedTest
    @MethodSource("names")
    void survivesModelsThatAreOfNoUse(String strategy) {
        List<Function<Request, String>> scripts = List.of(
                request -> request.purpose() == Purpose.META ? "```\nName the colour.\n```" : "no idea",
                request -> request.purpose() == Purpose.META ? "I cannot do that." : Colours.learner(request),
                request -> "");
        for (Function<Request, String> script : scripts) {
            ScriptedModel model = new ScriptedModel(script);

            Task task = Colours.task(strategy, 7, BUDGET);
            RunResult result = run(task, model, new InMemoryJournal());

            assertThat(model.calls()).isLessThanOrEqualTo(600);
            assertThat(result.verdict() == Verdict.PROMOTED)
                    .isEqualTo(!result.prompt().equals(task.prompt()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void ofAFewExamplesItMakesWhatItCan(String strategy) {
        Task task = Colours.task(strategy, 8, Budget.calls(120), 1, 4, 8);

        ScriptedModel model = new ScriptedModel(Colours::learner);
        RunResult result = run(task, model, new InMemoryJournal());

        assertThat(model.calls())
                .isLessThanOrEqualTo(120)
                .isEqualTo(result.spend().calls());
    }

    /** Nothing that was tried is left to try: the user's prompt shows what the only set would show, and no instruction can be read. */
    @Test
    void aSearchThatCanTryNothingEndsAllTheSame() {
        Task task = Colours.task("mipro", 4, BUDGET);
        Task showing = task.withPrompt(task.prompt()
                        .withDemonstrations(List.of(new Demonstration("mine", Map.of("thing", "the sky"), "blue"))))
                .withOptions(Map.of("max-demonstrations", "0"));

        RunResult result = run(
                showing,
                new ScriptedModel(request -> request.purpose() == Purpose.META ? "?" : Colours.learner(request)),
                new InMemoryJournal());

        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatItIs(String name) {
        Strategy strategy = Strategies.named(name, dev.emend.Where.NOWHERE);
        Profile profile = strategy.profile();

        assertThat(profile.line()).isNotBlank().doesNotEndWith(".");
        assertThat(profile.step()).isNotBlank();
        assertThat(profile.options())
                .allSatisfy(option -> assertThat(option.meaning()).isNotBlank());
        assertThat(profile.options()).extracting(Profile.Option::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAValueOfWhichAnOptionCanMakeNothingBeforeTheFirstCall(String name) {
        for (Profile.Option option :
                Strategies.named(name, dev.emend.Where.NOWHERE).profile().options()) {
            if (option.values() instanceof Profile.Values.Text) {
                continue;
            }
            Task task = optioned(Colours.task(name, 1, BUDGET), Map.of(option.name(), "?"));

            assertThatThrownBy(() -> Run.check(task))
                    .as(option.name())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("\"?\"");
        }
    }

    private static Task optioned(Task task, Map<String, String> options) {
        return task.withOptions(options);
    }
}
