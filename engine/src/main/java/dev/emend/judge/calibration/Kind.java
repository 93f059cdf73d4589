package dev.emend.judge.calibration;

/** What people judged. */
public enum Kind {
    /** Single outputs, by ratings. */
    GRADES,
    /** Pairs of outputs, by preferences. */
    PAIRS
}
