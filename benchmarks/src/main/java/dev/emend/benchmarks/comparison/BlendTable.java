package dev.emend.benchmarks.comparison;

import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Difference;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The lines as tables: each comparison, and all together with paired intervals. */
final class BlendTable {

    /** Any metric whose aggregate is the mean: the scores are there already. */
    private static final Metric MEAN = Metrics.named("exact-match", Map.of(), new TreeSet<>());

    private record Contrast(String name, String role, String against) {}

    private static final List<Contrast> CONTRASTS = List.of(
            new Contrast("winner against the best given prompt", "winner", "parent"),
            new Contrast("winner against the seed", "winner", "seed"),
            new Contrast("best given prompt against the seed", "parent", "seed"),
            new Contrast("best mean, proved or not, against the best given prompt", "top", "parent"));

    private BlendTable() {}

    static String markdown(List<BlendLine> lines) {
        StringBuilder text = new StringBuilder();
        text.append("| task | seed | n | seed prompt | best given | winner | best mean | blends (refused) | calls |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (BlendLine line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %s (%s) | %s (%s) | %s (%s) | %d (%d) | %d |%n",
                    line.task(),
                    line.seed(),
                    line.scores("seed").size(),
                    mean(line, "seed"),
                    mean(line, "parent"),
                    made(line, "parent"),
                    mean(line, "winner"),
                    made(line, "winner"),
                    mean(line, "top"),
                    made(line, "top"),
                    line.blends(),
                    line.refused(),
                    line.calls()));
        }
        text.append("\n| on fresh rows, all comparisons together | difference, points | 95 % interval | p | rows |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
        if (lines.isEmpty()) {
            return text.toString();
        }
        for (Contrast contrast : CONTRASTS) {
            Difference difference = Comparison.of(
                    outcomes(lines, contrast.against),
                    outcomes(lines, contrast.role),
                    MEAN,
                    1,
                    example -> example.column("row"));
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %+.1f | %+.1f to %+.1f | %.4f | %d |%n",
                    contrast.name,
                    100 * difference.value(),
                    100 * difference.interval().low(),
                    100 * difference.interval().high(),
                    difference.p(),
                    difference.n()));
        }
        long won = lines.stream().filter(BlendLine::blendWon).count();
        text.append("\nA blend won ")
                .append(won)
                .append(" of ")
                .append(lines.size())
                .append(" comparisons.\n");
        return text.toString();
    }

    private static String made(BlendLine line, String role) {
        String name = line.roles().getOrDefault(role, "");
        String kind = line.kinds().getOrDefault(name, "given");
        return kind.equals("given") ? name : kind;
    }

    private static String mean(BlendLine line, String role) {
        return String.format(
                Locale.ROOT,
                "%.1f %%",
                100
                        * line.scores(role).stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0));
    }

    /** The same fresh row is met in each repetition of a task; such rows are a group. */
    private static List<Outcome> outcomes(List<BlendLine> lines, String role) {
        List<Outcome> outcomes = new ArrayList<>();
        for (BlendLine line : lines) {
            List<Double> scores = line.scores(role);
            for (int row = 0; row < scores.size(); row++) {
                Example example = Example.of(line.key() + " " + row, Map.of("row", line.task() + " " + row), "");
                outcomes.add(
                        new Outcome(Answer.of(example, scores.get(row).toString()), new Score(scores.get(row), "-")));
            }
        }
        return outcomes;
    }
}
