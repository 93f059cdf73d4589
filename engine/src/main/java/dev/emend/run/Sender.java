package dev.emend.run;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.model.Thinking;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to their models, no more at a time than each takes, and journals what comes back before anyone sees it.
 *
 * <p>Safe for many threads. After a failure nothing more is sent, until {@link #mend}.
 */
final class Sender {

    /** Of one request whose replies cannot be read. */
    static final int MOST_TRIES = 3;

    /** What came of a call. */
    sealed interface Landing {

        /** A reply, journaled. */
        record Answered(Journal.Entry entry) implements Landing {}

        /** A reply that cannot be read; what it may have cost is journaled. */
        record Unread() implements Landing {}

        /** Time was over before it was sent. */
        record Late() implements Landing {}
    }

    /** What comes of a reply that cannot be read. */
    enum Unreadable {
        /** The request is sent once more. */
        TRY_AGAIN,
        /** The model answers others, so that it is the request: it stays without an answer, as if it had been rejected. */
        PASS_OVER,
        /** The model cannot be used. */
        GIVE_UP
    }

    private final Models models;
    private final Journal journal;
    private final UnreadReplies unread;
    private final WorkTime time;
    private final LongSupplier clock;
    private final Map<LanguageModel, Semaphore> lanes = new ConcurrentHashMap<>();
    private volatile @Nullable Throwable broken;

    /** @param clock nanoseconds, such as {@link System#nanoTime} */
    Sender(Models models, Journal journal, UnreadReplies unread, WorkTime time, LongSupplier clock) {
        this.models = models;
        this.journal = journal;
        this.unread = unread;
        this.time = time;
        this.clock = clock;
    }

    /** Sends again, whatever failed before. */
    void mend() {
        broken = null;
    }

    /**
     * @param then where the reply cannot be read
     * @throws ModelException where the model cannot be used, now or when an earlier request was sent
     */
    Landing send(String key, Request request, Unreadable then) throws InterruptedException {
        LanguageModel model = models.model(request);
        Semaphore lane = lanes.computeIfAbsent(model, any -> new Semaphore(model.parallelism(), true));
        lane.acquire();
        try {
            Throwable failed = broken;
            if (failed != null) {
                throw ParallelWork.cause(failed);
            }
            if (time.isOver()) {
                return new Landing.Late();
            }
            long sent = clock.getAsLong();
            Journal.Reply reply = reply(model, request);
            return answered(key, request, reply, Duration.ofNanos(clock.getAsLong() - sent));
        } catch (RuntimeException failure) {
            if (!isUnreadable(failure)) {
                broken = failure;
                throw failure;
            }
            return unreadable(key, request, failure, then);
        } catch (Error fatal) {
            broken = fatal;
            throw fatal;
        } finally {
            lane.release();
        }
    }

    /** The most that a call may use. */
    Usage most(Request request) {
        LanguageModel model = models.model(request);
        return new Usage(model.promptTokenBound(request), 0, model.completionTokenBound(request));
    }

    private Landing answered(String key, Request request, Journal.Reply reply, Duration took) {
        Journal.Entry entry = new Journal.Entry(
                key, request.purpose(), models.model(request).name(), request, reply, took, time.made());
        journal.append(entry);
        return new Landing.Answered(entry);
    }

    private Landing unreadable(String key, Request request, RuntimeException failure, Unreadable then) {
        return switch (then) {
            case TRY_AGAIN -> {
                addUnread(key, request);
                yield new Landing.Unread();
            }
            case PASS_OVER -> answered(key, request, passedOver(failure, request), Duration.ZERO);
            case GIVE_UP -> {
                addUnread(key, request);
                ModelException last = new ModelException(ModelException.Kind.UNAVAILABLE, inARow(failure), failure);
                broken = last;
                throw last;
            }
        };
    }

    private void addUnread(String key, Request request) {
        unread.add(key, request, models.model(request).name(), most(request), time.made());
    }

    /** What it says of a wrong address is not so where others are answered. */
    private Journal.Reply passedOver(RuntimeException unreadable, Request request) {
        String reason = inARow(unreadable).split("\nMaybe ", 2)[0];
        return new Journal.Reply.Rejected(reason, most(request));
    }

    private static String inARow(RuntimeException unreadable) {
        return MOST_TRIES + " times in a row: " + unreadable.getMessage();
    }

    private static boolean isUnreadable(RuntimeException failure) {
        return failure instanceof ModelException failed && failed.kind() == ModelException.Kind.UNREADABLE;
    }

    /** Without what the model thought before it: every reply enters the engine here. */
    private static Journal.Reply reply(LanguageModel model, Request request) {
        try {
            return new Journal.Reply.Answered(Thinking.dropped(completion(model, request)));
        } catch (ModelException refused) {
            if (refused.kind() != ModelException.Kind.REJECTED) {
                throw refused;
            }
            return new Journal.Reply.Rejected(String.valueOf(refused.getMessage()));
        }
    }

    private static Completion completion(LanguageModel model, Request request) {
        @Nullable Completion completion;
        try {
            completion = model.complete(request);
        } catch (IllegalArgumentException | NullPointerException failed) {
            throw new IllegalArgumentException("the model " + model.name() + " failed: " + failed.getMessage(), failed);
        }
        if (completion == null) {
            throw new ModelException(
                    ModelException.Kind.UNREADABLE, model.name() + " gave no completion, but null in its place");
        }
        return completion;
    }
}
