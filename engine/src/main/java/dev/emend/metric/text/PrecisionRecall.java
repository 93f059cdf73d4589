package dev.emend.metric.text;

/**
 * How much of an answer is right, and how much of what is right it has.
 *
 * @param precision in [0, 1]
 * @param recall in [0, 1]
 */
public record PrecisionRecall(double precision, double recall) {

    static final PrecisionRecall ZERO = new PrecisionRecall(0, 0);

    /** Of an answer with {@code candidate} items, {@code shared} of which are among the {@code reference} expected ones. */
    static PrecisionRecall of(int shared, int reference, int candidate) {
        return new PrecisionRecall(shared / (double) Math.max(1, candidate), shared / (double) Math.max(1, reference));
    }

    /** Their harmonic mean, in [0, 1]; 0 where both are 0. */
    public double f() {
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }
}
