package dev.emend.search;

/**
 * Counts the rounds of a search up to a limit. A round in which no candidate was measured, since all that was written was refused, says
 * nothing of what is left to gain and does not count; but of all rounds together there are at most {@value #ATTEMPTS} times as many, so
 * that a meta-model that writes nothing of use ends the search as well. Used by one thread.
 */
public final class Rounds {

    static final int ATTEMPTS = 3;

    private final int most;
    private int measured;
    private int all;

    /** @param most rounds that count, at least 1 */
    public Rounds(int most) {
        this.most = most;
    }

    /** Whether another round is wanted. */
    public boolean areLeft() {
        return measured < most && all < (long) ATTEMPTS * most;
    }

    /**
     * A round is over.
     *
     * @param measures whether a candidate was measured in it
     */
    public void passed(boolean measures) {
        all++;
        measured += measures ? 1 : 0;
    }

    /**
     * As {@link #passed(boolean)}, but a new leader has the count begin again.
     *
     * @param leads whether the round has brought a new leader
     */
    public void passed(boolean measures, boolean leads) {
        if (leads) {
            startOver();
        } else {
            passed(measures);
        }
    }

    /** Counts from the beginning. */
    void startOver() {
        measured = 0;
        all = 0;
    }
}
