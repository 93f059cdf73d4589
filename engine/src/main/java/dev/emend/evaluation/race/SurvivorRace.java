package dev.emend.evaluation.race;

import dev.emend.evaluation.Wager;
import dev.emend.evaluation.race.Elimination.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the w candidates that would win full scoring on a finite set of N examples, and is over as soon as no more are left.
 * Driven as a {@link Race} is.
 *
 * <p>The promise: each of the w that full scoring would choose is dropped with a probability of at most α, whatever the
 * number of candidates and of looks. Why it holds: for each pair of candidates i and j, a {@link Wager} bets that j is ahead
 * of i. Suppose that i is among the best w of m. Then at least m - w of its opponents are not ahead of it. Against each of
 * those the capital is a non-negative supermartingale, and so is the mean of these m - w capitals. Which opponents they are
 * is not known, but the mean of the m - w smallest capitals of all is never more than it. So the smallest ones' mean ever
 * reaches 1/α with a probability of at most α, by Ville's inequality. A wager against an opponent that has dropped out
 * stands still, which keeps all of this true. A candidate that w others are ahead of, by more than the examples that are
 * left could change, cannot be among the best w.
 *
 * <p>Full scoring may take a handicap off each candidate's mean, such as a penalty for its length.
 *
 * <p>A limit on evaluations breaks the promise, as in a {@link Race}: the last goes whenever the schedule of successive
 * rejects demands it, until w are left.
 *
 * <p>The best w of those left are never dropped. Ties go to the candidate with the lower number. Deterministic, and not
 * thread-safe.
 */
public final class SurvivorRace extends Knockout {

    private final double[] handicaps;
    /** wagers[i][j] bets that j is ahead of i. */
    private final Wager[][] wagers;
    /** By candidate: the largest evidence so far that it is not among the winners. */
    private final double[] evidence;

    /**
     * @param winners how many candidates are looked for, at least 1
     * @param handicaps by candidate, numbered from 0: what is taken off its mean score
     * @param order over the N examples, not used before
     */
    public SurvivorRace(int winners, double[] handicaps, Order order, Rules rules) {
        super(handicaps.length, winners, order, rules);
        int candidates = handicaps.length;
        this.handicaps = handicaps.clone();
        this.evidence = new double[candidates];
        Arrays.fill(evidence, 1);
        this.wagers = new Wager[candidates][candidates];
        for (Wager[] row : wagers) {
            Arrays.setAll(row, opponent -> new Wager());
        }
    }

    @Override
    void bet(Order.Draw draw, double[] scores, int left) {
        double sharpening = (double) n / left;
        for (int a = 0; a < scores.length; a++) {
            for (int b = 0; b < scores.length; b++) {
                int i = field.get(a);
                int j = field.get(b);
                if (i != j) {
                    double ahead = handicaps[j] - handicaps[i] - rules.indifference();
                    double bound = -(sums[j] - sums[i] - ahead * n) / left;
                    wagers[i][j].observe(draw.weight() * (scores[b] - scores[a]), bound, draw.reach(), sharpening);
                }
            }
        }
        for (int place = 0; place < scores.length; place++) {
            sums[field.get(place)] += scores[place];
        }
        for (int candidate : field) {
            evidence[candidate] = Math.max(evidence[candidate], against(candidate));
        }
    }

    /** The evidence that a candidate is not among the winners: the mean of the smallest capitals against it. */
    private double against(int candidate) {
        double[] capitals = new double[sums.length - 1];
        for (int j = 0, place = 0; j < sums.length; j++) {
            if (j != candidate) {
                capitals[place++] = wagers[candidate][j].capital();
            }
        }
        Arrays.sort(capitals);
        return Arrays.stream(capitals)
                .limit(Math.max(0, sums.length - winners))
                .average()
                .orElse(0);
    }

    @Override
    List<Elimination> eliminate() {
        List<Elimination> eliminations = new ArrayList<>();
        List<Integer> standings = standings();
        if (standings.size() <= winners) {
            return eliminations;
        }
        int last = standings.get(winners - 1);
        for (int candidate : standings.subList(winners, standings.size())) {
            if (beyondReach(candidate, standings)) {
                eliminations.add(elimination(candidate, last, Reason.ARITHMETIC));
            } else if (evidence[candidate] >= 1 / rules.alpha()) {
                eliminations.add(elimination(candidate, last, Reason.EVIDENCE));
            }
        }
        eliminations.sort(Comparator.comparingInt(Elimination::candidate));
        eliminations.forEach(this::drop);
        while (isCrowded()) {
            Elimination worst = elimination(standings().getLast(), last, Reason.LIMIT);
            eliminations.add(worst);
            drop(worst);
        }
        return eliminations;
    }

    private Elimination elimination(int candidate, int last, Reason reason) {
        return new Elimination(
                candidate, last, standing(last) - standing(candidate), seen(), n, evidence[candidate], reason);
    }

    /** Whether as many as can win are ahead by more than the examples that are left could change. */
    private boolean beyondReach(int candidate, List<Integer> standings) {
        double most = n - seen();
        // The handicaps count in full at the end, not as far as the race has come.
        double own = sums[candidate] - n * handicaps[candidate];
        return standings.stream()
                        .filter(other -> {
                            double behind = sums[other] - n * handicaps[other] - own;
                            return behind > most + TIE || other < candidate && behind > most - TIE;
                        })
                        .count()
                >= winners;
    }

    /** The sum of a candidate's scores so far, less its handicap for as many examples. */
    private double standing(int candidate) {
        return sums[candidate] - seen() * handicaps[candidate];
    }

    /** The field, best first; its first are the winners once the race is over. */
    public List<Integer> standings() {
        // Rounded, so that what differs by nothing but the order of additions is a tie.
        return field.stream()
                .sorted(Comparator.comparingLong((Integer candidate) -> -Math.round(standing(candidate) / TIE))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
