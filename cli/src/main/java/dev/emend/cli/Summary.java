package dev.emend.cli;

import dev.emend.cli.view.Amounts;
import dev.emend.cli.view.Printable;
import dev.emend.cli.view.Style;
import dev.emend.format.report.Numbers;
import dev.emend.model.Purpose;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run's verdict, evidence and spend in a few lines. */
final class Summary {

    private final PrintStream out;
    private final Style style;

    Summary(Console console) {
        this.out = console.out();
        this.style = console.outStyle();
    }

    void print(String run, RunResult result) {
        String label = result.verdict().label();
        out.println((result.verdict() == Verdict.PROMOTED ? style.good(style.bold(label)) : style.bold(label)) + "  "
                + Printable.line(result.explanation()));
        out.println();
        line("run", run);
        line(
                result.chain().isPresent() ? "your chain" : "your prompt",
                Amounts.estimate(result.seed()) + " on " + result.split().words());
        if (result.championId() != 0) {
            line(
                    "champion",
                    Amounts.estimate(result.champion()) + " on "
                            + result.split().words() + ", candidate " + result.championId() + " of "
                            + result.candidates().size());
        }
        result.chain()
                .ifPresent(chain -> chain.credits().forEach(credit -> line(credit.step(), ChainLines.credit(credit))));
        for (RunResult.Served served : result.served()) {
            line(
                    "",
                    Printable.line(served.name()) + ": " + Amounts.estimate(served.seed()) + " -> "
                            + Amounts.estimate(served.champion()) + ", "
                            + Numbers.points(served.difference().value()) + " points ("
                            + Numbers.pointsRange(served.difference().interval()) + ")");
        }
        line("spent", spent(result.spend()) + ", " + Amounts.time(result.elapsed()));
        for (Map.Entry<Purpose, Spend.Part> part : result.spend().parts().entrySet()) {
            line(
                    "",
                    switch (part.getKey()) {
                                case TASK -> "task model ";
                                case META -> "meta-model ";
                                case JUDGE -> "judge ";
                                case EMBED -> "embedding ";
                                case TOOL -> "tools ";
                            }
                            + part(part.getValue()));
        }
        line(
                "search",
                "ended by " + result.stopped().label() + "; of "
                        + result.diversity().written() + " proposals "
                        + result.refusals().size() + " were refused, "
                        + Math.round(100 * result.diversity().duplicates()) + " % brought nothing new");
        result.notes().forEach(note -> line("note", Printable.line(note)));
    }

    void line(String name, String value) {
        out.println("  " + style.dim(String.format("%-12s", name)) + value);
    }

    /** @param commands what to do next, each a command line */
    void next(List<String> commands) {
        out.println();
        out.println("Next:");
        commands.forEach(command -> out.println("  " + command));
    }

    static String spent(Spend spend) {
        return part(new Spend.Part(spend.calls(), spend.usage(), spend.microDollars()));
    }

    private static String part(Spend.Part part) {
        List<String> amounts = new ArrayList<>();
        amounts.add(part.calls() + (part.calls() == 1 ? " call" : " calls"));
        amounts.add(Amounts.tokens(part.usage()));
        if (part.microDollars() > 0) {
            amounts.add(Amounts.money(part.microDollars()));
        }
        return String.join(", ", amounts);
    }
}
