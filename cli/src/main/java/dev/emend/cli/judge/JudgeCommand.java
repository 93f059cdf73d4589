package dev.emend.cli.judge;

import dev.emend.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code emend judge}. Without a subcommand it shows its help. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = "Looks at models that judge, before anything is decided by them.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  emend judge audit --data pairs.jsonl --model embedded --limit 40",
            "",
            "\"emend calibrate\" finds the judge that agrees best with people."
        })
public final class JudgeCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private JudgeCommand() {}

    public static CommandLine with(Console console) {
        return new CommandLine(new JudgeCommand()).addSubcommand(new JudgeAuditCommand(console));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
