package dev.emend.run;

import dev.emend.model.ModelException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a model that rejects one request, such as an example that its provider will not answer, from one that rejects everything,
 * such as for a setting that it does not take. The second cannot be used, and to score its silence would be to measure nothing.
 * What is decided depends on the replies of whole batches, and not on which of them came first.
 */
final class Refusals {

    /** Without a single answer. */
    private static final int MOST = 8;

    private final Set<String> answering = new HashSet<>();
    private final Map<String, Integer> rejected = new HashMap<>();

    /**
     * @param batch in the requests' order
     * @throws ModelException where a model has answered nothing yet and rejected too much
     */
    void count(List<Journal.Entry> batch) {
        batch.stream()
                .filter(entry -> entry.reply() instanceof Journal.Reply.Answered)
                .forEach(entry -> answering.add(entry.model()));
        for (Journal.Entry entry : batch) {
            if (entry.reply() instanceof Journal.Reply.Rejected refusal
                    && !answering.contains(entry.model())
                    && rejected.merge(entry.model(), 1, Integer::sum) >= MOST) {
                throw new ModelException(
                        ModelException.Kind.DENIED,
                        entry.model() + " rejected each of the first " + MOST + " requests, and answered none: "
                                + refusal.reason());
            }
        }
    }
}
