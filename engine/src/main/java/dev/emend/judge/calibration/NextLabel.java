package dev.emend.judge.calibration;

/**
 * An item that people should rate next.
 *
 * @param one where the better judge places it among the items looked at, in [0, 1] from worst to best
 * @param other where the other judge does
 */
public record NextLabel(String id, String group, double one, double other) {}
