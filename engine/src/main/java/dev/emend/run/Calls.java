package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.program.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a run's calls, batch by batch: found in the journal and booked, or reserved, sent, journaled and settled.
 *
 * <p>Whatever ends a run ends it at the same request in every repetition. A limit is reached at a request only when all
 * requests before it are settled, so the ledger's state there depends on their order and not on their timing. In which batch
 * it was reached is journaled, and by what else is journaled, which calls of that batch were still made: a repetition that knows less
 * of what a call may cost, or that makes no call, ends there too.
 *
 * <p>{@link #complete} is for one thread; inside it, calls run in parallel on virtual threads, and one alone on that thread. Time
 * passes while batches are made and while tools work, and at no other time. Where it is over before a tool is used, that is journaled as
 * for a batch.
 */
final class Calls {

    /**
     * What came of a batch.
     *
     * @param entries of the journal, in the requests' order; empty where a limit was reached before the call
     * @param stopped which limit was reached
     */
    record Batch(List<Optional<Journal.Entry>> entries, Optional<StopReason> stopped) {

        static final Batch NONE = new Batch(List.of(), Optional.empty());
    }

    private record Flight(String key, Request request, Ledger.Amount bound, Future<Sender.Landing> landing) {}

    private final Models models;
    private final Journal journal;
    private final Ledger ledger;
    private final Consumer<RunEvent> events;
    private final WorkTime time;
    private final ParallelWork work = new ParallelWork();
    private final Set<String> booked;
    private final Rejections rejections;
    private final UnreadReplies unread;
    private final Sender sender;
    private Ledger.Amount greatestRolloutBound = Ledger.Amount.ZERO;
    private long batches;

    /** @param clock nanoseconds, such as {@link System#nanoTime} */
    Calls(Models models, Journal journal, Ledger ledger, Consumer<RunEvent> events, LongSupplier clock) {
        this(models, journal, ledger, new HashSet<>(), events, clock);
    }

    /** @param booked the keys of what the ledger knows already, and of what this books; for one thread at a time */
    Calls(
            Models models,
            Journal journal,
            Ledger ledger,
            Set<String> booked,
            Consumer<RunEvent> events,
            LongSupplier clock) {
        this.booked = booked;
        this.models = models;
        this.journal = journal;
        this.ledger = ledger;
        this.events = events;
        this.time = new WorkTime(journal.elapsed(), this::journaledMoments, clock);
        this.rejections = new Rejections(journal);
        this.unread = new UnreadReplies(journal);
        this.sender = new Sender(models, journal, unread, time, clock);
    }

    /** As they are told to {@link #time}, so without those of unread replies and of vectors. */
    private Stream<Duration> journaledMoments() {
        return journal.entries().stream()
                .filter(entry -> entry.purpose() != Purpose.EMBED && !UnreadReplies.isOne(entry.key()))
                .map(Journal.Entry::elapsed);
    }

    /** Every call of the journal is one of this run's, whether or not it is asked for again. */
    void oweEarlierSittings() {
        for (Journal.Entry entry : journal.entries()) {
            if (entry.purpose().counts()) {
                ledger.owe(entry.key(), entry.purpose(), entry.reply().usage(), models.price(entry.request()));
            }
        }
    }

    /** No call is sent and no tool is used later than this, counted over all sittings of the run. */
    void deadline(Duration limit) {
        time.limit(limit);
    }

    /** Whoever makes these calls does nothing else until all are made, so that what it does between them takes time as well. */
    void timeRunsOn() {
        time.runsOn();
    }

    /** Time of model work over all sittings, as far as its replies tell. */
    Duration elapsedAtLastReply() {
        return time.atLastReply();
    }

    /** What calls of this purpose took; of {@link #elapsedAtLastReply} a part. */
    Duration timeOf(Purpose purpose) {
        return time.of(purpose);
    }

    /** The most that one call of a rollout could have cost so far. */
    Ledger.Amount greatestRolloutBound() {
        return greatestRolloutBound;
    }

    /** Which of the task models answers this example. */
    int seatOf(Example example) {
        return models.seatOf(example);
    }

    /** Tools and retrievers, with what they gave before. */
    Execution.Instruments instruments() {
        return new JournaledInstruments(models.instruments(), journal, time, work::isCalledOff);
    }

    /**
     * Does work with {@link #instruments}, side by side; what it takes counts as the task model's time.
     *
     * @return in the order of the pieces; empty where time was over before all was done
     * @throws ModelException where the thread is interrupted
     */
    <T> Optional<List<T>> work(List<Supplier<T>> pieces) {
        long ordinal = batches++;
        time.begin();
        try {
            Optional<List<T>> done = recordedStop(ordinal).isPresent() ? Optional.empty() : done(pieces, ordinal);
            if (done.isEmpty()) {
                time.expire();
            }
            return done;
        } finally {
            time.end(Purpose.TASK);
        }
    }

    private <T> Optional<List<T>> done(List<Supplier<T>> pieces, long ordinal) {
        try {
            return Optional.of(work.done(pieces));
        } catch (WorkTime.Over over) {
            journal.recordStop(new Journal.Stop(ordinal, StopReason.TIME, ledger.budget()));
            return Optional.empty();
        }
    }

    /** Of the task model that answers this example. */
    Price taskPrice(Example example) {
        return models.taskPrice(example);
    }

    /** What judges have cost so far, over all sittings. */
    Spend.Part judging() {
        return ledger.asked().parts().getOrDefault(Purpose.JUDGE, Spend.Part.NONE);
    }

    /** Calls so far, by all purposes and over all sittings. */
    long made() {
        return ledger.asked().calls();
    }

    /**
     * Calls that the budget still allows, and no more than time suffices for at the pace so far; {@link Long#MAX_VALUE} where nothing is
     * limited, or where the first call has to tell what one takes.
     */
    long left() {
        return Math.min(ledger.callsLeft(), time.callsLeft());
    }

    /** What {@link #left} is bound by; {@link StopReason#FINISHED} where nothing is limited. */
    StopReason scarcest() {
        if (left() == Long.MAX_VALUE) {
            return StopReason.FINISHED;
        }
        return time.callsLeft() < ledger.callsLeft() ? StopReason.TIME : ledger.scarcest();
    }

    /**
     * @param requests all of one purpose
     * @throws ModelException where a model cannot be used, or the thread is interrupted; what was paid until then is journaled, and the
     *     same batch may be asked for again
     */
    Batch complete(List<Request> requests) {
        if (requests.isEmpty()) {
            return completed(requests);
        }
        sender.mend();
        time.begin();
        try {
            return completed(requests);
        } finally {
            time.end(requests.getFirst().purpose());
        }
    }

    private Batch completed(List<Request> requests) {
        long ordinal = batches++;
        Map<String, Request> distinct = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (Request request : requests) {
            String key = request.fingerprint(models.model(request).name());
            keys.add(key);
            if (isRollout(request)) {
                greatestRolloutBound = greatestRolloutBound.max(bound(request));
            }
            distinct.putIfAbsent(key, request);
        }
        Map<String, Journal.Entry> had = new LinkedHashMap<>();
        distinct.forEach((key, request) -> {
            bookUnread(key, request);
            journal.find(key).ifPresent(entry -> had.put(key, replayed(entry, request)));
        });
        Optional<StopReason> stopped = recordedStop(ordinal);
        if (stopped.isEmpty()) {
            stopped = make(distinct, had, 1);
            rejections.count(List.copyOf(had.values()));
            stopped.ifPresent(reason -> journal.recordStop(new Journal.Stop(ordinal, reason, ledger.budget())));
        }
        if (stopped.isPresent()) {
            rejections.answered(had.values());
        }
        rejections.weigh(had.values());
        return new Batch(
                keys.stream().map(key -> Optional.ofNullable(had.get(key))).toList(), stopped);
    }

    /** Whether the call answers an example or judges an answer. */
    private static boolean isRollout(Request request) {
        return request.purpose() != Purpose.META;
    }

    private Optional<StopReason> recordedStop(long ordinal) {
        return journal.stops().stream()
                .filter(stop -> stop.batch() == ordinal && stop.budget().equals(ledger.budget()))
                .map(Journal.Stop::reason)
                .findFirst();
    }

    /**
     * Makes what fits into the budget. What could not be read is asked for again after all others.
     *
     * @param had gets what comes back; what it holds is not asked for
     * @param tries of these requests, this one included
     * @return the limit that was reached, if one was
     */
    private Optional<StopReason> make(Map<String, Request> distinct, Map<String, Journal.Entry> had, int tries) {
        List<Flight> flights = new ArrayList<>();
        Map<String, Request> unreadable = new LinkedHashMap<>();
        Set<String> answering = tries < Sender.MOST_TRIES ? Set.of() : answeringOthers(distinct.values(), had.values());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Map.Entry<String, Request> entry : distinct.entrySet()) {
                String key = entry.getKey();
                Request request = entry.getValue();
                if (had.containsKey(key)) {
                    continue;
                }
                Ledger.Amount bound = bound(request);
                Optional<StopReason> full = ledger.reserve(bound);
                if (full.isPresent() && !flights.isEmpty()) {
                    if (land(flights, had, unreadable)) {
                        return Optional.of(StopReason.TIME);
                    }
                    full = ledger.reserve(bound);
                }
                if (full.isPresent()) {
                    return full;
                }
                Sender.Unreadable then = tries < Sender.MOST_TRIES
                        ? Sender.Unreadable.TRY_AGAIN
                        : answering.contains(models.model(request).name())
                                ? Sender.Unreadable.PASS_OVER
                                : Sender.Unreadable.GIVE_UP;
                Callable<Sender.Landing> call = () -> sender.send(key, request, then);
                flights.add(new Flight(key, request, bound, distinct.size() == 1 ? here(call) : threads.submit(call)));
            }
            if (land(flights, had, unreadable)) {
                return Optional.of(StopReason.TIME);
            }
        }
        return unreadable.isEmpty() ? Optional.empty() : make(unreadable, had, tries + 1);
    }

    /** The models that answer more than they leave unreadable. */
    private Set<String> answeringOthers(Collection<Request> unreadable, Collection<Journal.Entry> had) {
        Map<String, List<Request>> byModel = unreadable.stream()
                .collect(Collectors.groupingBy(request -> models.model(request).name()));
        return byModel.entrySet().stream()
                .filter(one -> rejections.isAnswering(
                        one.getValue().getFirst().purpose(),
                        one.getKey(),
                        had,
                        one.getValue().size()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A call alone is made by the caller's own thread, with whatever an application has bound to it. */
    private static Future<Sender.Landing> here(Callable<Sender.Landing> call) {
        FutureTask<Sender.Landing> task = new FutureTask<>(call);
        task.run();
        return task;
    }

    /**
     * Waits for all flights in order and settles them.
     *
     * @param unreadable gets those whose replies could not be read
     * @return whether one was not sent because time was over
     */
    private boolean land(List<Flight> flights, Map<String, Journal.Entry> had, Map<String, Request> unreadable) {
        boolean late = false;
        Throwable failure = null;
        for (Flight flight : flights) {
            try {
                switch (flight.landing.get()) {
                    case Sender.Landing.Late any -> {
                        late = true;
                        ledger.release(flight.bound);
                    }
                    case Sender.Landing.Unread any -> {
                        ledger.release(flight.bound);
                        bookUnread(flight.key, flight.request);
                        unreadable.put(flight.key, flight.request);
                    }
                    case Sender.Landing.Answered answered -> {
                        had.put(flight.key, answered.entry());
                        booked.add(flight.key);
                        ledger.settle(
                                flight.bound,
                                flight.request.purpose(),
                                answered.entry().reply().usage(),
                                models.price(flight.request));
                        called(answered.entry(), false);
                    }
                }
            } catch (ExecutionException failed) {
                ledger.release(flight.bound);
                bookUnread(flight.key, flight.request);
                failure = failure instanceof Error ? failure : failed.getCause();
            } catch (InterruptedException interrupted) {
                flights.subList(flights.indexOf(flight), flights.size()).forEach(open -> ledger.release(open.bound));
                throw failure(interrupted);
            }
        }
        flights.clear();
        if (failure != null) {
            throw failure(failure);
        }
        return late;
    }

    /** @throws Error where it is one */
    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new ModelException(ModelException.Kind.UNAVAILABLE, "interrupted while waiting for a model", cause);
        }
        return ParallelWork.cause(cause);
    }

    /** What this sitting has not counted yet of what was paid for this request in vain. */
    private void bookUnread(String key, Request request) {
        for (Journal.Entry entry : unread.toBook(key)) {
            ledger.bookPaid(entry.key(), request.purpose(), entry.reply().usage(), models.price(request));
        }
    }

    /** An entry that was journaled before. One that this sitting has already counted is not counted again. */
    private Journal.Entry replayed(Journal.Entry entry, Request request) {
        if (booked.add(entry.key())) {
            ledger.bookPaid(entry.key(), request.purpose(), entry.reply().usage(), models.price(request));
            called(entry, true);
        }
        return entry;
    }

    private void called(Journal.Entry entry, boolean replayed) {
        time.replied(entry.elapsed());
        events.accept(new RunEvent.Called(ledger.asked(), time.atLastReply(), replayed));
    }

    private Ledger.Amount bound(Request request) {
        Usage most = sender.most(request);
        return new Ledger.Amount(1, most.total(), models.price(request).microDollars(most));
    }
}
