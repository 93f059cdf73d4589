package dev.emend.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextListTest {

    @Test
    void bulletsAndNumbersAreNoPartOfAnItem() {
        assertThat(TextList.items("- one\n  * two\n• three\n\n4. four\n15) fifteen\n100. a hundred"))
                .containsExactly("one", "two", "three", "four", "fifteen", "a hundred");
    }

    @Test
    void aLineThatOnlyBeginsLikeAnItemIsKept() {
        assertThat(TextList.items("1.5 litres\n-5 degrees\n2024. was wet"))
                .containsExactly("1.5 litres", "-5 degrees", "2024. was wet");
    }
}
