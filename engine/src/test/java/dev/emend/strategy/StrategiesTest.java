package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Parent;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Parcels;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.StrategyException;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Strategy;
import dev.emend.search.Trial;
import dev.emend.strategy.gepa.Gepa;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategiesTest {

    @TempDir
    Path folder;

    /** A strategy that another library could register. */
    private abstract static class Foreign implements Strategy {

        private final String name;

        Foreign(String name) {
            this.name = name;
        }

        @Override
        public Profile profile() {
            return new Profile(name, "does nothing", "", Profile.Searches.INSTRUCTION, "nothing", List.of());
        }

        @Override
        public void search(Search search) {}
    }

    public static final class Idle extends Foreign {
        public Idle() {
            super("idle");
        }
    }

    public static final class AlsoIdle extends Foreign {
        public AlsoIdle() {
            super("idle");
        }
    }

    public static final class OtherGepa extends Foreign {
        public OtherGepa() {
            super("gepa");
        }
    }

    public static final class Failing extends Foreign {
        public Failing() {
            super("failing");
            throw new IllegalStateException("its licence has expired");
        }
    }

    public static final class Nameless extends Foreign {
        public Nameless() {
            super("nameless");
        }

        @Override
        public Profile profile() {
            throw new IllegalStateException("it has no profile");
        }
    }

    public static final class Misnamed extends Foreign {
        public Misnamed() {
            super("misnamed");
        }

        @Override
        public String name() {
            return "other";
        }
    }

    /** Leads with a prompt of its own, and then fails. */
    public static final class Unlucky extends Foreign {
        public Unlucky() {
            super("unlucky");
        }

        @Override
        public void search(Search search) {
            Operator induce = new Operators(search.description(), search.train()).named("induce");
            Material material = Material.of(Parents.of(search.seed()), search.random("one"));
            List<Candidate> written =
                    search.propose(List.of(induce.draft(material).orElseThrow()));
            search.evaluate(written, search.validation());
            search.lead(written.getFirst());
            throw new IllegalStateException("my own bug");
        }
    }

    /** Leads with a prompt that no screen has seen. */
    public static final class Forging extends Foreign {
        public Forging() {
            super("forging");
        }

        @Override
        public void search(Search search) {
            Prompt prompt = search.seed().prompt().withMessage(0, Template.parse("Name the colour: red, green."));
            search.lead(new Candidate(1, prompt, List.of(0), "mine", "better"));
        }
    }

    /** Waits for the budget to end it. */
    public static final class Endless extends Foreign {
        public Endless() {
            super("endless");
        }

        @Override
        public void search(Search search) {
            while (true) {
                search.evaluate(List.of(search.seed()), search.validation());
            }
        }
    }

    /** Improves a chain in the first round, and in later ones leads with what it has not measured. */
    public static final class Careless extends Foreign {

        /** How many validation examples the chain of a round has met when it begins. */
        static final List<Integer> MET = new ArrayList<>();

        public Careless() {
            super("careless");
        }

        @Override
        public void search(Search search) {
            MET.add(search.scoreboard()
                    .outcomes(search.seed().id(), search.validation())
                    .size());
            Operator reflect = new Operators(search.description(), search.train()).named("reflect");
            Parent parent = Parents.answering(search.seed(), search.train(), search.scoreboard());
            List<Candidate> written = search.propose(IntStream.range(0, 4)
                    .mapToObj(i -> reflect.draft(Material.of(List.of(parent), search.random("draft " + i))))
                    .flatMap(Optional::stream)
                    .toList());
            if (search.seed().isUsersOwn()) {
                search.evaluate(written, search.validation());
                search.lead(new Contest(search, 4).best(written, search.validation()));
            } else if (!written.isEmpty()) {
                search.lead(written.getFirst());
            }
        }
    }

    /** Uses up what it may on the first step of a chain, and does nothing on the second. */
    public static final class Spending extends Foreign {

        /** By round, whether it worked on the first step. */
        static final List<Boolean> FIRST = new ArrayList<>();

        public Spending() {
            super("spending");
        }

        @Override
        public void search(Search search) {
            boolean first = search.description().contains("the step gist");
            FIRST.add(first);
            if (!first) {
                return;
            }
            Example example = search.train().getFirst();
            for (int draw = 1; true; draw++) {
                search.sample(List.of(new Trial(search.seed(), example, draw, 1)));
            }
        }
    }

    /** What is answered by a thread whose class loader knows these too. */
    private <T> T registering(Supplier<T> question, String... classes) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(services.resolve(Strategy.class.getName()), String.join("\n", classes));
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
                thread.setContextClassLoader(loader);
                return question.get();
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A run of a strategy that another library registers. */
    private RunResult run(Task task, ScriptedModel model, Class<? extends Strategy> type) {
        return registering(
                () -> new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {}), classes(type));
    }

    private static String[] classes(Class<?>... types) {
        return Stream.of(types).map(Class::getName).toArray(String[]::new);
    }

    private static Optional<String> advice(Throwable thrown) {
        return ((InvalidInputException) thrown).maybe();
    }

    @Test
    void theClassLoaderOfTheThreadIsAskedToo() {
        Strategy found = registering(() -> Strategies.named("idle", Where.NOWHERE), classes(Idle.class));

        assertThat(found).isInstanceOf(Idle.class);
        assertThat(Strategies.isOwn(found)).isFalse();
        assertThatThrownBy(() -> Strategies.named("idle", Where.NOWHERE)).hasMessageContaining("no strategy \"idle\"");
    }

    @Test
    void aNameThatIsOneOfEmendsIsRefusedWithBothClasses() {
        assertThatThrownBy(() -> registering(() -> Strategies.named("gepa", Where.NOWHERE), classes(OtherGepa.class)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than one strategy \"gepa\"")
                .hasMessageContaining(Gepa.class.getName())
                .hasMessageContaining(OtherGepa.class.getName());
        assertThat(registering(() -> Strategies.named("opro", Where.NOWHERE), classes(OtherGepa.class)))
                .isInstanceOf(Opro.class);
    }

    @Test
    void aNameThatTwoLibrariesHaveIsRefusedWhateverTheirOrder() {
        for (String[] order : List.of(classes(Idle.class, AlsoIdle.class), classes(AlsoIdle.class, Idle.class))) {
            assertThatThrownBy(() -> registering(() -> Strategies.named("idle", Where.NOWHERE), order))
                    .hasMessageContaining(AlsoIdle.class.getName() + " and " + Idle.class.getName());
        }
    }

    @Test
    void oneThatCannotBeLoadedCostsOnlyItselfAndIsTold() throws IOException {
        byte[] ofALaterJava = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) 200};
        Files.write(folder.resolve("Later.class"), ofALaterJava);
        String[] classes = Stream.of(
                        classes(Failing.class, Nameless.class),
                        new String[] {"com.example.Gone", "Later"},
                        classes(Idle.class))
                .flatMap(Stream::of)
                .toArray(String[]::new);

        assertThat(registering(Strategies::names, classes))
                .contains("auto", "idle")
                .doesNotContain("failing", "nameless");
        assertThat(registering(Strategies::faults, classes))
                .hasSize(4)
                .anySatisfy(fault -> assertThat(fault).contains("Later"))
                .anySatisfy(fault -> assertThat(fault).contains("Failing", "its licence has expired"))
                .anySatisfy(fault -> assertThat(fault).contains("Nameless", "it has no profile"))
                .anySatisfy(fault -> assertThat(fault).contains("com.example.Gone"));
        assertThatThrownBy(() -> registering(() -> Strategies.named("failing", Where.NOWHERE), classes))
                .satisfies(thrown -> assertThat(advice(thrown).orElseThrow()).contains("its licence has expired"));
    }

    @Test
    void oneThatMeasuresNothingLeavesThePromptAsItIsWithItsScore() {
        Task task = Colours.task("idle", 1, Budget.calls(400));
        ScriptedModel model = new ScriptedModel(Colours::learner);

        RunResult result = run(task, model, Idle.class);

        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(result.prompt()).isEqualTo(task.prompt());
        assertThat(result.seed().n()).isEqualTo(task.splits().validation().size());
        assertThat(model.calls()).isEqualTo(task.splits().validation().size());
    }

    @Test
    void oneThatMeasuresNothingHasNoVerdictWhereTheBudgetMeasuresNothingEither() {
        Task task = Colours.task("idle", 1, Budget.calls(162));
        ScriptedModel model = new ScriptedModel(Colours::learner);

        assertThatThrownBy(() -> run(task, model, Idle.class))
                .isInstanceOf(NoVerdictException.class)
                .hasMessageContaining("calls");
    }

    @Test
    void oneWhoseProfileHasAnotherNameIsTold() {
        assertThat(registering(Strategies::faults, classes(Misnamed.class)))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("Misnamed", "\"other\"", "\"misnamed\""));
    }

    /** What it paid for is kept, and who led can still be seen. */
    @Test
    void oneThatFailsIsNamedWithThePlaceInItsCode() {
        Task task = Colours.task("unlucky", 1, Budget.calls(400));
        InMemoryJournal journal = new InMemoryJournal();
        Models learner = Models.local(new ScriptedModel(Colours::learner));

        assertThatThrownBy(() ->
                        registering(() -> new Run(task, learner, journal).execute(event -> {}), classes(Unlucky.class)))
                .isInstanceOf(StrategyException.class)
                .hasMessageContaining("the strategy unlucky (" + Unlucky.class.getName() + ") failed")
                .hasMessageContaining("my own bug, at StrategiesTest.java:");

        Models silent = Models.local(new ScriptedModel(Colours::learner).failingAfter(0));
        Optional<Run.Leader> leader =
                registering(() -> new Run(task, silent, journal).leader(), classes(Unlucky.class));
        assertThat(leader).hasValueSatisfying(led -> assertThat(led.candidate()).isEqualTo(1));
    }

    /** Else what no screen has seen could be proved and shipped. */
    @Test
    void aCandidateThatTheSearchHasNotHandedOutIsRefused() {
        Task task = Colours.task("forging", 1, Budget.calls(400));

        assertThatThrownBy(() -> run(task, new ScriptedModel(Colours::learner), Forging.class))
                .isInstanceOf(StrategyException.class)
                .hasMessageContaining("candidate 1 was not let in by this search");
    }

    /** The gate compares with the user's own chain, and would not see that a better one was given up. */
    @Test
    void aLaterRoundOfAChainDoesNotGiveUpABetterChainForAnUnprovedOne() {
        Careless.MET.clear();
        Program chain = Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR);
        Task task = Parcels.task(chain, "careless", 1, Budget.calls(2000));

        RunResult result = run(task, new ScriptedModel(Parcels::model), Careless.class);

        Program shipped = result.chain().orElseThrow().program();
        assertThat(Careless.MET).hasSizeGreaterThan(1);
        assertThat(Careless.MET.subList(1, Careless.MET.size())).containsOnly(30);
        assertThat(result.candidates()).hasSizeGreaterThan(5);
        assertThat(shipped.prompt("gist")).isNotEqualTo(chain.prompt("gist"));
        assertThat(shipped.prompt("colour")).isEqualTo(chain.prompt("colour"));
        assertThat(result.chain().orElseThrow().credits())
                .allSatisfy(credit -> assertThat(credit.searched().gain()).isNotNegative());
    }

    @Test
    void whatIsLeftGoesToTheStepOfAChainWhoseShareDidNotSuffice() {
        Program chain = Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR);
        Task task = Parcels.task(chain, "spending", 1, Budget.calls(2000));

        Spending.FIRST.clear();
        assertThatThrownBy(() -> run(task, new ScriptedModel(Parcels::model), Spending.class))
                .isInstanceOf(NoVerdictException.class)
                .hasMessageContaining("budget-calls");

        assertThat(Spending.FIRST).containsExactly(true, false, true);
    }

    @Test
    void oneThatNeverEndsAndCostsNothingIsEnded() {
        Task task = Colours.task("endless", 1, Budget.calls(400));

        assertThatThrownBy(() -> run(task, new ScriptedModel(Colours::learner), Endless.class))
                .isInstanceOf(StrategyException.class)
                .hasMessageContaining("10000 times in a row");
    }
}
