package dev.emend.metric.number;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * 1 where the last number of the answer is the expected one, else 0. It may be off by {@code absolute} or by
 * {@code relative} times the expected number, whichever is more.
 */
record Numeric(BigDecimal absolute, BigDecimal relative, boolean decimalComma) implements Metric {

    static final List<String> OPTIONS = List.of("absolute-tolerance", "relative-tolerance", "decimal-comma");

    static Numeric from(Options options) {
        return new Numeric(
                options.tolerance("absolute-tolerance"),
                options.tolerance("relative-tolerance"),
                options.flag("decimal-comma", false));
    }

    @Override
    public String name() {
        return "numeric";
    }

    /** @throws InvalidInputException where the example's expected answer holds no number */
    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        String output = answer.text();
        Amount wanted = Amount.lastIn(example.expected(), decimalComma)
                .orElseThrow(() -> new InvalidInputException(
                        "the metric numeric needs a number to compare with, not \"" + example.expected()
                                + "\" (example " + example.id() + ")",
                        example.where(),
                        "another metric fits, such as exact-match."));
        if (output.isBlank()) {
            return new Score(0, "The answer is empty; expected the number " + wanted + ".");
        }
        Optional<Amount> came = Amount.lastIn(output, decimalComma);
        if (came.isEmpty()) {
            return new Score(
                    0, "There is no number in the answer; expected " + wanted + ", it is " + Quote.of(output) + ".");
        }
        if (wanted.matches(came.get(), absolute, relative)) {
            return new Score(1, "Right: " + came.get() + ".");
        }
        return new Score(
                0,
                "Wrong number: expected " + wanted + tolerance() + ", the last number of the answer is " + came.get()
                        + ".");
    }

    private String tolerance() {
        if (relative.signum() > 0) {
            return " within " + relative.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
                    + (absolute.signum() > 0 ? " or " + absolute.toPlainString() : "");
        }
        return absolute.signum() > 0 ? " within " + absolute.toPlainString() : "";
    }
}
