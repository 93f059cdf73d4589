package dev.emend.evaluation;

import dev.emend.metric.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers that reached their length limit. Of a model that thinks before it answers, nothing may be left but the thinking.
 *
 * @param answers how many
 * @param of all that were asked for
 */
public record CutOff(int answers, int of) {

    public static final CutOff NONE = new CutOff(0, 0);

    /** Among scored answers. */
    public static CutOff among(List<Outcome> outcomes) {
        return among(outcomes, Outcome::isCutOff);
    }

    /** @param isCutOff whether one of these answers is */
    public static <T> CutOff among(Collection<T> answers, Predicate<T> isCutOff) {
        return new CutOff((int) answers.stream().filter(isCutOff).count(), answers.size());
    }

    /** Behind scores together. */
    public static CutOff behind(Collection<Estimate> scores) {
        return new CutOff(
                scores.stream().mapToInt(Estimate::cutOff).sum(),
                scores.stream().mapToInt(Estimate::n).sum());
    }

    public CutOff plus(CutOff other) {
        return new CutOff(answers + other.answers, of + other.of);
    }

    /** What a reader must know; empty where no answer was cut off. */
    public Optional<String> warning() {
        return answers == 0
                ? Optional.empty()
                : Optional.of(answers + " of " + of + " answers were cut off. Maybe allow longer ones:"
                        + " model.options.maxOutputTokens in the prompt file.");
    }
}
