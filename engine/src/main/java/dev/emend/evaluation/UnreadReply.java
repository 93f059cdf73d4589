package dev.emend.evaluation;

import dev.emend.Excerpt;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import java.util.List;
import java.util.Optional;

/**
 * What a judge replied where no verdict could be read.
 *
 * @param critique whether it was to write a critique before the verdict
 */
public record UnreadReply(Completion reply, boolean critique) {

    private static final int MOST_QUOTED = 80;

    /** The first among scored answers. */
    static Optional<UnreadReply> among(List<Outcome> outcomes, Metric metric) {
        return outcomes.stream()
                .filter(outcome -> outcome.score().isUnread())
                .flatMap(outcome -> outcome.answer().judgements().stream()
                        .limit(1)
                        .map(reply -> new UnreadReply(reply, asksCritique(metric.questions(outcome.answer())))))
                .findFirst();
    }

    /** Whether the reply to one of these is to hold a critique. */
    public static boolean asksCritique(List<Question> questions) {
        return questions.stream()
                .anyMatch(question -> question.constraint() instanceof Constraint.JsonSchema json
                        && json.schema().contains("\"critique\""));
    }

    /**
     * The reply with how it ended, in sentences, on one line and without control characters.
     *
     * @param simpler how the user asks for no critique
     */
    public String told(String simpler) {
        String said = Excerpt.of(reply.text().replaceAll("[\\p{C}\\s]+", " ").strip(), MOST_QUOTED);
        String quoted = said.isEmpty() ? " and is empty" : ": \"" + said + "\"";
        String how = switch (reply.finish()) {
            case STOP -> said.isEmpty() ? "is empty" : "is" + quoted;
            case LENGTH -> "was cut off at its length limit" + quoted;
            case FILTERED -> "was held back or rejected" + quoted;
        };
        return "One reply " + how + "."
                + (critique ? " Maybe its model needs a simpler form, such as \"" + simpler + "\"." : "");
    }
}
