package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.console.Console;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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

    static Stream<Arguments> options() {
        return below(Emend.commandLine(Console.ofProcess()))
                .map(CommandLine::getCommandSpec)
                .flatMap(command -> command.args().stream()
                        .map(argument -> Arguments.of(
                                command.qualifiedName(" "),
                                argument.paramLabel() + " "
                                        + (argument instanceof OptionSpec option ? option.longestName() : ""),
                                String.join(" ", argument.description()))));
    }

    /** A sentence that begins in the middle speaks of what another option says. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("options")
    void what_an_option_means_can_be_read_alone(String command, String option, String meaning) {
        assertThat(meaning)
                .matches("\\p{Lu}.*[.)]")
                .doesNotContainPattern(
                        "^(Of|That|By which|As for|As in|In place|The same|Your own|Default|Such as)\\b");
    }
}
