package dev.emend.run;

import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a model that rejects one request, such as an example that its provider will not answer, from one that rejects everything
 * that it is asked for one purpose, such as for a setting that it does not take. The second cannot be used, and to score its silence
 * would be to measure nothing: its rejections are taken back from the journal, since it may be set up rightly next time.
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

    private final Journal journal;
    private final Set<Role> answering = new HashSet<>();
    private final Map<Role, Set<String>> rejected = new HashMap<>();

    Refusals(Journal journal) {
        this.journal = journal;
    }

    /**
     * @param batch in the requests' order
     * @return the rejections of the batch, which are to be kept
     * @throws ModelException where a model has answered nothing yet and rejected too much
     */
    List<Journal.Entry> count(List<Journal.Entry> batch) {
        batch.stream()
                .filter(entry -> entry.reply() instanceof Journal.Reply.Answered)
                .forEach(entry -> answering.add(Role.of(entry)));
        for (Journal.Entry entry : batch) {
            Role role = Role.of(entry);
            if (entry.reply() instanceof Journal.Reply.Rejected refusal && !answering.contains(role)) {
                Set<String> keys = rejected.computeIfAbsent(role, any -> new LinkedHashSet<>());
                keys.add(entry.key());
                if (keys.size() >= MOST) {
                    journal.forget(keys);
                    throw new ModelException(
                            ModelException.Kind.DENIED,
                            entry.model() + " rejected each of the first " + MOST + " requests as "
                                    + entry.purpose().label() + " model, and answered none: " + refusal.reason());
                }
            }
        }
        return batch.stream()
                .filter(entry -> entry.reply() instanceof Journal.Reply.Rejected)
                .toList();
    }
}
