package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.journal.Workspace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend replay} */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs again from the journal, without a model and without a call, and compares the result.",
            "",
            "The same task, seed and replies give the same result. Exit status 1 says that they did not."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  emend replay support-intents-3", "  emend replay support-intents-3 --json > again.json"})
public final class ReplayCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "RUN", description = "The run, as \"emend runs\" names it.")
    @SuppressWarnings("NullAway.Init")
    private String run;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Workspace opened = workspace.existing()) {
            String before = opened.result(run)
                    .orElseThrow(() -> new InvalidInputException(
                            "the run " + run + " is not finished",
                            Where.NOWHERE,
                            "\"emend resume " + run + workspace.asOption() + "\" finishes it."));
            Replay.Repeated repeated;
            try {
                repeated = Replay.of(opened, run);
            } catch (Replay.OtherCourseException other) {
                console.err()
                        .println(console.errStyle().bad("emend: ") + "the replay differs from the run: "
                                + other.getMessage());
                return ExitStatus.UNEXPECTED;
            }
            String after = new RunFiles(workspace.directory(), run, repeated.stored(), repeated.result()).resultJson();
            boolean same = comparable(before).equals(comparable(after));
            if (json) {
                console.out().println(after);
            } else {
                new VerdictLines(console).print(run, repeated.result());
            }
            console.err()
                    .println(
                            same
                                    ? "identical to the run, and no call was made"
                                    : console.errStyle().bad("emend: ") + "the replay differs from the run");
            return same ? ExitStatus.DONE : ExitStatus.UNEXPECTED;
        }
    }

    /** All of a result but the one figure that may differ, and where its files are, since a workspace can be moved. */
    private static Map<String, @Nullable Object> comparable(String resultJson) {
        Map<String, @Nullable Object> fields = Json.read(resultJson);
        for (String program : List.of("seed", "champion")) {
            if (fields.get(program) instanceof Map<?, ?> estimate) {
                estimate.remove("prompt");
            }
        }
        if (fields.get("spent") instanceof Map<?, ?> spent) {
            spent.remove("seconds");
        }
        return fields;
    }
}
