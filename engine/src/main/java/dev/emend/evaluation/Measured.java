package dev.emend.evaluation;

import dev.emend.data.Example;
import dev.emend.metric.Effort;
import dev.emend.metric.Outcome;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A prompt's scored answers to a number of examples.
 *
 * @param name what people call the prompt, such as its file
 * @param draws at least one; each with an outcome for every example, in the same order
 */
public record Measured(String name, List<List<Outcome>> draws) {

    public Measured {
        draws = draws.stream().map(List::copyOf).toList();
        if (draws.isEmpty() || draws.getFirst().isEmpty()) {
            throw new IllegalArgumentException("nothing was measured of " + name);
        }
    }

    /** How many examples. */
    public int n() {
        return draws.getFirst().size();
    }

    /** Every outcome, draw by draw. */
    public List<Outcome> outcomes() {
        return draws.stream().flatMap(List::stream).toList();
    }

    /** The outcomes as often as {@code times} draws would give; for a prompt whose answers do not vary. */
    List<Outcome> repeated(int times) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int draw = 0; draw < times; draw++) {
            outcomes.addAll(draws.get(draw % draws.size()));
        }
        return outcomes;
    }

    /** Single scores, by example and by draw. */
    double[][] scores() {
        double[][] scores = new double[n()][draws.size()];
        for (int draw = 0; draw < draws.size(); draw++) {
            for (int i = 0; i < n(); i++) {
                scores[i][draw] = draws.get(draw).get(i).score().value();
            }
        }
        return scores;
    }

    /** The lowest scores below 1, the lowest first and then in the examples' order; of each example at most one. */
    public List<Outcome> worst(int most) {
        List<Outcome> worst = outcomes().stream()
                .filter(outcome -> outcome.score().value() < 1)
                .sorted(Comparator.comparingDouble(outcome -> outcome.score().value()))
                .toList();
        Set<Example> seen = new LinkedHashSet<>();
        return worst.stream()
                .filter(outcome -> seen.add(outcome.example()))
                .limit(most)
                .toList();
    }

    /** Tokens of all calls of the task model. */
    public Usage usage() {
        return efforts().stream().map(Effort::usage).reduce(Usage.NONE, Usage::plus);
    }

    /** What all calls of the task model cost, in millionths of a US dollar. */
    public long microDollars() {
        return efforts().stream().mapToLong(Effort::microDollars).sum();
    }

    /** Latencies of the calls of the task model, the shortest first. */
    public List<Duration> latencies() {
        return efforts().stream().map(Effort::latency).sorted().toList();
    }

    /**
     * The latency that a share of the calls did not exceed (nearest rank).
     *
     * @param share in (0, 1], such as 0.95
     */
    public Duration latency(double share) {
        List<Duration> latencies = latencies();
        return latencies.get((int) Math.ceil(share * latencies.size()) - 1);
    }

    private List<Effort> efforts() {
        return outcomes().stream().map(outcome -> outcome.answer().effort()).toList();
    }
}
