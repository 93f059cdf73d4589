package dev.emend.evaluation;

import dev.emend.metric.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Examples without an answer: the model rejected the request, held all of its answer back or said nothing, or a step of a chain
 * failed. They count as 0. An empty answer that is right is one.
 *
 * @param examples how many
 * @param of all that were asked
 */
public record Unanswered(int examples, int of) {

    /** Among scored answers. */
    public static Unanswered among(List<Outcome> outcomes) {
        return new Unanswered(
                (int) outcomes.stream().filter(Unanswered::isSilent).count(), outcomes.size());
    }

    private static boolean isSilent(Outcome outcome) {
        return outcome.score().isUnanswered()
                || outcome.output().isBlank() && outcome.score().value() == 0;
    }

    /** Behind scores together. */
    public static Unanswered behind(Collection<Estimate> scores) {
        return new Unanswered(
                scores.stream().mapToInt(Estimate::unanswered).sum(),
                scores.stream().mapToInt(Estimate::n).sum());
    }

    /** What a reader must know; empty where all was answered. */
    public Optional<String> warning() {
        return examples == 0
                ? Optional.empty()
                : Optional.of(examples + " of " + of
                        + " requests were rejected by the model, failed on the way or came back empty, and"
                        + " count as 0.");
    }
}
