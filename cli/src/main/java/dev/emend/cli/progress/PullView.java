package dev.emend.cli.progress;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Style;
import dev.emend.models.catalogue.CatalogueEntry;
import dev.emend.models.catalogue.PullListener;
import dev.emend.models.catalogue.Source;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how a model is fetched: a line that is redrawn on a terminal, a line for each tenth elsewhere. */
public final class PullView implements PullListener {

    private static final int BAR = 24;

    private final PrintStream err;
    private final boolean terminal;
    private final Style style;
    private boolean drawn;
    private long tenths = -1;

    /** @param terminal whether {@code err} is one */
    public PullView(PrintStream err, boolean terminal, Style style) {
        this.err = err;
        this.terminal = terminal;
        this.style = style;
    }

    @Override
    public void progressed(Progress progress) {
        double share = Math.min(1, (double) progress.done() / progress.entry().bytes());
        if (terminal) {
            int full = (int) (share * BAR);
            err.print("\r\u001B[K\u001B[?7l" + style.good("█".repeat(full)) + style.dim("░".repeat(BAR - full)) + " "
                    + text(progress, share) + "\u001B[?7h");
            err.flush();
            drawn = true;
        } else if ((long) (share * 10) != tenths) {
            tenths = (long) (share * 10);
            err.println("  " + text(progress, share));
        }
    }

    private static String text(Progress progress, double share) {
        return String.format(
                Locale.ROOT,
                "%3.0f %% of %s%s%s",
                Math.floor(100 * share),
                megabytes(progress.entry().bytes()),
                progress.bytesPerSecond() > 0 ? ", " + megabytes(progress.bytesPerSecond()) + "/s" : "",
                progress.left().map(left -> ", " + Amounts.time(left) + " left").orElse(""));
    }

    /** Such as {@code 1117 MB}. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
    }

    @Override
    public void trying(CatalogueEntry entry, Source source) {
        line("fetching " + entry.title() + " (" + megabytes(entry.bytes()) + ", " + entry.licence() + ") from "
                + source.label());
    }

    @Override
    public void failed(CatalogueEntry entry, Source source, String why) {
        line("  not from " + source.label() + ": " + Printable.line(why));
    }

    @Override
    public void waiting(CatalogueEntry entry) {
        line("another process is fetching " + entry.name() + "; waiting for it");
    }

    @Override
    public void checking(CatalogueEntry entry) {
        line("checking its SHA-256");
    }

    private void line(String text) {
        if (drawn) {
            err.println();
            drawn = false;
        }
        err.println(text);
    }
}
