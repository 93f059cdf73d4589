package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.run.Budget;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTextTest {

    @Test
    void readsEveryLimit() {
        assertThat(BudgetText.parse("calls=300, tokens=1.5M,usd=0.000001,time=1h90s"))
                .isEqualTo(new Budget(
                        OptionalLong.of(300),
                        OptionalLong.of(1_500_000),
                        OptionalLong.of(1),
                        Optional.of(Duration.ofSeconds(3690))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls=1", "calls=7,tokens=400000,usd=2.5,time=1h1m30s", "usd=10", "time=20m"})
    void writesWhatItReads(String text) {
        assertThat(BudgetText.format(BudgetText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|\"\" is no limit of a budget",
                "300|\"300\" is no limit of a budget",
                "call=3|\"call\" is no limit of a budget",
                "calls=0|budget.calls: this must be a whole number above 0, not \"0\"",
                "calls=-1|budget.calls: this must be a whole number, not \"-1\"",
                "calls=1.5|budget.calls: this must be a whole number above 0, not \"1.5\"",
                "tokens=0.0001k|budget.tokens: this must be a whole number above 0",
                "usd=free|budget.usd: this must be an amount of US dollars above 0, not \"free\"",
                "usd=0.0000001|budget.usd: this must be an amount of US dollars above 0",
                "time=10|budget.time: this must be a time, not \"10\"",
                "time=|budget.time: this must be a time above 0, not \"\"",
                "time=0s|budget.time: this must be a time above 0",
                "calls=1,calls=2|budget.calls: the limit is given twice"
            })
    void refusesWhatIsNoBudget(String text, String message) {
        assertThatThrownBy(() -> BudgetText.parse(text)).hasMessageStartingWith(message);
    }
}
