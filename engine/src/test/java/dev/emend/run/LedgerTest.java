package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final Price PRICE = new Price(1, 1, 2);
    private static final Ledger.Amount BOUND = new Ledger.Amount(1, 100, 150);

    private static Ledger ledger(long calls, long tokens, long microDollars) {
        return new Ledger(new Budget(
                OptionalLong.of(calls), OptionalLong.of(tokens), OptionalLong.of(microDollars), Optional.empty()));
    }

    @Test
    void aReservationThatDoesNotFitNamesItsLimit() {
        assertThat(ledger(0, 100, 150).reserve(BOUND)).contains(StopReason.CALLS);
        assertThat(ledger(1, 99, 150).reserve(BOUND)).contains(StopReason.TOKENS);
        assertThat(ledger(1, 100, 149).reserve(BOUND)).contains(StopReason.USD);
        assertThat(ledger(1, 100, 150).reserve(BOUND)).isEmpty();
    }

    @Test
    void whatIsReservedIsNotReservedTwice() {
        Ledger ledger = ledger(10, 199, 1000);

        assertThat(ledger.reserve(BOUND)).isEmpty();
        assertThat(ledger.reserve(BOUND)).contains(StopReason.TOKENS);
        ledger.release(BOUND);
        assertThat(ledger.reserve(BOUND)).isEmpty();
    }

    @Test
    void aCallThatCostLessThanItsBoundLeavesTheRest() {
        Ledger ledger = ledger(10, 150, 1000);
        assertThat(ledger.reserve(BOUND)).isEmpty();

        ledger.settle(BOUND, Purpose.TASK, new Usage(40, 0, 10), PRICE);

        assertThat(ledger.reserve(BOUND)).isEmpty();
        assertThat(ledger.spend().calls()).isEqualTo(1);
        assertThat(ledger.spend().usage()).isEqualTo(new Usage(40, 0, 10));
        assertThat(ledger.spend().microDollars()).isEqualTo(60);
    }

    @Test
    void whatAnEarlierSittingPaidForIsCountedOnce() {
        Ledger ledger = ledger(10, 250, 1000);
        Usage usage = new Usage(90, 0, 10);
        ledger.owe("a", Purpose.TASK, usage, PRICE);
        ledger.owe("a", Purpose.TASK, usage, PRICE);

        assertThat(ledger.asked().calls()).isZero();
        assertThat(ledger.spend().calls()).isEqualTo(1);
        ledger.bookPaid("a", Purpose.TASK, usage, PRICE);
        assertThat(ledger.asked()).isEqualTo(ledger.spend());
        assertThat(ledger.reserve(BOUND)).isEmpty();
        assertThat(ledger.reserve(BOUND)).contains(StopReason.TOKENS);
    }

    @Test
    void whatIsKeptBackIsForNobodyElse() {
        Ledger ledger = ledger(10, 300, 1000);
        ledger.withhold(new Ledger.Amount(2, 100, 0), new Ledger.Amount(0, 101, 0));

        assertThat(ledger.reserve(BOUND)).contains(StopReason.TOKENS);
        ledger.withhold(Ledger.Amount.ZERO, Ledger.Amount.ZERO);
        assertThat(ledger.reserve(BOUND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, Long.MAX_VALUE})
    void aTimeThatNoClockMeasuresIsRefused(long seconds) {
        Duration limit = Duration.ofSeconds(seconds);

        assertThatThrownBy(() -> new Budget(
                        OptionalLong.of(100), OptionalLong.empty(), OptionalLong.empty(), Optional.of(limit)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0 to about 292 years, not " + limit);
    }
}
