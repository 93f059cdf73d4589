package dev.emend.run;

import dev.emend.model.Completion;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replies that could not be read. Each may have been paid for, so it counts as the most that it can have cost: it is journaled under
 * a key of its own, and booked in every sitting that asks for the same request. Safe for use by many threads at once.
 */
final class UnreadReplies {

    /** Between the key of a request and the number of an unread reply to it. */
    private static final String MARK = " unread ";

    private final Journal journal;
    private final Map<String, List<Journal.Entry>> unbooked = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();

    /** Those of earlier sittings are this journal's own alone, whatever else it finds. */
    UnreadReplies(Journal journal) {
        this.journal = journal;
        for (Journal.Entry entry : journal.entriesWith(MARK)) {
            keep(entry.key().substring(0, entry.key().indexOf(MARK)), entry);
        }
    }

    /** Whether a reply that could not be read is journaled under this key. */
    static boolean isOne(String key) {
        return key.contains(MARK);
    }

    private void keep(String key, Journal.Entry entry) {
        unbooked.computeIfAbsent(key, any -> new ArrayList<>()).add(entry);
        known.merge(key, 1, Integer::sum);
    }

    /**
     * @param key of the request
     * @param most that the reply can have cost
     * @param elapsed when it was there
     */
    synchronized void add(String key, Request request, String model, Usage most, Duration elapsed) {
        Completion nothing = new Completion("", Completion.Finish.FILTERED, most, List.of());
        Journal.Entry entry = new Journal.Entry(
                key + MARK + known.getOrDefault(key, 0),
                request.purpose(),
                model,
                request,
                new Journal.Reply.Answered(nothing),
                Duration.ZERO,
                elapsed);
        journal.append(entry);
        keep(key, entry);
    }

    /** Those to this request, of all sittings, that were not handed out before. */
    synchronized List<Journal.Entry> toBook(String key) {
        List<Journal.Entry> unread = unbooked.remove(key);
        return unread == null ? List.of() : unread;
    }
}
