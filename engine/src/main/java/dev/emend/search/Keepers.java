package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Screen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Chooses the prompts that are kept. The best comes first. Each next place is for the best of the others, or, where others cannot
 * be told apart from that one, for whichever answers most unlike those that are kept already: prompts of one worth are worth
 * more together where they err on different examples.
 */
public final class Keepers {

    private static final double ALPHA = 0.05;

    private final Scoreboard scoreboard;
    private final List<Example> examples;
    private final Set<Candidate> out;
    private final BiPredicate<Candidate, Candidate> repeats;

    /**
     * @param out who is proved to be worse than the best; such a one takes a place only in its turn
     * @param repeats whether two prompts are nearly the same; no two of those are kept
     */
    public Keepers(
            Scoreboard scoreboard,
            List<Example> examples,
            Set<Candidate> out,
            BiPredicate<Candidate, Candidate> repeats) {
        this.scoreboard = scoreboard;
        this.examples = examples;
        this.out = out;
        this.repeats = repeats;
    }

    /**
     * @param ranked best first
     * @return at most {@code places}, in the order chosen
     */
    public List<Candidate> of(List<Candidate> ranked, int places) {
        List<Candidate> kept = new ArrayList<>();
        List<Candidate> left = new ArrayList<>(ranked);
        while (kept.size() < places && !left.isEmpty()) {
            Candidate next = kept.isEmpty() ? left.getFirst() : next(left, kept);
            kept.add(next);
            left.removeIf(other -> other.equals(next) || repeats.test(next, other));
        }
        return kept;
    }

    private Candidate next(List<Candidate> left, List<Candidate> kept) {
        Candidate best = left.getFirst();
        return left.stream()
                .filter(candidate -> candidate.equals(best) || isAsGood(candidate, best))
                .min(Comparator.comparingDouble((Candidate candidate) -> kept.stream()
                                .mapToDouble(other -> alike(candidate, other))
                                .max()
                                .orElse(0))
                        .thenComparing(candidate -> kept.stream()
                                .mapToDouble(other -> Screen.similarity(candidate.prompt(), other.prompt()))
                                .max()
                                .orElse(0))
                        .thenComparing(left::indexOf))
                .orElse(best);
    }

    private boolean isAsGood(Candidate candidate, Candidate best) {
        return !out.contains(candidate)
                && scoreboard
                        .difference(best.id(), candidate.id(), examples)
                        .filter(difference -> difference.p() >= ALPHA)
                        .isPresent();
    }

    /** The share of the examples that both have met and answered in the same words. */
    private double alike(Candidate first, Candidate second) {
        List<Example> shared = scoreboard.shared(first.id(), second.id(), examples);
        long same = shared.stream()
                .filter(example -> text(first, example).equals(text(second, example)))
                .count();
        return shared.isEmpty() ? 0 : (double) same / shared.size();
    }

    private String text(Candidate candidate, Example example) {
        return scoreboard
                .outcome(candidate.id(), example)
                .map(outcome -> outcome.output().strip())
                .orElse("");
    }
}
