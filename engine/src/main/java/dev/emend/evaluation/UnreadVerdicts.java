package dev.emend.evaluation;

import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Answers on which a judge gave no verdict that could be read. They count as 0, which says nothing of them.
 *
 * @param answers how many
 * @param of all that were judged
 * @param one of the replies
 */
public record UnreadVerdicts(int answers, int of, Optional<UnreadReply> one) {

    /** Among answers that this metric scored. */
    public static UnreadVerdicts among(List<Outcome> outcomes, Metric metric) {
        return new UnreadVerdicts(
                (int) outcomes.stream()
                        .filter(outcome -> outcome.score().isUnread())
                        .count(),
                outcomes.size(),
                UnreadReply.among(outcomes, metric));
    }

    /** Behind scores together. */
    public static UnreadVerdicts behind(Collection<Estimate> scores) {
        return new UnreadVerdicts(
                scores.stream().mapToInt(Estimate::unread).sum(),
                scores.stream().mapToInt(Estimate::n).sum(),
                scores.stream().flatMap(score -> score.unreadReply().stream()).findFirst());
    }

    /** What a reader must know; empty where all was read. */
    public Optional<String> warning() {
        return answers == 0
                ? Optional.empty()
                : Optional.of("The judge gave no readable verdict on " + answers + " of " + of + " answers, which count"
                        + " as 0."
                        + one.map(reply -> " " + reply.told("critique: none")).orElse(""));
    }
}
