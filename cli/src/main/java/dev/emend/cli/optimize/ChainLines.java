package dev.emend.cli.optimize;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.format.prompt.PromptDiff;
import dev.emend.prompt.Prompt;
import dev.emend.run.RunResult;
import dev.emend.run.StepCredit;
import dev.emend.run.Task;
import java.util.Locale;

/** What a run found of a chain's steps: who was to blame, and what was changed. */
final class ChainLines {

    private final Console console;

    ChainLines(Console console) {
        this.console = console;
    }

    /** Such as "blamed for 17 of 24 failures; searched once, 210 calls, +31.2 points on validation". */
    static String credit(StepCredit credit) {
        String blamed = "blamed for " + credit.blamed().total() + " of "
                + credit.blamed().failures() + (credit.blamed().failures() == 1 ? " failure" : " failures");
        return credit.searched().rounds() == 0
                ? blamed + "; not searched"
                : blamed
                        + String.format(
                                Locale.ROOT,
                                "; searched %s, %d calls, %+.1f points on validation",
                                credit.searched().rounds() == 1
                                        ? "once"
                                        : credit.searched().rounds() + " times",
                                credit.searched().calls(),
                                100 * credit.searched().gain());
    }

    void print(Task task, RunResult.Chain chain) {
        console.out().println();
        for (StepCredit credit : chain.credits()) {
            for (String reason : credit.reasons()) {
                console.out().println("  " + credit.step() + " was blamed: " + Printable.line(reason));
            }
        }
        chain.champion().prompts().forEach((step, prompt) -> {
            Prompt before = task.program().prompt(step);
            if (!prompt.equals(before)) {
                console.out().println();
                PromptDiff.unified(step, before, step + " of the champion", prompt)
                        .forEach(line -> console.out().println("  " + line));
            }
        });
    }
}
