package dev.emend.cli;

import dev.emend.Where;
import dev.emend.search.Strategies;
import dev.emend.search.Strategy;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code emend strategies} */
@Command(
        name = "strategies",
        mixinStandardHelpOptions = true,
        description = "Lists the search strategies with the options that a task file can give them.")
final class StrategiesCommand implements Callable<Integer> {

    private final Console console;

    StrategiesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (String name : Strategies.names()) {
            Strategy strategy = Strategies.named(name, Where.NOWHERE);
            console.out()
                    .println(
                            strategy.options().isEmpty()
                                    ? name
                                    : name + "  options: " + String.join(", ", new TreeSet<>(strategy.options())));
        }
        return ExitStatus.DONE;
    }
}
