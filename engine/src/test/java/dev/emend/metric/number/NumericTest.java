package dev.emend.metric.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericTest {

    private static Score score(Map<String, String> options, String expected, String output) {
        return Metrics.named("numeric", options, new TreeSet<>())
                .score(Answer.of(Example.of("1", Map.of(), expected), output));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42 | The answer is 42.",
                "42 | 6 * 7 = 42",
                "42 | #### 42",
                "42 | \\boxed{42}",
                "42 | **42**",
                "42 | _42_",
                "42 | so...42",
                "42 | 42.0",
                "42 | 4.2e1",
                "42 | +42",
                "42 | ４２",
                "42 | - 42 apples",
                "42 | between 10-42",
                "42 | type covid-42",
                "-42 | It is -42 degrees",
                "-42 | −42",
                "-42 | -$42",
                "-42 | $-42",
                "1234.5 | $1,234.50",
                "1234567 | 1'234'567",
                "1234567 | 1\u00a0234\u202f567",
                "1234 | 1234 €",
                "3 | 1, 2, 3",
                "56 | 1,234,56",
                ".5 | 0.5",
                "50 % | 50%",
                "50 | 50 %",
                "0.5 | 50 %",
                "50 % | 0.5",
                "$3 million | 3",
            })
    void readsTheLastNumberAsAPersonWould(String expected, String output) {
        Score score = score(Map.of(), expected, output);
        assertThat(score.value()).as(score.feedback()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"42 | 42, or rather 43", "50 % | 0.5 %", "42 | -42", "42 | GPT42", "42 | forty-two"})
    void doesNotAcceptAnotherNumber(String expected, String output) {
        assertThat(score(Map.of(), expected, output).value()).isZero();
    }

    @Test
    void tolerancesAreExactDecimalsAndTheLargerCounts() {
        assertThat(score(Map.of("absolute-tolerance", "0.1"), "0.7", "0.8").value())
                .isEqualTo(1);
        assertThat(score(Map.of("absolute-tolerance", "0.1"), "0.7", "0.80000001")
                        .value())
                .isZero();
        assertThat(score(Map.of("relative-tolerance", "0.05"), "-200", "-190").value())
                .isEqualTo(1);
        assertThat(score(Map.of("relative-tolerance", "0.05"), "-200", "-189").value())
                .isZero();
        assertThat(score(Map.of("relative-tolerance", "0.05", "absolute-tolerance", "20"), "200", "181")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void decimalCommasAreReadWhereAsked() {
        Map<String, String> comma = Map.of("decimal-comma", "true");
        assertThat(score(comma, "1234,5", "Das macht 1.234,50 €.").value()).isEqualTo(1);
        assertThat(score(comma, "3,5", "3,5").value()).isEqualTo(1);
    }

    @Test
    void feedbackSaysWhatWasExpectedAndWhatCame() {
        assertThat(score(Map.of("relative-tolerance", "0.01"), "10", "It is 12.")
                        .feedback())
                .isEqualTo("Wrong number: expected 10 within 1 %, the last number of the answer is 12.");
        assertThat(score(Map.of(), "10", "ten").feedback()).startsWith("There is no number in the answer");
        assertThat(score(Map.of(), "10", "").feedback()).startsWith("The answer is empty");
    }

    @Test
    void anExpectedAnswerWithoutANumberIsTheUsersError() {
        Example row = new Example("r7", Map.of(), "ten", Map.of(), Where.line("data.jsonl", 7));
        Metric metric = Metrics.named("numeric", Map.of(), new TreeSet<>());
        assertThatThrownBy(() -> metric.score(Answer.of(row, "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("data.jsonl:7: ")
                .hasMessageContaining("not \"ten\" (example r7)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | 12,00    | is read as 2 numbers: 12, 0 | behind a comma: \"decimal-comma: true\"",
                "false | 1.234,50 | 2 numbers                 | behind a comma",
                "true  | 12.50    | 2 numbers: 12, 50         | behind a point",
            })
    void anExpectedNumberThatFallsIntoTwoIsRefused(String comma, String expected, String what, String maybe) {
        Example row = new Example("r7", Map.of(), expected, Map.of(), Where.line("data.csv", 7));
        Metric metric = Metrics.named("numeric", Map.of("decimal-comma", comma), new TreeSet<>());
        assertThatThrownBy(() -> metric.check(row))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("data.csv:7: the expected answer \"" + expected + "\" (example r7)")
                .hasMessageContaining(what)
                .hasMessageContaining(maybe);
    }

    @Test
    void ofSeveralExpectedNumbersTheLastCounts() {
        assertThat(score(Map.of(), "48 / 2 = 24 and 48 + 24 = 72\n#### 72", "72")
                        .value())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 km | It is 1500 m.",
                "1500 metres | 1.5 kilometers",
                "20 min | 1200 s",
                "1 hour | sixty, so 60 minutes",
                "2 kg | 2,000 grams",
                "37 °C | 98.6 °F",
                "37 °C | 310.15 K",
                "0 celsius | 32 degrees Fahrenheit",
                "25 ℃ | 25°C",
                "5 µm | 5 μm",
                "5 µm | 0.005 mm",
                "$1.5M | 1,500,000 USD",
                "$1.5m | 1,500,000 dollars",
                "€3 bn | 3000 million euros",
                "5K | 5,000",
                "12 % | 0.12",
                "7 | about 7 apples",
                "7 | 7 km",
                "60 km/h | 60 km/h",
                "9 m2 | 9",
            })
    void unitsOfTheSameQuantityAreConvertedWhereAsked(String expected, String output) {
        Score score = score(Map.of("units", "true"), expected, output);
        assertThat(score.value()).as(score.feedback()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 km | 1.5 m | Wrong number: expected 1.5 km, the last number of the answer is 1.5 m.",
                "1.5 km | 1.5 | The unit is missing: expected 1.5 km, the last number of the answer is 1.5.",
                "5 kg | 5 km | Wrong unit: expected 5 kg, the last number of the answer is 5 km.",
                "$5 | €5 | Wrong unit: expected 5 $, the last number of the answer is 5 €.",
                "5 km | 5 km/h | The unit is missing: expected 5 km, the last number of the answer is 5.",
            })
    void numbersOfUnlikeUnitsNeverAgree(String expected, String output, String feedback) {
        Score score = score(Map.of("units", "true"), expected, output);
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).isEqualTo(feedback);
    }

    @Test
    void anAbsoluteToleranceIsInTheExpectedUnitAndARelativeOneIsOfTheExpectedNumber() {
        Map<String, String> absolute = Map.of("units", "true", "absolute-tolerance", "0.1");
        assertThat(score(absolute, "1.5 km", "1600 m").value()).isEqualTo(1);
        assertThat(score(absolute, "1.5 km", "1601 m").value()).isZero();
        Map<String, String> relative = Map.of("units", "true", "relative-tolerance", "0.1");
        assertThat(score(relative, "20 °C", "71.6 °F").value()).isEqualTo(1);
        assertThat(score(relative, "20 °C", "71.7 °F").value()).isZero();
    }

    @Test
    void withoutTheOptionUnitsAreNotRead() {
        assertThat(score(Map.of(), "1.5 km", "1.5 m").value()).isEqualTo(1);
        assertThat(score(Map.of(), "1.5 km", "1500 m").value()).isZero();
    }

    @Test
    void theLastTheFirstOrTheOnlyNumberCounts() {
        String output = "42, since 6 * 7";
        assertThat(score(Map.of(), "42", output).value()).isZero();
        assertThat(score(Map.of("which", "first"), "42", output).value()).isEqualTo(1);
        Score only = score(Map.of("which", "only"), "42", output);
        assertThat(only.value()).isZero();
        assertThat(only.feedback())
                .isEqualTo("Format error: the answer must hold one number, expected 42, but holds 3: 42, 6, 7.");
        assertThat(score(Map.of("which", "only"), "42", "It is 42.").value()).isEqualTo(1);
    }

    @Test
    void noAnswerOfAModelBreaksOrStallsIt() {
        for (String output : new String[] {
            "1".repeat(1_000_000),
            "1,000".repeat(200_000),
            "1 km ".repeat(200_000),
            "1e999 K",
            "$".repeat(1_000_000),
            "1 °",
            "5 " + "k".repeat(1_000_000)
        }) {
            assertThat(score(Map.of("units", "true", "which", "only"), "7 km", output)
                            .feedback())
                    .isNotBlank()
                    .hasSizeLessThan(1500);
        }
    }
}
