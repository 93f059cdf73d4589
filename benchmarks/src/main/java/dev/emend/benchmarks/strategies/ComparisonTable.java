package dev.emend.benchmarks.strategies;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.benchmarks.Benchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Renders the results of {@link StrategyComparison} as Markdown tables of strategies by tasks.
 *
 * <p>Arguments: the file of results, and the entrant that all others are compared with in a second table
 * ({@code random-demonstrations}).
 *
 * <p>A cell is the champion's mean gain over the seed prompt on fresh examples, in points, with a 95 % interval over runs and
 * examples ({@link Mean}), whether or not the gate let the champion pass. Rows are in order of the mean over all tasks; an
 * entrant that lacks a task has no such mean and stands last.
 */
public final class ComparisonTable {

    private final List<ResultLine> lines;
    private final List<String> tasks;
    private final Map<String, List<ResultLine>> byEntrant;

    private ComparisonTable(List<ResultLine> lines) {
        this.lines = lines;
        this.tasks = List.copyOf(
                new TreeSet<>(lines.stream().map(line -> line.attempt().task()).toList()));
        this.byEntrant = Series.byEntrant(lines);
    }

    public static void main(String[] args) {
        Benchmark.run("ComparisonTable RESULTS.jsonl [AGAINST]", 1, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        String against = args.length > 1 ? args[1] : RandomDemonstrations.NAME;
        System.out.print(markdown(Results.open(Path.of(args[0])).lines(), against));
    }

    /** Tables for each model and budget in the results. */
    static String markdown(List<ResultLine> lines, String against) {
        Map<String, List<ResultLine>> conditions = new LinkedHashMap<>();
        lines.forEach(line -> conditions
                .computeIfAbsent(condition(line.attempt()), condition -> new ArrayList<>())
                .add(line));
        StringBuilder text = new StringBuilder();
        conditions.forEach((condition, own) -> {
            requireOnePrint(own);
            ComparisonTable table = new ComparisonTable(own);
            text.append("## ").append(condition).append("\n\n");
            text.append("Gain over the seed prompt on fresh examples, in points.\n\n")
                    .append(table.gains());
            if (table.byEntrant.containsKey(against) && table.byEntrant.size() > 1) {
                text.append("\nThe same champions against those of ")
                        .append(against)
                        .append(", on the same fresh examples, in points.\n\n")
                        .append(table.against(against));
            }
            text.append("\nHarm\n\n").append(NoHarm.text(own)).append('\n');
        });
        return text.toString();
    }

    private static String condition(Attempt attempt) {
        return attempt.model()
                + (attempt.metaModel().equals(attempt.model()) ? "" : ", prompts by " + attempt.metaModel())
                + ", " + attempt.calls() + " calls";
    }

    private static void requireOnePrint(List<ResultLine> lines) {
        Map<String, String> prints = new LinkedHashMap<>();
        for (ResultLine line : lines) {
            String known =
                    prints.putIfAbsent(line.attempt().task(), line.attempt().print());
            if (known != null && !known.equals(line.attempt().print())) {
                throw new InvalidInputException(
                        "the results hold two versions of the task \""
                                + line.attempt().task() + "\": " + known + " and "
                                + line.attempt().print(),
                        Where.NOWHERE,
                        "its rows, its prompt or its sizes changed; take the older lines out of the file.");
            }
        }
    }

    private String gains() {
        StringBuilder text = new StringBuilder(header("all tasks", "promoted", "calls", "seconds", "duplicates"));
        List<String> seed = new ArrayList<>(List.of("seed prompt"));
        tasks.forEach(task -> seed.add(seedScore(task)));
        seed.addAll(List.of("", "", "", "", ""));
        text.append(row(seed));
        for (Map.Entry<String, List<ResultLine>> entrant : inOrder()) {
            List<ResultLine> own = entrant.getValue();
            List<String> cells = new ArrayList<>(List.of(entrant.getKey()));
            tasks.forEach(task -> cells.add(cell(gain(own, task), of(own, task).size())));
            cells.add(overall(own));
            cells.add(promoted(own));
            cells.add(average(own, ResultLine::searchCalls, "%.0f"));
            cells.add(average(own, ResultLine::seconds, "%.0f"));
            cells.add(average(own, line -> 100 * line.duplicates(), "%.0f %%"));
            text.append(row(cells));
        }
        return text.toString();
    }

    private String against(String reference) {
        StringBuilder text = new StringBuilder(header("all tasks"));
        List<ResultLine> theirs = byEntrant.getOrDefault(reference, List.of());
        for (Map.Entry<String, List<ResultLine>> entrant : inOrder()) {
            if (entrant.getKey().equals(reference)) {
                continue;
            }
            List<String> cells = new ArrayList<>(List.of(entrant.getKey()));
            List<Mean.Contrast> contrasts = new ArrayList<>();
            for (String task : tasks) {
                List<ResultLine> own = of(entrant.getValue(), task);
                List<ResultLine> other = of(theirs, task);
                if (own.isEmpty() || other.isEmpty()) {
                    cells.add("–");
                } else {
                    Mean.Contrast contrast = Mean.Contrast.between(champions(own), champions(other));
                    contrasts.add(contrast);
                    cells.add(Mean.of(List.of(contrast)).points());
                }
            }
            cells.add(contrasts.size() == tasks.size() ? Mean.of(contrasts).points() : "–");
            text.append(row(cells));
        }
        return text.toString();
    }

    private String header(String... behind) {
        List<String> names = new ArrayList<>(List.of("strategy"));
        names.addAll(tasks);
        names.addAll(List.of(behind));
        return row(names) + row(names.stream().map(name -> "---").toList());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private String seedScore(String task) {
        ResultLine.Score score = of(lines, task).getFirst().seedPrompt();
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f to %.1f, n = %d)",
                100 * score.value(),
                100 * score.low(),
                100 * score.high(),
                score.n());
    }

