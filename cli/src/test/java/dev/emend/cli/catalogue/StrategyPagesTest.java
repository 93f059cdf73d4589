package dev.emend.cli.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.EmendCommand;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Strategy;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages are written by hand; figures and the index by {@code benchmarks/run StrategyFigures}. */
class StrategyPagesTest {

    private static final Path PAGES = Path.of("../docs/strategies");

    static List<Strategy> strategies() {
        return Strategies.all();
    }

    @Test
    void everyPageAndFigureHasAStrategy() throws IOException {
        assertThat(names(PAGES, ".md"))
                .filteredOn(name -> !name.equals("README"))
                .isSubsetOf(Strategies.names());
        assertThat(names(PAGES.resolve("figures"), ".svg")).isSubsetOf(Strategies.names());
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ending))
                    .map(file -> file.substring(0, file.length() - ending.length()))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategyHasAPageThatTellsItsOptionsAndShowsItsFigure(Strategy strategy) throws IOException {
        Profile profile = strategy.profile();
        Path file = PAGES.resolve(profile.name() + ".md");
        assertThat(file).exists();

        String page = Files.readString(file);

        assertThat(page).contains("(figures/" + profile.name() + ".svg)").contains("strategy: ");
        assertThat(profile.options())
                .as("options on the page of %s", profile.name())
                .allSatisfy(option -> assertThat(page).contains("`" + option.name() + "`"));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategyHasAFigure(Strategy strategy) {
        assertThat(PAGES.resolve("figures").resolve(strategy.name() + ".svg"))
                .exists()
                .content()
                .startsWith("<svg");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theIndexLeadsToEveryPage(Strategy strategy) throws IOException {
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .contains("[" + strategy.name() + "](" + strategy.name() + ".md)");
    }

    @Test
    void theCommandListsEachWithWhatItSearchesAndWhatAStepCosts() {
        String all = EmendCommand.run("strategies").out();

        for (Strategy strategy : Strategies.all()) {
            assertThat(all).contains(strategy.name(), strategy.profile().step());
        }
        assertThat(all).contains("Yang et al., 2023").contains("blend-differences");
    }

    @Test
    void theCommandTellsTheOptionsOfOne() {
        assertThat(EmendCommand.run("strategies", "gepa").out())
                .contains("docs/strategies/gepa.md", "frontier", "minibatch");
        assertThat(EmendCommand.run("strategies", "gepa", "--json").out())
                .contains("\"name\" : \"gepa\"")
                .contains("\"searches\" : \"instruction\"");
        assertThat(EmendCommand.run("strategies", "ape").out())
                .contains("the share that a filter keeps; a number from 0.05 to 0.95 (0.5)");
        EmendCommand unknown = EmendCommand.run("strategies", "gepe");
        assertThat(unknown.err()).contains("gepe", "gepa");
        assertThat(unknown.status()).isEqualTo(2);
    }

    /** Registered by a library. */
    public static final class OneIdea implements Strategy {

        @Override
        public Profile profile() {
            return new Profile("one-idea", "has one idea", "", Profile.Searches.INSTRUCTION, "nothing", List.of());
        }

        @Override
        public void search(Search search) {}
    }

    @Test
    void theCommandPromisesNoPageForWhatALibraryRegistersAndTellsWhatItCannotLoad(@TempDir Path folder)
            throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Strategy.class.getName()), OneIdea.class.getName() + "\ncom.example.Gone\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);

            EmendCommand one = EmendCommand.run("strategies", "one-idea");
            EmendCommand all = EmendCommand.run("strategies");

            assertThat(one.out()).contains("one-idea", OneIdea.class.getName()).doesNotContain("docs/strategies");
            assertThat(EmendCommand.run("strategies", "one-idea", "--json").out())
                    .contains("\"name\" : \"one-idea\"")
                    .doesNotContain("docs/strategies");
            assertThat(all.out()).contains("one-idea");
            assertThat(all.err()).contains("com.example.Gone");
            assertThat(all.status()).isZero();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
