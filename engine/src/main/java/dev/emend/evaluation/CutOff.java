package dev.emend.evaluation;

import dev.emend.metric.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Answers that reached their length limit. Of a model that thinks before it answers, nothing may be left but the thinking.
 *
 * @param answers how many
 * @param of all that were asked for
 */
public record CutOff(int answers, int of) {

    /** Among scored answers. */
    public static CutOff among(List<Outcome> outcomes) {
        return new CutOff((int) outcomes.stream().filter(Outcome::isCutOff).count(), outcomes.size());
    }

    /** Behind scores together. */
    public static CutOff behind(Collection<Estimate> scores) {
        return new CutOff(
                scores.stream().mapToInt(Estimate::cutOff).sum(),
                scores.stream().mapToInt(Estimate::n).sum());
    }

    /** What a reader must know; empty where no answer was cut off. */
    public Optional<String> warning() {
        return answers == 0
                ? Optional.empty()
                : Optional.of(answers + " of " + of + " answers were cut off. Maybe allow longer ones:"
                        + " model.options.maxOutputTokens in the prompt file.");
    }
}
