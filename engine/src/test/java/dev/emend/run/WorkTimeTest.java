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
}
