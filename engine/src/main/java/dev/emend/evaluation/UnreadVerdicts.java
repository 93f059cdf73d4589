package dev.emend.evaluation;

import dev.emend.metric.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Answers on which a judge gave no verdict that could be read. They count as 0, which says nothing of them.
 *
 * @param answers how many
 * @param of all that were judged
 */
public record UnreadVerdicts(int answers, int of) {

    /** Among scored answers. */
    public static UnreadVerdicts among(List<Outcome> outcomes) {
        return new UnreadVerdicts(
                (int) outcomes.stream()
                        .filter(outcome -> outcome.score().isUnread())
                        .count(),
                outcomes.size());
    }

    /** Behind scores together. */
    public static UnreadVerdicts behind(Collection<Estimate> scores) {
        return new UnreadVerdicts(
                scores.stream().mapToInt(Estimate::unread).sum(),
                scores.stream().mapToInt(Estimate::n).sum());
    }

    /** What a reader must know; empty where all was read. */
    public Optional<String> warning() {
        return answers == 0
                ? Optional.empty()
                : Optional.of("The judge gave no readable verdict on " + answers + " of " + of + " answers, which count"
                        + " as 0. Maybe its model needs a simpler form, such as \"critique: none\".");
    }
}
