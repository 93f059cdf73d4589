package dev.emend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void aTextThatFitsStaysAsItIs() {
        assertThat(Excerpt.of("four", 4)).isEqualTo("four");
    }

    @Test
    void ofALongerTextTheBeginningStaysAndAMarkSaysSo() {
        assertThat(Excerpt.of("five!", 4)).isEqualTo("five […]");
    }

    @Test
    void noHalfOfACharacterStays() {
        assertThat(Excerpt.of("ab\uD83D\uDE00cd", 3)).isEqualTo("ab […]");
    }
}
