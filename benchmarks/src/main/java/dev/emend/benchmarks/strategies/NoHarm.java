package dev.emend.benchmarks.strategies;

import dev.emend.benchmarks.Benchmark;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * In how many runs the prompt that was shipped is worse than the seed prompt on fresh examples, by a one-sided test at 5 %.
 *
 * <p>Argument: the file of results. What the gate lets pass is shipped; an optimizer without a gate ships its champion. A run
 * whose gate decided on the fresh rows themselves says nothing of harm, since what it ships is ahead on them; such runs are
 * left out and counted. By chance alone, one shipped prompt in twenty that is as good as the seed would look worse.
 */
public final class NoHarm {

    private static final double LEVEL = 0.95;

    private NoHarm() {}

    public static void main(String[] args) {
        Benchmark.run("NoHarm RESULTS.jsonl", 1, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        System.out.print(text(Results.open(Path.of(args[0])).lines()));
    }

    static String text(List<ResultLine> lines) {
        StringBuilder text = new StringBuilder("""
                | | runs | shipped | shipped and worse | champions | champions worse |
                | --- | --- | --- | --- | --- | --- |
                """);
        Series.byEntrant(lines).forEach((entrant, own) -> text.append(row(entrant, own)));
        text.append(row("all", lines));
        long leftOut = lines.stream().filter(line -> !tells(line)).count();
        return text.append('\n')
                .append("Worse: behind the seed prompt on the fresh examples, one-sided p < 0.05.")
                .append(
                        leftOut == 0
                                ? ""
                                : " In the columns of what was shipped, " + leftOut
                                        + " runs are left out: their gate decided on the fresh examples themselves.")
                .append('\n')
                .toString();
    }

    /** Whether what the run shipped was chosen without a look at the fresh rows. */
    private static boolean tells(ResultLine line) {
        return !line.gateIsFresh();
    }

    private static String row(String name, List<ResultLine> lines) {
        List<ResultLine> telling = lines.stream().filter(NoHarm::tells).toList();
        List<ResultLine> shipped = telling.stream().filter(ResultLine::shipped).toList();
        List<ResultLine> champions = lines.stream().filter(NoHarm::isChange).toList();
        return "| "
                + String.join(
                        " | ",
                        name,
                        String.valueOf(lines.size()),
                        String.valueOf(shipped.size()),
                        share(shipped, telling.size()),
                        String.valueOf(champions.size()),
                        share(champions, lines.size()))
                + " |\n";
    }

    private static boolean isChange(ResultLine line) {
        return !line.gain().equals(ResultLine.Gain.NONE);
    }

    /** How many of these are worse, and which share of all runs that is. */
    private static String share(List<ResultLine> changed, int runs) {
        long worse = changed.stream().filter(ResultLine::championIsWorse).count();
        if (runs == 0) {
            return "–";
        }
        double[] flags = new double[runs];
        Arrays.fill(flags, 0, (int) worse, 1);
        Estimate share = Estimates.of(flags, LEVEL);
        return String.format(
                Locale.ROOT,
                "%d of %d (%.0f to %.0f %%)",
                worse,
                runs,
                100 * share.interval().low(),
                100 * share.interval().high());
    }
}
