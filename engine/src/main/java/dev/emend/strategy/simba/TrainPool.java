package dev.emend.strategy.simba;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Candidates that met different train examples, compared by what each gains over the seed on those that both have met. So all
 * comparisons are paired, and an easy batch is no merit.
 */
final class TrainPool {

    private final List<Candidate> pool = new ArrayList<>();
    private final List<Example> train;
    private final Scoreboard scoreboard;

    TrainPool(Candidate seed, List<Example> train, Scoreboard scoreboard) {
        this.train = train;
        this.scoreboard = scoreboard;
        pool.add(seed);
    }

    /** A candidate and its gain in [-1, 1]. */
    record Ranked(Candidate candidate, double gain) {}

    void add(List<Candidate> candidates) {
        pool.addAll(candidates);
    }

    private Candidate seed() {
        return pool.getFirst();
    }

    /** Best first; of equals, the one that was there earlier. */
    List<Ranked> ranked(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> new Ranked(candidate, gain(candidate)))
                .sorted(Comparator.comparingDouble(Ranked::gain)
                        .reversed()
                        .thenComparing(ranked -> ranked.candidate.id()))
                .toList();
    }

    private double gain(Candidate candidate) {
        return gain(candidate, train);
    }

    /** Over the seed, on those of the examples that both have met and neither shows: of what one shows it may only copy the answer. */
    double gain(Candidate candidate, List<Example> examples) {
        List<Example> met =
                TrainLook.unseen(List.of(candidate, seed()), scoreboard.shared(candidate.id(), seed().id(), examples));
        return scoreboard.score(candidate.id(), met) - scoreboard.score(seed().id(), met);
    }

    /** The best so far, the seed among them. */
    List<Ranked> top(int size) {
        List<Ranked> ranked = ranked(pool);
        List<Ranked> top = new ArrayList<>(ranked.subList(0, Math.min(size, ranked.size())));
        if (top.stream().noneMatch(one -> one.candidate.equals(seed()))) {
            top.set(top.size() - 1, new Ranked(seed(), 0));
        }
        return top;
    }

    /** Those that do not show the example, since the others would only copy its answer; all where each of them shows it. */
    static List<Ranked> unseeing(List<Ranked> top, Example example) {
        List<Ranked> unseeing = top.stream()
                .filter(ranked -> !ranked.candidate.prompt().demonstrates(example.inputs()))
                .toList();
        return unseeing.isEmpty() ? top : unseeing;
    }

    /** One of them, the likelier the more it gains: softmax. */
    static Candidate drawn(List<Ranked> top, double temperature, UniformRandomProvider random) {
        return Lots.weighted(top, ranked -> Math.exp(ranked.gain / temperature), random).candidate;
    }
}
