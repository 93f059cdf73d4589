package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Parent;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.Task;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A strategy of somebody else's, registered in this module's test resources as docs/strategies/compose.md says, is found by its
 * name and run from a task file.
 */
class OwnStrategyTest {

    /** As in the documentation. */
    public static final class OneIdea implements Strategy {

        @Override
        public Profile profile() {
            return new Profile(
                    "one-idea",
                    "writes one instruction from examples",
                    "",
                    Profile.Searches.INSTRUCTION,
                    "1 meta call, 1.5 x validation task calls",
                    List.of(Profile.Option.whole("ideas", 1, "1", "how many instructions to write")));
        }

        @Override
        public void search(Search search) {
            Candidate seed = search.seed();
            Operators operators = new Operators(search.description(), search.train());
            List<Candidate> written = search.propose(IntStream.range(0, new Settings(search).whole("ideas", 1))
                    .mapToObj(i -> operators
                            .named("induce")
                            .draft(Material.of(new Parent(seed.id(), seed.prompt()), search.random("idea " + i)))
                            .orElseThrow())
                    .toList());
            new Contest(search, Contest.defaultBlock(search)).race(written, "race");
        }
    }

    @TempDir
    Path folder;

    @Test
    void isThereOnceThoughTwoClassLoadersFindIt() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(loader);

            assertThat(Strategies.names()).containsOnlyOnce("one-idea");
            assertThat(Strategies.named("one-idea", Where.NOWHERE)).isInstanceOf(OneIdea.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Task task(String strategy) throws IOException {
        Files.writeString(folder.resolve("seed.prompty"), "---\nname: p\n---\nsystem:\nName it.\nuser:\n{{message}}\n");
        Files.writeString(
                folder.resolve("rows.jsonl"),
                IntStream.range(0, 60)
                        .mapToObj(i -> "{\"id\": \"r" + i + "\", \"inputs\": {\"message\": \"m" + i
                                + "\"}, \"expected\": \"" + (i % 2 == 0 ? "even" : "odd") + "\"}")
                        .collect(Collectors.joining("\n")));
        Path file = folder.resolve("task.yaml");
        Files.writeString(
                file,
                "prompt: seed.prompty\ndata: {file: rows.jsonl, split: {train: 10, validation: 10, holdout: 40}}\n"
                        + "metric: label\nstrategy: " + strategy + "\n");
        return TaskFile.read(file).task();
    }

    @Test
    void isFoundByItsNameBehindEmendsOwn() {
        assertThat(Strategies.names()).startsWith("auto", "reflective").endsWith("one-idea");
        assertThat(Strategies.named("one-idea", Where.NOWHERE)).isInstanceOf(OneIdea.class);
    }

    @Test
    void runsFromATaskFileUnderTheSameBudgetAndGate() throws IOException {
        RunResult result = new Run(
                        task("{name: one-idea, ideas: 2}"), Models.local(new Parity()), new InMemoryJournal())
                .execute(event -> {});

        assertThat(result.candidates()).hasSize(3);
        assertThat(result.champion().value()).isEqualTo(1);
        assertThat(result.verdict().label()).isEqualTo("promoted");
    }

    @Test
    void itsOptionsAreCheckedWhereTheTaskIsRead() {
        assertThatThrownBy(() -> task("{name: one-idea, ideas: none}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("task.yaml:4: strategy.ideas")
                .hasMessageContaining("must be a whole number");
        assertThatThrownBy(() -> task("{name: one-idea, thoughts: 2}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no option \"thoughts\"");
    }

    /** Where the task is not read from a file. */
    @Test
    void itsOptionsAreCheckedBeforeTheFirstCall() throws IOException {
        Task none = task("one-idea").withStrategy("one-idea", Map.of("ideas", "none"));

        assertThatThrownBy(() -> Run.check(none))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"ideas\" must be a whole number");
    }
}
