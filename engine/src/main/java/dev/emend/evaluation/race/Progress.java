package dev.emend.evaluation.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far a race has come: hands its examples out block by block, within its limit on evaluations. */
final class Progress {

    private final Order order;
    private final Rules rules;
    private final int n;
    private final List<Order.Draw> block = new ArrayList<>();

    private int seen;
    private long evaluations;

    /** @param order not used before */
    Progress(Order order, Rules rules) {
        this.order = order;
        this.rules = rules;
        this.n = order.left();
    }

    /** How many examples there are in all. */
    int n() {
        return n;
    }

    int seen() {
        return seen;
    }

    long evaluations() {
        return evaluations;
    }

    /** Whether every example is used, or the limit does not allow another one for so many candidates. */
    boolean exhausted(int field) {
        return seen == n || affordable(field) == 0;
    }

    private long affordable(int field) {
        return (rules.limit() - evaluations) / field;
    }

    /** The examples, by index, that come next; the same until {@link #taken}. */
    List<Integer> nextBlock(int field) {
        if (block.isEmpty()) {
            long size = Math.min(Math.min(rules.block(), affordable(field)), order.left());
            for (int i = 0; i < size; i++) {
                block.add(order.next());
            }
        }
        return block.stream().map(Order.Draw::example).toList();
    }

    /**
     * Ends the block that was handed out.
     *
     * @param scores in [0, 1], by candidate, then by example
     * @return its draws
     * @throws IllegalArgumentException where scores are missing or out of range
     * @throws IllegalStateException where no block was asked for
     */
    List<Order.Draw> taken(double[][] scores, int field) {
        if (block.isEmpty()) {
            throw new IllegalStateException("no block was asked for");
        }
        if (scores.length != field
                || Arrays.stream(scores)
                        .anyMatch(row -> row.length != block.size()
                                || !Arrays.stream(row).allMatch(score -> score >= 0 && score <= 1))) {
            throw new IllegalArgumentException("scores in [0, 1] of " + field + " candidates on " + block.size()
                    + " examples were asked for, not " + Arrays.deepToString(scores));
        }
        List<Order.Draw> draws = List.copyOf(block);
        block.clear();
        seen += draws.size();
        evaluations += (long) field * draws.size();
        return draws;
    }
}
