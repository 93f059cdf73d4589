package dev.emend.cli.progress;

import dev.emend.cli.console.Style;
import dev.emend.run.Budget;
import java.io.PrintStream;

/** Chooses how a run is shown. */
public final class RunViews {

    private RunViews() {}

    /** @param width of the terminal behind {@code err}, 0 where it is none */
    public static RunView of(PrintStream err, int width, Style style, Budget budget, boolean quiet) {
        if (quiet) {
            return RunView.SILENT;
        }
        return width > 0 ? new LiveBlock(err, width, style, budget) : new PlainLines(err, budget);
    }
}
