package dev.emend.evaluation;

/**
 * How a prompt's score has changed between two sets of examples that have nothing to do with each other, so that nothing is
 * paired.
 *
 * @param before on the earlier examples
 * @param now on the later ones
 */
public record Drift(Estimate before, Estimate now) {

    /** In [-1, 1]; negative where the prompt has become worse. */
    public double value() {
        return now.value() - before.value();
    }

    /**
     * The interval of the difference, from the intervals of both scores and at their level: the method of variance estimates
     * recovery, which for two Wilson intervals is Newcombe's hybrid score interval (Newcombe, 1998, method 10; Zou and Donner,
     * 2008).
     */
    public Interval interval() {
        double lower =
                Math.hypot(now.value() - now.interval().low(), before.interval().high() - before.value());
        double upper = Math.hypot(
                now.interval().high() - now.value(),
                before.value() - before.interval().low());
        return new Interval(
                Math.max(-1, value() - lower),
                Math.min(1, value() + upper),
                now.interval().level());
    }

    /** Whether chance alone is an unlikely reason. */
    public boolean isTold() {
        Interval interval = interval();
        return interval.low() > 0 || interval.high() < 0;
    }
}
