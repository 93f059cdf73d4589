package dev.emend.run;

import dev.emend.model.ModelException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a model that rejects one request, such as an example that its provider will not answer, from one that rejects everything,
 * such as for a setting that it does not take. The second cannot be used, and to score its silence would be to measure nothing.
 * Thread-safe.
 */
final class Refusals {

    /** Without a single answer. */
    private static final int MOST = 8;

    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> rejected = new ConcurrentHashMap<>();

    /** @throws ModelException where the model has answered nothing yet and rejected too much */
    void count(String model, Journal.Reply reply) {
        switch (reply) {
            case Journal.Reply.Answered answered -> answering.add(model);
            case Journal.Reply.Rejected refusal -> {
                if (!answering.contains(model) && rejected.merge(model, 1, Integer::sum) >= MOST) {
                    throw new ModelException(
                            ModelException.Kind.DENIED,
                            model + " rejected each of the first " + MOST + " requests, and answered none: "
                                    + refusal.reason());
                }
            }
        }
    }
}
