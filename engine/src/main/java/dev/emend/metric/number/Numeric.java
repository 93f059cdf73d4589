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
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * 1 where a number of the answer is the expected one, else 0. It may be off by {@code absolute} or by {@code relative}
 * times the expected number, whichever is more.
 *
 * @param which of the answer's numbers counts
 * @param units whether a number's unit counts; then units of the same quantity are converted
 */
record Numeric(BigDecimal absolute, BigDecimal relative, boolean decimalComma, Which which, boolean units)
        implements Metric {

    static final List<String> OPTIONS =
            List.of("absolute-tolerance", "relative-tolerance", "decimal-comma", "which", "units");

    private static final int MOST_SHOWN = 5;

    enum Which {
        /** Models reason before they conclude. */
        LAST,
        FIRST,
        /** There must be no other. */
        ONLY
    }

    static Numeric from(Options options) {
        String which = options.choice("which", "last", List.of("last", "first", "only"));
        return new Numeric(
                options.tolerance("absolute-tolerance"),
                options.tolerance("relative-tolerance"),
                options.flag("decimal-comma", false),
                Which.valueOf(which.toUpperCase(Locale.ROOT)),
                options.flag("units", false));
    }

    @Override
    public String name() {
        return "numeric";
    }

    /** @throws InvalidInputException where the example's expected answer holds no number, or its decimals are written otherwise */
    @Override
    public Score score(Answer answer) {
        Amount wanted = wanted(answer.example());
        String output = answer.text();
        if (output.isBlank()) {
            return new Score(0, "The answer is empty; expected the number " + wanted + ".");
        }
        List<Amount> numbers = Amount.allIn(output, decimalComma, units);
        if (numbers.isEmpty()) {
            return new Score(
                    0, "There is no number in the answer; expected " + wanted + ", it is " + Quote.of(output) + ".");
        }
        if (which == Which.ONLY && numbers.size() > 1) {
            return new Score(
                    0,
                    "Format error: the answer must hold one number, expected " + wanted + ", but holds "
                            + numbers.size() + ": " + some(numbers) + ".");
        }
        Amount came = which == Which.FIRST ? numbers.getFirst() : numbers.getLast();
        return wanted.matches(came, absolute, relative)
                ? new Score(1, "Right: " + came + ".")
                : new Score(0, feedback(wanted, came));
    }

    private Amount wanted(Example example) {
        List<Amount> numbers = Amount.allIn(example.expected(), decimalComma, units);
        if (numbers.isEmpty()) {
            throw new InvalidInputException(
                    "the metric numeric needs a number to compare with, not \"" + example.expected() + "\" (example "
                            + example.id() + ")",
                    example.where(),
                    "another metric fits, such as exact-match.");
        }
        requireDecimals(example, numbers);
        return which == Which.FIRST ? numbers.getFirst() : numbers.getLast();
    }

    /** Where the decimals stand behind the other sign, a number falls into two, and the last of them would be wanted. */
    private void requireDecimals(Example example, List<Amount> numbers) {
        int otherwise = Amount.allIn(example.expected(), !decimalComma, units).size();
        if (otherwise < numbers.size()) {
            throw new InvalidInputException(
                    "the expected answer \"" + example.expected() + "\" (example " + example.id() + ") is read as "
                            + numbers.size() + " numbers: " + some(numbers),
                    example.where(),
                    decimalComma
                            ? "its decimals stand behind a point: leave \"decimal-comma: true\" out."
                            : "its decimals stand behind a comma: \"decimal-comma: true\".");
        }
    }

    private String feedback(Amount wanted, Amount came) {
        String difference = "expected " + wanted + tolerance() + ", " + position() + " is " + came + ".";
        if (wanted.unit().equals(Unit.NONE)
                || wanted.unit().quantity().equals(came.unit().quantity())) {
            return "Wrong number: " + difference;
        }
        return (came.unit().equals(Unit.NONE) ? "The unit is missing: " : "Wrong unit: ") + difference;
    }

    private String position() {
        return switch (which) {
            case LAST -> "the last number of the answer";
            case FIRST -> "the first number of the answer";
            case ONLY -> "the number of the answer";
        };
    }

    private static String some(List<Amount> numbers) {
        return numbers.stream().limit(MOST_SHOWN).map(Amount::toString).collect(Collectors.joining(", "))
                + (numbers.size() > MOST_SHOWN ? " …" : "");
    }

    private String tolerance() {
        if (relative.signum() > 0) {
            return " within " + relative.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
                    + (absolute.signum() > 0 ? " or " + absolute.toPlainString() : "");
        }
        return absolute.signum() > 0 ? " within " + absolute.toPlainString() : "";
    }
}
