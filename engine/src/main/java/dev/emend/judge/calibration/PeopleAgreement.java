package dev.emend.judge.calibration;

import dev.emend.evaluation.agreement.Agreement;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.evaluation.agreement.Level;
import dev.emend.evaluation.agreement.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How well people agree with one another: each rater against the mean of the others, over all raters and items at once. What
 * a judge is held against: one that agrees with the mean of all as well as a person agrees with the mean of the others.
 */
final class PeopleAgreement {

    private PeopleAgreement() {}

    /** Empty where no item has two raters. */
    static Optional<Agreement> of(List<Rated> items, Coefficient coefficient, long seed) {
        List<Rating> ratings = new ArrayList<>();
        for (Rated item : items) {
            double sum = item.raters().stream().mapToDouble(rating -> rating).sum();
            int raters = item.raters().size();
            for (double own : raters < 2 ? List.<Double>of() : item.raters()) {
                ratings.add(new Rating("", item.group(), own, (sum - own) / (raters - 1)));
            }
        }
        return ratings.isEmpty() ? Optional.empty() : Optional.of(Agreement.of(ratings, coefficient, Level.ITEM, seed));
    }
}
