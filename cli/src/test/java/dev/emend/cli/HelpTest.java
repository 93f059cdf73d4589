package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.console.Console;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} says of each command. */
class HelpTest {

    static Stream<List<String>> commands() {
        CommandLine all = Emend.commandLine(Console.ofProcess());
        return below(all)
                .map(command -> List.of(command.getCommandSpec()
                        .qualifiedName(" ")
                        .substring("emend ".length())
                        .split(" ")));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(own -> Stream.concat(Stream.of(own), below(own)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_shows_how_it_is_used(List<String> command) {
        EmendCommand help = EmendCommand.run(
                Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(help.status()).isZero();
        assertThat(help.out()).containsPattern("(?m)^Examples?:\\R  emend " + command.getFirst() + "\\b");
    }
}
