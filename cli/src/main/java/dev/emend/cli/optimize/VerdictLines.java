package dev.emend.cli.optimize;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.cli.console.Summary;
import dev.emend.format.report.Numbers;
import dev.emend.model.Purpose;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.Verdict;
import java.io.PrintStream;
import java.util.Map;

/** A run's verdict, evidence and spend in a few lines. */
final class VerdictLines {

    private final PrintStream out;
    private final Style style;
    private final Summary summary;

    VerdictLines(Console console) {
        this.out = console.out();
        this.style = console.outStyle();
        this.summary = new Summary(console);
    }

    void print(String run, RunResult result) {
        String label = result.verdict().label();
        out.println((result.verdict() == Verdict.PROMOTED ? style.good(style.bold(label)) : style.bold(label)) + "  "
                + Printable.line(result.explanation()));
        out.println();
        summary.line("run", run);
        summary.line(
                result.chain().isPresent() ? "your chain" : "your prompt",
                Amounts.estimate(result.seed()) + " on " + result.split().words());
        if (result.championId() != 0) {
            summary.line(
                    "champion",
                    Amounts.estimate(result.champion()) + " on "
                            + result.split().words() + ", candidate " + result.championId() + " of "
                            + result.candidates().size());
        }
        result.chain()
                .ifPresent(chain ->
                        chain.credits().forEach(credit -> summary.line(credit.step(), ChainLines.credit(credit))));
        for (RunResult.Served served : result.served()) {
            summary.line(
                    "",
                    Printable.line(served.name()) + ": " + Amounts.estimate(served.seed()) + " -> "
                            + Amounts.estimate(served.champion()) + ", "
                            + Numbers.points(served.difference().value()) + " points ("
                            + Numbers.pointsRange(served.difference().interval()) + ")");
        }
        summary.line("spent", Amounts.spent(result.spend()) + ", " + Amounts.time(result.elapsed()));
        for (Map.Entry<Purpose, Spend.Part> part : result.spend().parts().entrySet()) {
            summary.line(
                    "",
                    switch (part.getKey()) {
                                case TASK -> "task model ";
                                case META -> "meta-model ";
                                case JUDGE -> "judge ";
                                case EMBED -> "embedding ";
                                case TOOL -> "tools ";
                            }
                            + Amounts.spent(part.getValue()));
        }
        summary.line(
                "search",
                "ended by " + result.stopped().label() + "; of "
                        + result.diversity().written() + " proposals "
                        + result.refusals().size() + " were refused, "
                        + Math.round(100 * result.diversity().duplicates()) + " % brought nothing new");
        result.notes().forEach(note -> summary.line("note", Printable.line(note)));
    }
}
