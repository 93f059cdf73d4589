package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.model.Completion;
import dev.emend.model.Price;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Replies that could not be read. Each may have been paid for, so it counts as the most that it can have cost: it is journaled under
 * a key of its own, and owed from then on in every sitting. Safe for use by many threads at once.
 */
final class UnreadReplies {

    private final Journal journal;
    private final Ledger ledger;

    UnreadReplies(Journal journal, Ledger ledger) {
        this.journal = journal;
        this.ledger = ledger;
    }

    /**
     * @param key of the request
     * @param most that the reply can have cost, at this price
     * @param elapsed when it was there
     */
    void add(String key, Request request, String model, Usage most, Price price, Duration elapsed) {
        String own = free(key);
        Completion nothing = new Completion("", Completion.Finish.FILTERED, most, List.of());
        journal.append(new Journal.Entry(
                own, request.purpose(), model, request, new Journal.Reply.Answered(nothing), Duration.ZERO, elapsed));
        ledger.owe(own, request.purpose(), most, price);
    }

    private String free(String key) {
        for (int number = 0; ; number++) {
            String own = Fingerprint.of("unread reply").add(key).add(number).hex();
            if (journal.find(own).isEmpty()) {
                return own;
            }
        }
    }
}
