package dev.emend.judge.calibration;

import dev.emend.evaluation.Detectable;
import dev.emend.evaluation.agreement.Coefficient;

/**
 * What a hold-out can show, before anything is known; rough, and by groups, since items of one group count as fewer than
 * they are. For correlations by Fisher's z with the variance of Spearman's coefficient by Bonett and Wright ("Sample Size
 * Requirements for Estimating Pearson, Kendall and Spearman Correlations", Psychometrika 65, 2000), around 0.4, for two
 * judges whose own scores correlate with 0.5; for shares by the binomial distribution, around 0.6.
 *
 * @param groups of the hold-out
 * @param halfWidth of the 95 % interval of one judge's agreement; 1 where nothing can be said
 * @param detectable the least gain that a test at 5 % would find four times in five; 1 where even the largest is not
 */
public record Foresight(int groups, double halfWidth, double detectable) {

    private static final double USUAL = 0.4;
    private static final double USUAL_SHARE = 0.6;
    private static final double Z = 1.96;
    private static final double Z_WITH_POWER = 2.8;
    private static final double DISCORDANCE = 0.3;

    static Foresight of(int groups, Coefficient coefficient) {
        return switch (coefficient) {
            case PEARSON, SPEARMAN, KENDALL, KAPPA -> correlation(groups);
            case ACCURACY, ACCURACY_WITH_TIES, CHOICE ->
                new Foresight(
                        groups,
                        Math.min(0.5, Z * Math.sqrt(USUAL_SHARE * (1 - USUAL_SHARE) / groups)),
                        Detectable.difference(groups, DISCORDANCE));
        };
    }

    private static Foresight correlation(int groups) {
        if (groups < 5) {
            return new Foresight(groups, 1, 1);
        }
        double error = Math.sqrt((1 + USUAL * USUAL / 2) / (groups - 3));
        double z = Math.log((1 + USUAL) / (1 - USUAL)) / 2;
        return new Foresight(
                groups,
                (Math.tanh(z + Z * error) - Math.tanh(z - Z * error)) / 2,
                Math.min(1, Math.tanh(z + Z_WITH_POWER * error) - USUAL));
    }
}
