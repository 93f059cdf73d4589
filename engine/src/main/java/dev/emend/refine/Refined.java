package dev.emend.refine;

import dev.emend.data.Example;
import dev.emend.metric.Score;
import java.util.List;

/**
 * An input's refined answer, with the way to it.
 *
 * @param input as it was given
 * @param history every answer that was scored, in order; at least the first. One that came back is in it once
 * @param ending what ended it
 * @param revisions how many were asked for, those that brought back an earlier answer included
 * @param calls how many replies it took, of the task model, the critic and judges together
 */
public record Refined(Example input, List<Round> history, Ending ending, int revisions, int calls) {

    public Refined {
        history = List.copyOf(history);
        if (history.isEmpty()) {
            throw new IllegalArgumentException("a refinement needs at least one answer");
        }
    }

    public Round first() {
        return history.getFirst();
    }

    /** The best answer seen; of equals one that was not cut off at the length limit, then the earliest. */
    public Round best() {
        Round best = first();
        for (Round round : history) {
            best = round.isBetterThan(best) ? round : best;
        }
        return best;
    }

    public String answer() {
        return best().answer();
    }

    public Score score() {
        return best().score();
    }
}
