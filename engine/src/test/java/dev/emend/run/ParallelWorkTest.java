package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Work side by side. */
class ParallelWorkTest {

    @Test
    void an_error_comes_out_as_itself() {
        Supplier<String> broken = () -> {
            throw new NoClassDefFoundError("lost/Tool");
        };

        assertThatThrownBy(() -> new ParallelWork().done(List.of(() -> "a", broken)))
                .isExactlyInstanceOf(NoClassDefFoundError.class);
    }
}
