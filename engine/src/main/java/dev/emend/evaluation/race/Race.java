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
public final class Race {

    /** Sums that differ by less are equal. */
    private static final double TIE = 1e-9;

    private final Order order;
    private final Rules rules;
    private final Progress progress;
    private final int n;
    private final List<Integer> field = new ArrayList<>();
    private final double[] sums;
    private final double[] weighted;
    private final Wager[] wagers;
    /** By how many candidates may be left: after how many examples no more may. */
    private final int[] rejects;

    /**
     * @param candidates how many, at least 1; they are numbered from 0
     * @param order over the N examples, not used before
     */
    public Race(int candidates, Order order, Rules rules) {
        if (candidates < 1) {
            throw new IllegalArgumentException("a race needs at least one candidate, not " + candidates);
        }
        this.order = order;
        this.rules = rules;
        this.progress = new Progress(order, rules);
        this.n = progress.n();
        sums = new double[candidates];
        weighted = new double[candidates];
        wagers = new Wager[candidates];
        for (int candidate = 0; candidate < candidates; candidate++) {
            field.add(candidate);
            wagers[candidate] = new Wager();
        }
        rejects = rules.rejects(candidates, 1, n);
    }

    /** Whether one candidate is left, every example is used, or the limit does not allow another one. */
    public boolean over() {
        return field.size() == 1 || progress.exhausted(field.size());
    }

    /** The candidates that are still in the race, in order. */
    public List<Integer> field() {
        return List.copyOf(field);
    }

    /**
     * The examples, by index, on which the {@link #field} is to be scored next; the same until {@link #observe}.
     *
     * @throws IllegalStateException where the race is over
     */
    public List<Integer> nextBlock() {
        if (over()) {
            throw new IllegalStateException("the race is over after " + seen() + " of " + n + " examples");
        }
        return progress.nextBlock(field.size());
    }

    /**
     * Takes the scores of the block, and drops whom they rule out.
     *
     * @param scores in [0, 1], by candidate as in {@link #field}, then by example as in {@link #nextBlock}
     * @return who dropped out, in order
     * @throws IllegalArgumentException where scores are missing or out of range
     * @throws IllegalStateException where no block was asked for
     */
    public List<Elimination> observe(double[][] scores) {
        int before = seen();
        List<Order.Draw> draws = progress.taken(scores, field.size());
        for (int i = 0; i < draws.size(); i++) {
            int place = i;
            bet(
                    draws.get(i),
                    Arrays.stream(scores).mapToDouble(row -> row[place]).toArray(),
                    n - before - i);
        }
        return eliminate();
    }

    /** Everyone but the leader bets against the leader, who has nobody to be behind. */
    private void bet(Order.Draw draw, double[] scores, int left) {
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
            int candidate = field.get(place);
            weighted[candidate] += sums[candidate] + scores[place] * draw.weight() * left;
            sums[candidate] += scores[place];
        }
    }

    private List<Elimination> eliminate() {
        int leader = leader();
        int seen = seen();
        List<Elimination> eliminations = new ArrayList<>();
        for (int candidate : field) {
            if (candidate != leader) {
                double behind = sums[leader] - sums[candidate];
                double evidence = wagers[candidate].highest();
                if (beyondReach(behind, leader < candidate)) {
                    eliminations.add(new Elimination(candidate, leader, behind, seen, n, evidence, Reason.ARITHMETIC));
                } else if (evidence >= 1 / rules.alpha()) {
                    eliminations.add(new Elimination(candidate, leader, behind, seen, n, evidence, Reason.EVIDENCE));
                }
            }
        }
        eliminations.forEach(elimination -> field.remove(Integer.valueOf(elimination.candidate())));
        while (field.size() > 1 && seen < n && seen >= rejects[field.size() - 1]) {
            int last = standings().getLast();
            eliminations.add(elimination(last, leader, Reason.LIMIT));
            field.remove(Integer.valueOf(last));
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
                .sorted(Comparator.comparingDouble((Integer candidate) -> -sums[candidate])
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** On how many examples the field has been scored. */
    public int seen() {
        return progress.seen();
    }

    /** How many scores were observed. */
    public long evaluations() {
        return progress.evaluations();
    }

    /**
     * An estimate of the candidate's mean score over all N examples: exact once it has met all of them, unbiased after any
     * fixed number of them. It is the mean in a uniform order; in an informed one, which meets the contested examples
     * first, the ordered estimator of Des Raj ("Some estimators in sampling with varying probabilities without
     * replacement", JASA 51, 1956).
     *
     * <p>A race stops when the scores say so, and its winner was chosen by them: the estimate is then unbiased no more, and
     * only a full scoring on other examples is.
     *
     * @param candidate one of the {@link #field}
     * @throws IllegalArgumentException where the candidate is not in the field or nothing was observed
     */
    public double estimate(int candidate) {
        int seen = seen();
        if (!field.contains(candidate) || seen == 0) {
            throw new IllegalArgumentException(
                    "candidate " + candidate + " is not in the field " + field + " after " + seen + " examples");
        }
        return order.isUniform() || seen == n ? sums[candidate] / seen : weighted[candidate] / seen / n;
    }
}
