package dev.emend.benchmarks.generation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of results.
 *
 * @param print of the task
 * @param prompts the scores on the fresh rows: {@code seed}, {@code plain} and {@code best}
 * @param overSeed best less seed
 * @param overPlain best less plain
 * @param best what the best candidate was, on validation rows
 * @param diversity mean distance in meaning: {@code plan}, and {@code drawn T} for the same request drawn again at temperature T
 * @param unreadable how many of the repeated draws could not be read, by the same names
 * @param calls by purpose
 */
record GainLine(
        String task,
        String print,
        String model,
        String metaModel,
        long seed,
        int candidates,
        Map<String, Score> prompts,
        Gain overSeed,
        Gain overPlain,
        String best,
        int byRule,
        Map<String, Double> diversity,
        Map<String, Integer> unreadable,
        Map<String, Long> calls) {

    record Score(double value, double low, double high, int n) {

        String text() {
            return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * value, 100 * low, 100 * high);
        }
    }

    record Gain(double value, double low, double high, double p) {

        String text() {
            return String.format(Locale.ROOT, "%+.1f (%.1f to %.1f, p = %.3f)", 100 * value, 100 * low, 100 * high, p);
        }
    }

    boolean isOf(
            String wantedTask, String wantedPrint, String wantedModel, String wantedMeta, long wantedSeed, int count) {
        return task.equals(wantedTask)
                && print.equals(wantedPrint)
                && model.equals(wantedModel)
                && metaModel.equals(wantedMeta)
                && seed == wantedSeed
                && candidates == count;
    }

    static String markdown(List<GainLine> lines) {
        StringBuilder text = new StringBuilder("""
                | task | seed | n | naive prompt | plain, by rule | best candidate | over naive | over plain | best is |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (GainLine line : lines) {
            Score best = line.prompts.getOrDefault("best", new Score(0, 0, 0, 0));
            text.append("| ")
                    .append(String.join(
                            " | ",
                            line.task,
                            String.valueOf(line.seed),
                            String.valueOf(best.n),
                            line.prompts.getOrDefault("seed", best).text(),
                            line.prompts.getOrDefault("plain", best).text(),
                            best.text(),
                            line.overSeed.text(),
                            line.overPlain.text(),
                            line.best))
                    .append(" |\n");
        }
        text.append("\nMean distance in meaning between two candidates, and how many replies could not be read:\n\n");
        text.append("| task | seed | ")
                .append(String.join(" | ", GenerationGain.DRAWS))
                .append(" |\n| --- | ---");
        text.append(" | ---".repeat(GenerationGain.DRAWS.size())).append(" |\n");
        for (GainLine line : lines) {
            text.append("| ").append(line.task).append(" | ").append(line.seed);
            for (String draw : GenerationGain.DRAWS) {
                text.append(String.format(
                        Locale.ROOT,
                        " | %.3f (%d)",
                        line.diversity.getOrDefault(draw, Double.NaN),
                        line.unreadable.getOrDefault(draw, 0)));
            }
            text.append(" |\n");
        }
        return text.toString();
    }
}
