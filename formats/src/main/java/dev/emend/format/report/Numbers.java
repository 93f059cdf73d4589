package dev.emend.format.report;

import dev.emend.evaluation.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** How numbers are written: the same everywhere in the report, on every machine. */
public final class Numbers {

    private Numbers() {}

    /** A score in [0, 1] as {@code 72.4 %}. */
    public static String percent(double score) {
        return decimal(100 * score) + "\u00A0%";
    }

    /** A difference of scores as {@code +14.4}, in hundredths. */
    public static String points(double difference) {
        String digits = decimal(Math.abs(100 * difference));
        if (digits.equals("0.0")) {
            return digits;
        }
        return (difference < 0 ? "−" : "+") + digits;
    }

    public static String range(Interval interval) {
        return decimal(100 * interval.low()) + " to " + percent(interval.high());
    }

    public static String pointsRange(Interval interval) {
        return points(interval.low()) + " to " + points(interval.high());
    }

    /** An interval's coverage as {@code 95 %}. */
    public static String level(Interval interval) {
        return BigDecimal.valueOf(interval.level())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "\u00A0%";
    }

    public static String p(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 example}, {@code 2 examples}. */
    public static String count(long count, String noun) {
        return count(count) + "\u00A0" + noun + (count == 1 ? "" : "s");
    }

    /** Exact, with at least two decimals. */
    public static String dollars(long microDollars) {
        BigDecimal dollars = BigDecimal.valueOf(microDollars, 6).stripTrailingZeros();
        return (dollars.scale() < 2 ? dollars.setScale(2) : dollars).toPlainString();
    }

    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** As {@code 1 h 2 min 3.4 s}, without leading parts that are zero; cut to tenths of a second. */
    public static String duration(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append("\u00A0h ");
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append("\u00A0min ");
        }
        String seconds = plain(duration.toMillis() / 100 % 600 / 10.0);
        return text.append(seconds).append("\u00A0s").toString();
    }

    /** A place in a figure. */
    public static String place(double coordinate) {
        return place(coordinate, 1);
    }

    /** A number of a figure with this many decimals. */
    static String place(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    private static String decimal(double number) {
        String digits = String.format(Locale.ROOT, "%.1f", number);
        return digits.equals("-0.0") ? "0.0" : digits.replace('-', '−');
    }
}
