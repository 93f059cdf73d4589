package dev.emend.proposal;

import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import java.util.List;

/**
 * A candidate that an operator starts from.
 *
 * @param id of the candidate
 * @param outcomes its answers to train examples, as far as they were looked at
 */
public record Parent(int id, Prompt prompt, List<Outcome> outcomes) {

    public Parent {
        outcomes = List.copyOf(outcomes);
    }

    /** A parent whose answers nobody has looked at. */
    public Parent(int id, Prompt prompt) {
        this(id, prompt, List.of());
    }

    /** A child's prompt with room for answers as long as any of its parents may give: the one that reasons needs it. */
    static Prompt withRoomOf(List<Parent> parents, Prompt child) {
        return child.withRoomFor(parents.stream()
                .mapToInt(parent -> parent.prompt().sampling().maxTokens())
                .max()
                .orElseThrow());
    }

    /** The outcomes that leave something to gain. */
    public List<Outcome> failures() {
        return outcomes.stream().filter(outcome -> outcome.score().value() < 1).toList();
    }

    public List<Outcome> successes() {
        return outcomes.stream().filter(outcome -> outcome.score().value() >= 1).toList();
    }
}
