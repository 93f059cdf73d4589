package dev.emend.cli.optimize;

import dev.emend.cli.console.Console;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.format.task.BudgetText;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend resume} */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a run that was stopped, and repeats no call that was paid for.",
            "",
            "The run uses the task, prompt and examples as they were when it began, whatever has become of their files since, and ends"
                    + " as it would have ended without the interruption. A program or class that scores is used as it is now.",
            "",
            "With --budget a run may also go on that found nothing within the budget it had: nobody has looked at its hold-out.",
            "A --price counts for all calls of the run, those before it too."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  emend resume", "  emend resume support-intents-1 --budget calls=800"})
public final class ResumeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run, as \"emend runs\" names it. Default: the newest that is not finished.")
    private @Nullable String run;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description =
                    "Another budget, over all sittings, such as calls=800. Each limit replaces the run's of the same kind.")
    private @Nullable String budget;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RunOptions options;

    public ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return new Sitting(console, workspace.directory(), options)
                .resume(Optional.ofNullable(run), Optional.ofNullable(budget).map(BudgetText::parse), prices);
    }
}
