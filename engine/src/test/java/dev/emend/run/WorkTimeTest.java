package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkTimeTest {

    private final AtomicLong now = new AtomicLong();
    private final WorkTime time = new WorkTime(Duration.ZERO, Stream::empty, now::get);

    @Test
    void toolsAloneTellNothingOfThePaceOfCalls() {
        time.limit(Duration.ofSeconds(60));
        time.begin();
        time.reached(Duration.ofSeconds(20));
        time.end(Purpose.TASK);

        assertThat(time.callsLeft()).isEqualTo(Long.MAX_VALUE);
        time.replied(Duration.ofSeconds(30));
        assertThat(time.callsLeft()).isEqualTo(1);
    }

    /** Ten minutes were spent on something else than this run now asks for, after its first minute. */
    @Test
    void thePaceIsOfWhatThisRunAskedForAndTheSameWhenItIsRepeated() {
        List<Duration> first = LongStream.rangeClosed(1, 100)
                .mapToObj(i -> Duration.ofSeconds(6 * i))
                .toList();
        List<Duration> second = List.of(Duration.ofSeconds(606), Duration.ofSeconds(612));

        for (List<Duration> journaled :
                List.of(first, Stream.concat(first.stream(), second.stream()).toList())) {
            WorkTime resumed = new WorkTime(journaled.getLast(), journaled::stream, now::get);
            resumed.limit(Duration.ofMinutes(20));
            made(resumed, first.subList(0, 10));
            made(
                    resumed,
                    Stream.of(first.get(20), second.getFirst(), second.getLast())
                            .toList());
            made(resumed, first.subList(30, 40));
            made(resumed, first.subList(30, 40));

            assertThat(resumed.of(Purpose.TASK)).isEqualTo(Duration.ofSeconds(23 * 6));
            assertThat(resumed.atLastReply()).isEqualTo(Duration.ofSeconds(612));
            assertThat(resumed.callsLeft()).isBetween(135L, 145L);
        }
    }

    private static void made(WorkTime time, List<Duration> moments) {
        time.begin();
        moments.reversed().forEach(time::replied);
        time.end(Purpose.TASK);
    }

    @Test
    void scoringBetweenRepliesTakesTimeWhereItRunsOn() {
        time.limit(Duration.ofSeconds(60));
        time.runsOn();
        work(1);
        now.addAndGet(Duration.ofSeconds(50).toNanos());

        assertThat(work(2)).isEqualTo(Duration.ofSeconds(53));
        assertThat(time.isOver()).isFalse();
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(time.isOver()).isTrue();
    }

    @Test
    void whatIsReadFromTheJournalTakesNoTimeAgain() {
        time.runsOn();
        time.begin();
        time.end(Purpose.TASK);
        now.addAndGet(Duration.ofSeconds(50).toNanos());

        assertThat(work(2)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatAUserDoesBetweenRequestsTakesNoneWhereItDoesNotRunOn() {
        work(1);
        now.addAndGet(Duration.ofSeconds(50).toNanos());

        assertThat(work(2)).isEqualTo(Duration.ofSeconds(3));
    }

    /** @return the moment of its only reply */
    private Duration work(long seconds) {
        time.begin();
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        Duration moment = time.made();
        time.replied(moment);
        time.end(Purpose.TASK);
        return moment;
    }
}
