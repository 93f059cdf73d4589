package dev.emend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PriceTest {

    @Test
    void freshCachedAndWrittenTokensHavePricesOfTheirOwn() {
        assertThat(new Price(2, 0.5, 8).microDollars(new Usage(100, 40, 10))).isEqualTo(60 * 2 + 40 / 2 + 10 * 8);
    }

    @Test
    void aCallIsRoundedUpToAWholeMillionthOfADollar() {
        assertThat(new Price(0.1, 0, 0).microDollars(new Usage(1, 0, 0))).isEqualTo(1);
        assertThat(Price.FREE.microDollars(new Usage(1, 1, 1))).isZero();
    }

    @Test
    void aPriceIsNotNegative() {
        assertThatThrownBy(() -> new Price(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Price(1, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
