package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkTimeTest {

    private final AtomicLong now = new AtomicLong();
    private final WorkTime time = new WorkTime(Duration.ZERO, now::get);

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
