package dev.emend.evaluation;

/**
 * The score interval for a difference of paired proportions (Tango, "Equivalence test and confidence interval for the
 * difference in proportions for the paired-sample design", Statistics in Medicine 17, 1998). It holds its level for
 * small samples, and has a width even where no pair differs.
 *
 * <p>Graded differences in [-1, 1] may be given as fractional numbers of wins and losses, their positive and negative
 * sums: their variance is at most that of won, lost and equal pairs with the same sums, so the interval is then too wide
 * rather than too narrow.
 */
final class Tango {

    private static final int HALVINGS = 60;

    private final double wins;
    private final double losses;
    private final int n;

    private Tango(double wins, double losses, int n) {
        this.wins = wins;
        this.losses = losses;
        this.n = n;
    }

    static Interval interval(double wins, double losses, int n, double level) {
        Tango tango = new Tango(wins, losses, n);
        double z = Wilson.quantile(level);
        double value = (wins - losses) / n;
        return new Interval(tango.solve(-1, value, z), tango.solve(value, 1, -z), level);
    }

    /** The difference at which the score is {@code z}; the score falls with the difference. */
    private double solve(double low, double high, double z) {
        double below = low;
        double above = high;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + above) / 2;
            if (score(middle) > z) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return (below + above) / 2;
    }

    private double score(double difference) {
        double distance = wins - losses - n * difference;
        double variance = n * (2 * lossShare(difference) + difference * (1 - difference));
        return variance > 0 ? distance / Math.sqrt(variance) : Math.copySign(Double.MAX_VALUE, distance);
    }

    /** The most likely share of losses, given the true difference. */
    private double lossShare(double difference) {
        double a = 2.0 * n;
        double b = -wins - losses + (2 * n - wins + losses) * difference;
        double c = -losses * difference * (1 - difference);
        return (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
    }
}