    private List<Map.Entry<String, List<ResultLine>>> inOrder() {
        return byEntrant.entrySet().stream()
                .sorted(Comparator.comparingDouble(entrant -> -value(entrant.getValue())))
                .toList();
    }

    private double value(List<ResultLine> own) {
        return hasAll(own) ? Mean.value(gains(own)) : -1;
    }

    private boolean hasAll(List<ResultLine> own) {
        return tasks.stream().noneMatch(task -> of(own, task).isEmpty());
    }

    private List<Mean.Contrast> gains(List<ResultLine> own) {
        return tasks.stream().map(task -> gain(own, task)).flatMap(List::stream).toList();
    }

    private String overall(List<ResultLine> own) {
        return hasAll(own) ? Mean.of(gains(own)).points() : "–";
    }

    private static String cell(List<Mean.Contrast> gain, int runs) {
        return gain.isEmpty() ? "–" : Mean.of(gain).points() + (runs == 1 ? ", 1 run" : ", " + runs + " runs");
    }

    private static List<ResultLine> of(List<ResultLine> lines, String task) {
        return lines.stream().filter(line -> line.attempt().task().equals(task)).toList();
    }

    /** One contrast, or none where there is no run of the task. */
    private static List<Mean.Contrast> gain(List<ResultLine> own, String task) {
        List<ResultLine> runs = of(own, task);
        return runs.isEmpty()
                ? List.of()
                : List.of(Mean.Contrast.of(
                        runs.stream().map(ComparisonTable::gains).toArray(double[][]::new)));
    }

    private static double[] gains(ResultLine line) {
        return IntStream.range(0, line.seedScores().size())
                .mapToDouble(row ->
                        line.championScores().get(row) - line.seedScores().get(row))
                .toArray();
    }

    private static double[][] champions(List<ResultLine> runs) {
        return runs.stream()
                .map(line -> line.championScores().stream().mapToDouble(x -> x).toArray())
                .toArray(double[][]::new);
    }

    private static String promoted(List<ResultLine> own) {
        return own.stream().allMatch(line -> line.verdict().equals("none"))
                ? "no gate"
                : own.stream().filter(ResultLine::shipped).count() + " of " + own.size();
    }

    private static String average(List<ResultLine> own, ToDoubleFunction<ResultLine> value, String format) {
        return String.format(
                Locale.ROOT, format, own.stream().mapToDouble(value).average().orElse(0));
    }
}
