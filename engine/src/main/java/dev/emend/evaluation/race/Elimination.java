package dev.emend.evaluation.race;

import java.util.Locale;

/**
 * Why a candidate is out of a race.
 *
 * @param candidate its number in the race
 * @param leader the one that led when it dropped out; in a race for several winners, the last who would have won then
 * @param behind by how much their sums of scores differed, so that 2 is two right answers
 * @param seen on how many examples
 * @param examples how many there are in all
 * @param evidence e, the largest so far; 1/α or more where {@link Reason#EVIDENCE} dropped it
 */
public record Elimination(
        int candidate, int leader, double behind, int seen, int examples, double evidence, Reason reason) {

    /** The same in a race of a field of which this race was a part, where both have other numbers. */
    public Elimination between(int candidateThere, int leaderThere) {
        return new Elimination(candidateThere, leaderThere, behind, seen, examples, evidence, reason);
    }

    /** What dropped it. */
    public enum Reason {
        /** The evidence that it is not the best. */
        EVIDENCE,
        /** Even the best scores on all remaining examples, and the worst for the leader, would not be enough. */
        ARITHMETIC,
        /** It was the last when the limit on evaluations made one go. */
        LIMIT
    }

    /**
     * Such as "behind candidate 3 by 14.0 points on 48 examples, e = 23".
     *
     * @param leader what people call the leader, such as "candidate 3"
     */
    public String why(String leader) {
        double points = 100 * behind / seen;
        return switch (reason) {
            case EVIDENCE ->
                points > 0
                        ? String.format(
                                Locale.ROOT,
                                "behind %s by %.1f points on %d examples, e = %.3g",
                                leader,
                                points,
                                seen,
                                evidence)
                        : String.format(
                                Locale.ROOT, "not better than %s on %d examples, e = %.3g", leader, seen, evidence);
            case ARITHMETIC ->
                seen == examples
                        ? atTheEnd(leader, points)
                        : String.format(
                                Locale.ROOT,
                                "behind %s by %.1f points on %d examples, more than the other %d could change",
                                leader,
                                points,
                                seen,
                                examples - seen);
            case LIMIT ->
                String.format(
                        Locale.ROOT,
                        "the last of those left, behind %s by %.1f points on %d examples, without proof (e = %.3g)",
                        leader,
                        points,
                        seen,
                        evidence);
        };
    }

    private String atTheEnd(String leader, double points) {
        return points > 0
                ? String.format(Locale.ROOT, "behind %s by %.1f points on all %d examples", leader, points, seen)
                : String.format(Locale.ROOT, "not ahead of %s on all %d examples", leader, seen);
    }
}
