package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {

    @Test
    void theOpeningTakesAGoodHalfAndAStepHalfOfTheRestBesideTheFinals() {
        Allowance allowance = Allowance.of(200);

        assertThat(allowance.opening()).isEqualTo(110);
        assertThat(allowance.arms()).isEqualTo(10);
        assertThat(allowance.step(90)).isEqualTo(35);
        assertThat(Allowance.candidates(35, 6)).isEqualTo(2);
    }

    @Test
    void theLastStepTakesAllThatIsLeftBesideTheFinals() {
        Allowance allowance = Allowance.of(200);

        assertThat(allowance.step(80))
                .as("half is too little for two candidates")
                .isEqualTo(60);
        assertThat(Allowance.suffices(allowance.step(80))).isTrue();
        assertThat(Allowance.suffices(allowance.step(50))).isFalse();
    }

    @Test
    void whereCallsAreFewTheOpeningHasFourArmsAndNoStepFollows() {
        Allowance allowance = Allowance.of(20);

        assertThat(allowance.arms()).isEqualTo(4);
        assertThat(Allowance.candidates(allowance.step(9), 6)).isZero();
        assertThat(Allowance.candidates(allowance.step(1), 6)).isZero();
    }

    @Test
    void withoutALimitEverythingIsAsWideAsItGets() {
        Allowance allowance = Allowance.of(Long.MAX_VALUE);

        assertThat(allowance.opening()).isEqualTo(Long.MAX_VALUE);
        assertThat(allowance.arms()).isEqualTo(16);
        assertThat(Allowance.candidates(allowance.step(Long.MAX_VALUE), 6)).isEqualTo(6);
    }
}
