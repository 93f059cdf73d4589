package dev.emend.generation;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.evaluation.Comparison;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.generation.GeneratedPrompt.Basis;
import dev.emend.generation.GeneratedPrompt.Standing;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.run.Answers;
import dev.emend.run.Inquiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores prompts or chains on one shared sample, block by block, so that a budget that ends leaves all of them with the same
 * examples. Differences are paired.
 */
final class MetricRanking {

    private static final int BLOCK = 10;
    private static final double LEVEL = 0.95;

    private final Splits splits;
    private final Metric metric;
    private final long seed;

    MetricRanking(Splits splits, Metric metric, long seed) {
        this.splits = splits;
        this.metric = metric;
        this.seed = seed;
    }

    /**
     * @param programs by number; the plain prompt's is 0
     * @return by number; empty where the budget ended before the first block was whole
     */
    Map<Integer, Standing> of(Map<Integer, Ranked> programs, Inquiry inquiry) {
        Map<Integer, List<Outcome>> outcomes = new TreeMap<>();
        programs.keySet().forEach(number -> outcomes.put(number, new ArrayList<>()));
        List<Example> sample = splits.validation();
        for (int from = 0; from < sample.size() && inquiry.stopped().isEmpty(); from += BLOCK) {
            List<Example> block = sample.subList(from, Math.min(sample.size(), from + BLOCK));
            Map<Integer, List<Outcome>> met = block(programs, block, inquiry);
            if (met.size() == programs.size()) {
                met.forEach((number, own) -> outcomes.computeIfAbsent(number, none -> new ArrayList<>())
                        .addAll(own));
            }
        }
        return standings(outcomes);
    }

    /** Without those that the budget cut off. */
    private Map<Integer, List<Outcome>> block(Map<Integer, Ranked> programs, List<Example> block, Inquiry inquiry) {
        Map<Integer, List<Outcome>> outcomes = new TreeMap<>();
        for (Map.Entry<Integer, Ranked> program : programs.entrySet()) {
            LastLine taking = new LastLine(metric, program.getValue());
            Answers answers = inquiry.answer(program.getValue().program(), block, Optional.of(taking));
            if (answers.responses().size() < block.size()) {
                break;
            }
            outcomes.put(
                    program.getKey(),
                    answers.responses().stream()
                            .map(response -> response.scored(taking, inquiry.taskPrice(response.example())))
                            .map(taking::taken)
                            .toList());
        }
        return outcomes;
    }

    private Map<Integer, Standing> standings(Map<Integer, List<Outcome>> outcomes) {
        Map<Integer, Standing> standings = new TreeMap<>();
        List<Outcome> plain = outcomes.getOrDefault(0, List.of());
        if (plain.isEmpty()) {
            return standings;
        }
        outcomes.forEach((number, own) -> {
            Estimate estimate = Estimates.of(own, metric, LEVEL, splits::groupOf);
            standings.put(
                    number,
                    new Standing(
                            Basis.METRIC,
                            estimate,
                            number == 0
                                    ? Optional.empty()
                                    : Optional.of(Comparison.of(plain, own, metric, seed, splits::groupOf))));
        });
        return standings;
    }
}
