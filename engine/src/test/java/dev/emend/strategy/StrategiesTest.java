package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.ScriptedModel;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Strategy;
import dev.emend.strategy.gepa.Gepa;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

        RunResult result = registering(
                () -> new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {}),
                classes(Idle.class));

        assertThat(result.verdict()).isEqualTo(Verdict.NO_CHANGE);
        assertThat(result.prompt()).isEqualTo(task.prompt());
        assertThat(result.seed().n()).isEqualTo(task.splits().validation().size());
        assertThat(model.calls()).isEqualTo(task.splits().validation().size());
    }

    @Test
    void oneThatMeasuresNothingHasNoVerdictWhereTheBudgetMeasuresNothingEither() {
        Task task = Colours.task("idle", 1, Budget.calls(162));
        ScriptedModel model = new ScriptedModel(Colours::learner);

        assertThatThrownBy(() -> registering(
                        () -> new Run(task, Models.local(model), new InMemoryJournal()).execute(event -> {}),
                        classes(Idle.class)))
                .isInstanceOf(NoVerdictException.class)
                .hasMessageContaining("calls");
    }
}
