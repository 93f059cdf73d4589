package dev.emend.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void noCountIsLessThanNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Usage(-1, 0, -2))
                .withMessageContaining("prompt -1, cached 0, completion -2")
                .withMessageContaining("promptTokenBound");
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(3, -1, 0));
    }

    @Test
    void noMoreIsCachedThanThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Usage(3, 4, 0))
                .withMessageContaining("prompt 3, cached 4");
    }
}
