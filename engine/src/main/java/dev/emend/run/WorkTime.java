package dev.emend.run;

import dev.emend.model.Purpose;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Time of model work over all sittings of a journal. It passes only between {@link #begin} and {@link #end}, unless it {@link #runsOn},
 * and decisions know of it what replies tell: their moments are journaled, and so the same in every repetition.
 *
 * <p>For one thread, save that while work is going on any thread may ask for the moment of what it {@link #made} and whether it {@link #isOver}, and say
 * what it {@link #reached}.
 */
final class WorkTime {

    /** Time was over before work began. */
    static final class Over extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Over() {
            super("time is over", null, false, false);
        }
    }

    private static final Duration NO_LIMIT = Duration.ofDays(36_500);

    private final LongSupplier clock;
    private final Supplier<Stream<Duration>> journaled;
    private final Map<Purpose, Duration> parts = new EnumMap<>(Purpose.class);

    /** Reached since it began. */
    private final NavigableSet<Duration> moments = new TreeSet<>();

    /** Reached in all that has ended. */
    private final NavigableSet<Duration> own = new TreeSet<>();

    /** Of what was {@link #journaled}, once it was needed. */
    private @Nullable NavigableSet<Duration> earlierMoments;

    private Duration limit = NO_LIMIT;
    /** Before {@link #begun}. */
    private Duration worked;

    private long begun;
    private boolean runsOn;
    private volatile boolean running;
    private Duration atLastReply = Duration.ZERO;
    private Duration atBegin = Duration.ZERO;
    private long replies;

    /**
     * @param earlier of all sittings before this one
     * @param journaled the moments of all that is journaled, unread replies and vectors aside; read where time is limited and there were sittings before
     * @param clock nanoseconds, such as {@link System#nanoTime}
     */
    WorkTime(Duration earlier, Supplier<Stream<Duration>> journaled, LongSupplier clock) {
        this.worked = earlier;
        this.journaled = earlier.isZero() ? Stream::empty : journaled;
        this.clock = clock;
    }

    /** No work begins later than this. */
    void limit(Duration longest) {
        limit = longest;
    }

    /**
     * From the first reply on that is made in this sitting, time passes between works too, such as while answers are scored. What is only
     * read from the journal before it was timed when it was made.
     */
    void runsOn() {
        runsOn = true;
    }

    void begin() {
        atBegin = atLastReply();
        synchronized (this) {
            moments.clear();
        }
        if (!running) {
            begun = clock.getAsLong();
        }
    }

    /** @param purpose of the calls that were made since it began */
    void end(Purpose purpose) {
        if (!running) {
            worked = elapsed();
        }
        parts.merge(purpose, taken(), Duration::plus);
    }

    /**
     * What was made since it began, each from the moment of whatever was made before it: a run that takes another course than an earlier
     * sitting, as with a larger budget, passes over what this one made meanwhile, and comes back to parts of it.
     */
    private synchronized Duration taken() {
        if (limit.equals(NO_LIMIT)) {
            return atLastReply.minus(atBegin);
        }
        if (earlierMoments == null) {
            earlierMoments = journaled.get().collect(Collectors.toCollection(TreeSet::new));
        }
        Duration taken = Duration.ZERO;
        for (Duration moment : moments) {
            if (!own.contains(moment)) {
                taken = taken.plus(moment.minus(later(before(moment, own), before(moment, earlierMoments))));
                own.add(moment);
            }
        }
        return taken;
    }

    private static Duration before(Duration moment, NavigableSet<Duration> moments) {
        return Objects.requireNonNullElse(moments.lower(moment), Duration.ZERO);
    }

    private static Duration later(Duration first, Duration second) {
        return first.compareTo(second) > 0 ? first : second;
    }

    /** The moment of what was made just now. */
    Duration made() {
        running = runsOn;
        return elapsed();
    }

    private Duration elapsed() {
        return worked.plusNanos(clock.getAsLong() - begun);
    }

    /** Of what is at work nothing counts, and time is at its limit. */
    synchronized void expire() {
        atLastReply = later(atBegin, limit);
        moments.clear();
        moments.add(atLastReply);
    }

    boolean isOver() {
        return elapsed().compareTo(limit) > 0;
    }

    /** @param moment at which a model's reply was there, as journaled */
    void replied(Duration moment) {
        replies++;
        reached(moment);
    }

    /** @param moment at which anything was there, as journaled */
    synchronized void reached(Duration moment) {
        moments.add(moment);
        if (moment.compareTo(atLastReply) > 0) {
            atLastReply = moment;
        }
    }

    /** As far as replies tell, those of tools included. */
    synchronized Duration atLastReply() {
        return atLastReply;
    }

    /** What calls of this purpose took. */
    Duration of(Purpose purpose) {
        return parts.getOrDefault(purpose, Duration.ZERO);
    }

    /**
     * Calls for which the time that is left suffices at the pace so far; {@link Long#MAX_VALUE} where it is not limited, or nothing tells
     * the pace yet.
     */
    long callsLeft() {
        Duration own = parts.values().stream().reduce(Duration.ZERO, Duration::plus);
        return replies == 0 || own.isZero() || limit.equals(NO_LIMIT)
                ? Long.MAX_VALUE
                : (long) Math.max(0, (double) limit.minus(atLastReply()).toNanos() / own.toNanos() * replies);
    }
}
