package dev.emend.evaluation.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A race's field: whoever is still in it, what each has scored, and how far it has come. Which evidence drops a candidate is
 * the race's own.
 */
public abstract sealed class Knockout permits Race, SurvivorRace {

    /** Sums that differ by less are equal. */
    static final double TIE = 1e-9;

    final Rules rules;
    /** How many examples there are in all. */
    final int n;
    /** By candidate: the sum of its scores so far. */
    final double[] sums;
    /** Who is still in the race, in order. */
    final List<Integer> field = new ArrayList<>();
    /** How many are looked for. */
    final int winners;

    private final Progress progress;
    /** By how many candidates may be left: after how many examples no more may. */
    private final int[] rejects;

    /**
     * @param candidates how many, numbered from 0
     * @param winners how many are looked for
     * @param order over the N examples, not used before
     */
    Knockout(int candidates, int winners, Order order, Rules rules) {
        if (winners < 1 || candidates < 1) {
            throw new IllegalArgumentException(
                    "a race needs at least one winner and one candidate, not " + winners + " and " + candidates);
        }
        this.rules = rules;
        this.winners = winners;
        this.progress = new Progress(order, rules);
        this.n = progress.n();
        this.sums = new double[candidates];
        for (int candidate = 0; candidate < candidates; candidate++) {
            field.add(candidate);
        }
        this.rejects = rules.rejects(candidates, winners, n);
    }

    /** Whether no more than the winners are left, every example is used, or the limit does not allow another one. */
    public final boolean over() {
        return field.size() <= winners || progress.exhausted(field.size());
    }

    /** The candidates that are still in the race, in order. */
    public final List<Integer> field() {
        return List.copyOf(field);
    }

    /**
     * The examples, by index, on which the {@link #field} is to be scored next; the same until {@link #observe}.
     *
     * @throws IllegalStateException where the race is over
     */
    public final List<Integer> nextBlock() {
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
    public final List<Elimination> observe(double[][] scores) {
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

    /**
     * Bets on an example, and adds its scores up.
     *
     * @param scores by place in the field
     * @param left how many examples are left, this one among them
     */
    abstract void bet(Order.Draw draw, double[] scores, int left);

    /** Drops whom evidence, arithmetic or the limit rules out after a block, and says who that is, in order. */
    abstract List<Elimination> eliminate();

    final void drop(Elimination elimination) {
        field.remove(Integer.valueOf(elimination.candidate()));
    }

    /** Whether the limit makes another one go, evidence or not. */
    final boolean isCrowded() {
        return field.size() > winners && seen() < n && seen() >= rejects[field.size() - 1];
    }

    /** On how many examples the field has been scored. */
    public final int seen() {
        return progress.seen();
    }

    /** How many scores were observed. */
    public final long evaluations() {
        return progress.evaluations();
    }
}
