package dev.emend.cli;

import dev.emend.cli.calibrate.CalibrateCommand;
import dev.emend.cli.catalogue.MetricsCommand;
import dev.emend.cli.catalogue.ModelCommand;
import dev.emend.cli.catalogue.StrategiesCommand;
import dev.emend.cli.compare.CompareCommand;
import dev.emend.cli.console.Console;
import dev.emend.cli.evaluate.EvaluateCommand;
import dev.emend.cli.evaluate.ProbeCommand;
import dev.emend.cli.evaluate.ScoreCommand;
import dev.emend.cli.generate.GenerateCommand;
import dev.emend.cli.generate.InitCommand;
import dev.emend.cli.judge.JudgeCommand;
import dev.emend.cli.optimize.OptimizeCommand;
import dev.emend.cli.optimize.ReplayCommand;
import dev.emend.cli.optimize.ResumeCommand;
import dev.emend.cli.optimize.RunsCommand;
import dev.emend.cli.optimize.ShowCommand;
import dev.emend.cli.output.Version;
import dev.emend.cli.prompt.AnswerCommand;
import dev.emend.cli.prompt.DiffCommand;
import dev.emend.cli.prompt.RenderCommand;
import dev.emend.cli.refine.RefineCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code emend} command. Without a subcommand it shows its help. */
@Command(
        name = "emend",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes, tests and rewrites the prompts of an LLM application, and proves each change on examples that no"
                    + " search has seen.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFrom nothing to a better prompt:%n",
        footer = {
            "  emend init messages.csv          writes task.yaml and a first prompt",
            "  emend optimize task.yaml         searches for a better prompt and proves it",
            "  emend diff seed.prompty seed.emended.prompty",
            "  emend run seed.emended.prompty --data new.csv",
            "",
            "Exit status: 0 done, 1 unexpected failure, 2 wrong input, 3 not promoted or below what was required,",
            "4 budget ended before a verdict, 5 model unavailable."
        })
final class Emend implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Emend() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] args) {
        System.setProperty(NoLogging.PROPERTY, NoLogging.class.getName());
        Console console = Console.ofProcess();
        int status = commandLine(console).execute(args);
        console.out().flush();
        console.err().flush();
        // A model's native threads must not keep a command that is done from ending.
        Runtime.getRuntime().halt(status);
    }

    static CommandLine commandLine(Console console) {
        CommandLine commands = new CommandLine(new Emend());
        List.of(
                        new OptimizeCommand(console),
                        new ResumeCommand(console),
                        new ReplayCommand(console),
                        new RunsCommand(console),
                        new ShowCommand(console),
                        new AnswerCommand(console),
                        new EvaluateCommand(console),
                        new CompareCommand(console),
                        new ProbeCommand(console),
                        new RefineCommand(console),
                        JudgeCommand.with(console),
                        new CalibrateCommand(console),
                        new ScoreCommand(console),
                        new MetricsCommand(console),
                        new DiffCommand(console),
                        new RenderCommand(console),
                        new InitCommand(console),
                        new GenerateCommand(console),
                        new ModelCommand(console),
                        new StrategiesCommand(console))
                .forEach(commands::addSubcommand);
        Failures failures = new Failures(console);
        return commands.setOut(console.writer())
                .setErr(console.errorWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(failures)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
