package dev.emend.refine;

import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import java.util.Optional;

/**
 * An answer on its way.
 *
 * @param number 0 for the first answer, then the number of the revision
 * @param outcome the answer with the score that steers
 * @param finish why the answer ended
 * @param critique of this answer, where it was to be revised at that time
 */
public record Round(int number, Outcome outcome, Completion.Finish finish, Optional<Critique> critique) {

    public String answer() {
        return outcome.output();
    }

    public Score score() {
        return outcome.score();
    }

    /**
     * One that a filter cut is worse than one that is whole, whatever they score: it is not what the model had to say. Of two that score
     * the same, one that was not cut off at the length limit is the better one.
     */
    boolean isBetterThan(Round other) {
        if (isFiltered() != other.isFiltered()) {
            return other.isFiltered();
        }
        int byScore = Double.compare(score().value(), other.score().value());
        return byScore > 0 || byScore == 0 && other.isCut() && !isCut();
    }

    /** Whether there is an answer: the model did not reject the request, and said something. */
    boolean isGiven() {
        return !answer().isBlank();
    }

    boolean isFiltered() {
        return finish == Completion.Finish.FILTERED;
    }

    boolean isCut() {
        return finish == Completion.Finish.LENGTH;
    }
}
