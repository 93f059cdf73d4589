package dev.emend.strategy.auto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {

    @Test
    void theOpeningTakesALittleLessThanHalfAndAStepHalfOfTheRestBesideTheFinals() {
        Allowance allowance = Allowance.of(400, 60);

        assertThat(allowance.opening()).isEqualTo(180);
        assertThat(allowance.arms()).isEqualTo(16);
        assertThat(allowance.step(220)).isEqualTo(80);
        assertThat(Allowance.candidates(45, 6)).isEqualTo(3);
    }

    @Test
    void theLastStepTakesAllThatIsLeftBesideTheFinals() {
        Allowance allowance = Allowance.of(400, 60);

        assertThat(allowance.step(110))
                .as("half is too little for two candidates")
                .isEqualTo(50);
        assertThat(allowance.step(150))
                .as(
                        "half of 90 is enough, but 15 are too few for another step when its winner has met the rest of validation")
                .isEqualTo(90);
        assertThat(Allowance.suffices(allowance.step(110))).isTrue();
        assertThat(Allowance.suffices(allowance.step(80))).isFalse();
    }

    @Test
    void whereCallsAreFewTheOpeningHasFourArmsAndNoStepFollows() {
        Allowance allowance = Allowance.of(20, 60);

        assertThat(allowance.arms()).isEqualTo(4);
        assertThat(Allowance.candidates(allowance.step(9), 6)).isZero();
        assertThat(Allowance.candidates(allowance.step(1), 6)).isZero();
    }

    @Test
    void withoutALimitEverythingIsAsWideAsItGets() {
        Allowance allowance = Allowance.of(Long.MAX_VALUE, 60);

        assertThat(allowance.opening()).isEqualTo(Long.MAX_VALUE);
        assertThat(allowance.arms()).isEqualTo(16);
        assertThat(Allowance.candidates(allowance.step(Long.MAX_VALUE), 6)).isEqualTo(6);
    }
}
