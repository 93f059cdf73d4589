package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.emend.cli.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands that the documentation shows, as far as they can be told to be right without being run. */
class WrittenCommandsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("^\\s*(?:[A-Z_]+=\\S+ )?(?:\\./)?emend (\\S.*)$");
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    private static final Pattern EMENDED = Pattern.compile("(.*)\\.emended\\.(prompty|yaml)");

    /** A command, and where it stands. */
    private record Written(Path page, String command) {

        @Override
        public String toString() {
            return ROOT.relativize(page) + ": " + command;
        }

        /** Its words, up to a comment, a pipe or a redirection. */
        private String[] words() {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(command.replaceFirst("(?: #| \\| | > | >>).*$", ""));
            while (word.find()) {
                words.add(word.group().replaceAll("[\"']", ""));
            }
            return words.toArray(String[]::new);
        }
    }

    static Stream<Written> commands() throws IOException {
        List<Written> commands = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            List<Path> pages = Stream.of(Stream.of(ROOT.resolve("README.md")), docs, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path page : pages) {
                commands.addAll(written(page));
            }
        }
        return commands.stream();
    }

    /** In code blocks, fenced or indented; a line that ends with a backslash goes on in the next one. */
    private static List<Written> written(Path page) throws IOException {
        List<Written> commands = new ArrayList<>();
        boolean fenced = false;
        String begun = "";
        for (String line : Files.readAllLines(page)) {
            fenced ^= line.strip().startsWith("```");
            String whole = begun + (begun.isEmpty() ? line : line.strip());
            Matcher command = COMMAND.matcher(whole);
            boolean shown = command.matches() && (fenced || whole.startsWith("    "));
            begun = shown && line.endsWith("\\") ? whole.substring(0, whole.length() - 1) : "";
            if (shown && begun.isEmpty()) {
                commands.add(new Written(page, command.group(1)));
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void its_options_exist(Written written) {
        CommandLine emend = Emend.commandLine(Console.ofProcess());

        assertThatCode(() -> emend.parseArgs(written.words())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_files_that_it_takes_from_a_run_are_named_as_a_run_names_them(Written written) throws IOException {
        String page = Files.readString(written.page());
        for (String word : written.words()) {
            Matcher emended = EMENDED.matcher(word);
            if (emended.matches()) {
                Path own = Path.of(emended.group(1) + "." + emended.group(2));
                assertThat(Files.exists(ROOT.resolve(own)) || page.contains(" " + own))
                        .as("a run writes \"" + word + "\" beside \"" + own + "\", which is neither there nor named")
                        .isTrue();
            }
        }
    }

    @Test
    void there_are_such_commands_in_every_example() throws IOException {
        List<Written> commands = commands().toList();

        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            assertThat(examples.filter(Files::isDirectory))
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(commands)
                            .anyMatch(written -> written.page().startsWith(example)));
        }
    }
}
