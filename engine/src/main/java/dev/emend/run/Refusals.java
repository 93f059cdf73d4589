package dev.emend.run;

import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a model that rejects one request, such as an example that its provider will not answer, from one that rejects everything
 * that it is asked for one purpose, such as for a setting that it does not take. The second cannot be used, and to score its silence
 * would be to measure nothing. Until it has answered once, its rejections are held back from the journal: it may be set up rightly next time.
 *
 * <p>What is decided depends on the replies of whole batches, and not on which of them came first.
 */
final class Refusals {

    /** Without a single answer. */
    private static final int MOST = 8;

    private record Role(Purpose purpose, String model) {

        static Role of(Journal.Entry entry) {
            return new Role(entry.purpose(), entry.model());
        }
    }

    private final Set<Role> answering = new HashSet<>();
    private final Map<Role, Integer> rejected = new HashMap<>();
    private final Map<String, Journal.Entry> heldBack = new LinkedHashMap<>();

    /** A rejection that is held back. */
    Optional<Journal.Entry> find(String key) {
        return Optional.ofNullable(heldBack.get(key));
    }

    /**
     * @param batch in the requests' order
     * @return those rejections, held back until now among them, that are to be kept
     * @throws ModelException where a model has answered nothing yet and rejected too much
     */
    List<Journal.Entry> count(List<Journal.Entry> batch) {
        batch.stream()
                .filter(entry -> entry.reply() instanceof Journal.Reply.Answered)
                .forEach(entry -> answering.add(Role.of(entry)));
        for (Journal.Entry entry : batch) {
            if (!(entry.reply() instanceof Journal.Reply.Rejected refusal)
                    || heldBack.putIfAbsent(entry.key(), entry) != null
                    || answering.contains(Role.of(entry))) {
                continue;
            }
            int count = rejected.merge(Role.of(entry), 1, Integer::sum);
            if (count >= MOST) {
                throw new ModelException(
                        ModelException.Kind.DENIED,
                        entry.model() + " rejected each of the first " + MOST + " requests as "
                                + entry.purpose().label() + " model, and answered none: " + refusal.reason());
            }
        }
        List<Journal.Entry> kept = heldBack.values().stream()
                .filter(entry -> answering.contains(Role.of(entry)))
                .toList();
        kept.forEach(entry -> heldBack.remove(entry.key()));
        return kept;
    }

    /** The work is done, and what was rejected is a part of it. */
    List<Journal.Entry> rest() {
        List<Journal.Entry> rest = new ArrayList<>(heldBack.values());
        heldBack.clear();
        return rest;
    }
}
