package dev.emend.run;

import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a model that rejects one request, such as an example that its provider will not answer, from one that rejects everything
 * that it is asked for one purpose, such as for a setting that it does not take. The second cannot be used, and to score its silence
 * would be to measure nothing: its rejections are taken back from the journal, since it may be set up rightly next time.
 *
 * <p>So too with replies that cannot be read: where a model answers others, they are like rejections.
 *
 * <p>What is decided depends on the replies of whole batches, and not on which of them came first.
 */
final class Rejections {

    /** Without a single answer. */
    private static final int MOST = 8;

    private record Role(Purpose purpose, String model) {

        static Role of(Journal.Entry entry) {
            return new Role(entry.purpose(), entry.model());
        }
    }

    private final Journal journal;
    private final Set<Role> answering = new HashSet<>();
    private final Map<Role, Map<String, Journal.Entry>> rejected = new LinkedHashMap<>();

    /** How many more requests than it rejected a model has answered lately, up to {@link #MOST}. */
    private final Map<Role, Integer> credit = new HashMap<>();

    Rejections(Journal journal) {
        this.journal = journal;
    }

    /** Who has answered is not taken for one that never does. */
    void answered(Collection<Journal.Entry> batch) {
        batch.stream()
                .filter(entry -> entry.reply() instanceof Journal.Reply.Answered)
                .forEach(entry -> answering.add(Role.of(entry)));
    }

    /** What a batch came to, once for each batch, for {@link #isAnswering}. */
    void weigh(Collection<Journal.Entry> batch) {
        batch.stream()
                .map(Role::of)
                .distinct()
                .forEach(role -> credit.put(role, Math.clamp(credit(role) + balance(role, batch), 0, MOST)));
    }

    /** Answers less rejections. */
    private static int balance(Role role, Collection<Journal.Entry> batch) {
        return batch.stream()
                .filter(entry -> Role.of(entry).equals(role))
                .mapToInt(entry -> entry.reply() instanceof Journal.Reply.Answered ? 1 : -1)
                .sum();
    }

    /**
     * Whether it is for the requests that their replies cannot be read, and not for the model: it has answered more others, in this batch
     * and lately.
     *
     * @param batch what else has come back in it
     * @param unreadable how many replies cannot be read
     */
    boolean isAnswering(Purpose purpose, String model, Collection<Journal.Entry> batch, int unreadable) {
        Role role = new Role(purpose, model);
        return credit(role) + balance(role, batch) > unreadable;
    }

    private long credit(Role role) {
        return credit.getOrDefault(role, 0);
    }

    /** @throws ModelException where a model has answered nothing yet and rejected too much */
    void count(List<Journal.Entry> batch) {
        answered(batch);
        for (Journal.Entry entry : batch) {
            if (entry.reply() instanceof Journal.Reply.Rejected && !answering.contains(Role.of(entry))) {
                rejected.computeIfAbsent(Role.of(entry), any -> new LinkedHashMap<>())
                        .put(entry.key(), entry);
            }
        }
        rejected.forEach((role, entries) -> {
            if (entries.size() >= MOST && !answering.contains(role)) {
                journal.forget(entries.keySet());
                throw denied(role, entries.values().iterator().next());
            }
        });
    }

    private static ModelException denied(Role role, Journal.Entry first) {
        String reason = first.reply() instanceof Journal.Reply.Rejected refusal ? refusal.reason() : "";
        return new ModelException(
                ModelException.Kind.DENIED,
                role.model + " rejected each of the first " + MOST + " requests as " + role.purpose.label()
                        + " model, and answered none: " + reason);
    }
}
