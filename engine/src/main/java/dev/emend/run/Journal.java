package dev.emend.run;

import static java.util.Objects.requireNonNull;

import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The durable memory of one run: every reply that was paid for, and where a limit was reached.
 *
 * <p>A run is a pure function of its task, its seed and this journal. To resume is to run again and to find the paid
 * replies here. Implementations are safe for use by many threads at once; what {@link #append} and {@link #recordStop}
 * were given survives the death of the process once they have returned.
 */
public interface Journal {

    /** The reply journaled under {@link Request#fingerprint}, if there is one. */
    Optional<Entry> find(String key);

    /** All that was journaled, in the order of its journaling. */
    List<Entry> entries();

    /** Those of the {@link #entries} whose key holds this text; a journal on disk reads no others. */
    default List<Entry> entriesWith(String inKey) {
        return entries().stream().filter(entry -> entry.key().contains(inKey)).toList();
    }

    /** Appends a reply. A second one under the same key is ignored. */
    void append(Entry entry);

    /**
     * Takes rejections back, of a model that turned out to be set up wrongly: the run asks again.
     *
     * @param keys of entries that are rejections
     */
    void forget(Set<String> keys);

    /** Where limits were reached, in the order recorded. */
    List<Stop> stops();

    void recordStop(Stop stop);

    /** Time of model work in all sittings so far: the greatest {@link Entry#elapsed}, zero where there is none. */
    Duration elapsed();

    /**
     * One paid call.
     *
     * @param took from sending the request to having the reply
     * @param elapsed of the whole run when the reply was there, over all sittings
     */
    record Entry(
            String key, Purpose purpose, String model, Request request, Reply reply, Duration took, Duration elapsed) {}

    /** What came back. */
    sealed interface Reply {

        /** The answer; {@link Completion#NONE}, where it is a rejection. */
        Completion completion();

        /** What it took. */
        default Usage usage() {
            return completion().usage();
        }

        /** Whether there is no answer in it: it is a rejection, or all of the text was held back. */
        default boolean saysNothing() {
            return completion().finish() == Completion.Finish.FILTERED
                    && completion().text().isBlank();
        }

        /** Why it says nothing, for people. */
        default String whySilent() {
            return switch (this) {
                case Rejected rejected -> "The model rejected the request: " + rejected.reason();
                case Answered answered -> "The answer was held back by the model's provider.";
            };
        }

        /** Whether the answer ends where its limit of tokens does. */
        default boolean endsAtLimit() {
            return completion().finish() == Completion.Finish.LENGTH;
        }

        record Answered(Completion completion) implements Reply {

            public Answered {
                requireNonNull(completion, "an answered request has a completion");
            }
        }

        /**
         * The request will never be answered, such as one that is too long.
         *
         * @param usage what it can have cost all the same; a journal need not hold it
         */
        record Rejected(String reason, Usage usage) implements Reply {

            public Rejected {
                usage = usage == null ? Usage.NONE : usage;
            }

            public Rejected(String reason) {
                this(reason, Usage.NONE);
            }

            @Override
            public Completion completion() {
                return Completion.NONE;
            }
        }
    }

    /**
     * A limit that was reached.
     *
     * @param batch ordinal of the batch of calls in which it fell; replies of that batch that are not journaled were
     *     never had
     * @param budget under which it was reached; under another one it says nothing
     */
    record Stop(long batch, StopReason reason, Budget budget) {}
}
