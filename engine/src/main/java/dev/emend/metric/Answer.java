package dev.emend.metric;

import dev.emend.data.Example;
import dev.emend.model.Completion;
import java.util.List;

/**
 * An answer to an example, with all that a metric may look at.
 *
 * @param text as the task model wrote it; empty where it rejected the request
 * @param judgements what judges replied to {@link Metric#questions}, in their order; empty before they were asked, and
 *     for a metric that asks nothing. A judge that rejected its question replies with an empty text
 */
public record Answer(Example example, String text, Effort effort, List<Completion> judgements) {

    public Answer {
        judgements = List.copyOf(judgements);
    }

    /** An answer of which nothing else is known. */
    public static Answer of(Example example, String text) {
        return new Answer(example, text, Effort.NONE, List.of());
    }

    public Answer judged(List<Completion> replies) {
        return new Answer(example, text, effort, replies);
    }
}
