package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The seed and all that {@link Auto} has raced. The bandit hears of every race what each operator's children gained. */
final class Raced {

    private final Search search;
    private final Scoreboard scoreboard;
    private final Blends blends;
    private final OperatorBandit bandit;
    private final List<Candidate> candidates = new ArrayList<>();

    Raced(Search search, Contest contest, OperatorBandit bandit) {
        this.search = search;
        this.scoreboard = search.scoreboard();
        this.blends = new Blends(search, contest);
        this.bandit = bandit;
        candidates.add(search.seed());
    }

    /**
     * Races a cohort against the leader.
     *
     * @param limit rollouts in all
     * @return who dropped out
     */
    List<Candidate> race(List<Candidate> cohort, String label, long limit) {
        search.phase(label + ": racing " + cohort.size() + " candidates");
        Blends.Raced raced = blends.race(cohort, candidates, label + " order", limit);
        cohort.forEach(this::credit);
        candidates.addAll(cohort);
        // It comes back neither as a parent nor as a finalist.
        raced.refused().ifPresent(candidates::remove);
        return raced.losers();
    }

    /** By what the child gains on the better one of its parents. */
    private void credit(Candidate child) {
        double least = Double.POSITIVE_INFINITY;
        int examples = 0;
        for (int parent : child.parents()) {
            List<Example> shared = scoreboard.shared(parent, child.id(), search.validation());
            double improvement = scoreboard.score(child.id(), shared) - scoreboard.score(parent, shared);
            if (!shared.isEmpty() && improvement < least) {
                least = improvement;
                examples = shared.size();
            }
        }
        if (examples > 0) {
            bandit.credit(child.operator(), least, examples);
        }
    }

    /** One that is best on some example, among those that have met as much as the leader. */
    Candidate fromFront(UniformRandomProvider random) {
        return ParetoFront.drawn(search, candidates, random);
    }

    /** Another candidate to combine with: one of the better half by what was measured; the same one where it is alone. */
    Candidate partner(Candidate first, UniformRandomProvider random) {
        List<Candidate> others = candidates.stream()
                .filter(candidate -> !candidate.equals(first))
                .sorted(byScore())
                .toList();
        return others.isEmpty() ? first : others.get(random.nextInt((others.size() + 1) / 2));
    }

    /** The best of those that have met all of validation, best first. */
    List<Candidate> best(int count) {
        int all = search.validation().size();
        return candidates.stream()
                .filter(candidate ->
                        scoreboard.outcomes(candidate.id(), search.validation()).size() == all)
                .sorted(byScore())
                .limit(count)
                .toList();
    }

    private Comparator<Candidate> byScore() {
        return Comparator.comparingDouble(
                        (Candidate candidate) -> -scoreboard.score(candidate.id(), search.validation()))
                .thenComparing(Candidate::id);
    }
}
