package dev.emend.evaluation.race;

import dev.emend.evaluation.Wager;
import dev.emend.evaluation.race.Elimination.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the candidate that would win full scoring on a finite set of N examples, and pays for as few scores as it can.
 *
 * <pre>{@code
 * Race race = new Race(candidates, Order.uniform(n, seed), Rules.of(8));
 * while (!race.over()) {
 *     List<Integer> block = race.nextBlock();
 *     race.observe(scores(race.field(), block)).forEach(elimination -> ...);
 * }
 * race.leader();
 * }</pre>
 *
 * <p>The promise: the candidate that full scoring would choose is dropped with a probability of at most α, whatever the
 * number of candidates and of looks. Why it holds: one {@link Wager} for each candidate i bets, example by example, that
 * i is behind an opponent, the leader j of the examples before. Suppose that i is the best. Then over all examples the sum
 * of the differences D = X_j - X_i is at most 0 for every j, so over the R that remain it is at most -S, where S is the
 * sum so far; the expectation of the next D, drawn at random (or with weight 1/(R q) by the probability q), is at most
 * -S/R. That bounds the bet, j is settled before the draw, and so the capital is a non-negative supermartingale whichever
 * opponents were met. By Ville's inequality it ever reaches 1/α with a probability of at most α. There is one best, so
 * nothing is multiplied by the number of candidates. A candidate that arithmetic rules out cannot be the best.
 *
 * <p>A limit on evaluations breaks the promise, and is a heuristic: candidates have to go before the evidence says so. The
 * worst does whenever the limit demands it, on the schedule of successive rejects (Audibert, Bubeck and Munos, "Best Arm
 * Identification in Multi-Armed Bandits", 2010). docs/statistics.md has what it costs.
 *
 * <p>The leader is never dropped. Ties go to the candidate with the lower number, both for the lead and for the win.
 * Deterministic, and not thread-safe.
 */
public final class Race extends Knockout {

    private final Wager[] wagers;

    /**
     * @param candidates how many, at least 1; they are numbered from 0
     * @param order over the N examples, not used before
     */
    public Race(int candidates, Order order, Rules rules) {
        super(candidates, 1, order, rules);
        this.wagers = new Wager[candidates];
        Arrays.setAll(wagers, candidate -> new Wager());
    }

    /** Everyone but the leader bets against the leader, who has nobody to be behind. */
    @Override
    void bet(Order.Draw draw, double[] scores, int left) {
        int leader = leader();
        double leading = scores[field.indexOf(leader)];
        double sharpening = (double) n / left;
        for (int place = 0; place < scores.length; place++) {
            int candidate = field.get(place);
            if (candidate != leader) {
                double bound = -(sums[leader] - sums[candidate] + rules.indifference() * n) / left;
                wagers[candidate].observe(draw.weight() * (leading - scores[place]), bound, draw.reach(), sharpening);
            }
        }
        for (int place = 0; place < scores.length; place++) {
            sums[field.get(place)] += scores[place];
        }
    }

    @Override
    List<Elimination> eliminate() {
        int leader = leader();
        List<Elimination> eliminations = new ArrayList<>();
        for (int candidate : field) {
            if (candidate != leader) {
                if (beyondReach(sums[leader] - sums[candidate], leader < candidate)) {
                    eliminations.add(elimination(candidate, leader, Reason.ARITHMETIC));
                } else if (wagers[candidate].highest() >= 1 / rules.alpha()) {
                    eliminations.add(elimination(candidate, leader, Reason.EVIDENCE));
                }
            }
        }
        eliminations.forEach(this::drop);
        while (isCrowded()) {
            Elimination last = elimination(standings().getLast(), leader, Reason.LIMIT);
            eliminations.add(last);
            drop(last);
        }
        return eliminations;
    }

    private Elimination elimination(int candidate, int leader, Reason reason) {
        double behind = sums[leader] - sums[candidate];
        return new Elimination(candidate, leader, behind, seen(), n, wagers[candidate].highest(), reason);
    }

    private boolean beyondReach(double behind, boolean losesTies) {
        double most = n - seen();
        return behind > most + TIE || losesTies && behind > most - TIE;
    }

    /** The best of the field by the sum of its scores so far, the winner once the race is over. */
    public int leader() {
        int best = field.getFirst();
        for (int candidate : field) {
            if (sums[candidate] > sums[best] + TIE) {
                best = candidate;
            }
        }
        return best;
    }

    /** The field, best first. */
    public List<Integer> standings() {
        return field.stream()
                .sorted(Comparator.comparingLong((Integer candidate) -> -Math.round(sums[candidate] / TIE))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
