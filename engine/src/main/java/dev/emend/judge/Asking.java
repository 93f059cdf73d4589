package dev.emend.judge;

import dev.emend.metric.Exhibit;
import dev.emend.metric.Question;
import dev.emend.model.Constraint;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.List;

/**
 * Which judge is asked, and how often.
 *
 * @param juror from 0
 * @param draw tells repeated questions at a temperature above 0 apart, from 0
 * @param temperature in [0, 2]
 */
public record Asking(int juror, int draw, double temperature) {

    /** The first judge, for its most likely reply. */
    public static final Asking ONCE = new Asking(0, 0, 0);

    static Asking juror(int juror) {
        return new Asking(juror, 0, 0);
    }

    /**
     * The rules come first, since they are the same for every answer and a model may keep what it has read of them.
     *
     * @param form of the reply, repeated behind the exhibits, where no exhibit can overrule it
     */
    Question question(
            String rules,
            List<Exhibit> exhibits,
            String form,
            Constraint constraint,
            int logProbabilities,
            int maxTokens) {
        return new Question(
                List.of(
                        new ChatMessage(Role.SYSTEM, rules),
                        new ChatMessage(Role.USER, Exhibit.fenced(exhibits) + "\n" + form)),
                new Sampling(temperature, 1, maxTokens, List.of()),
                constraint,
                logProbabilities,
                juror,
                draw);
    }
}
