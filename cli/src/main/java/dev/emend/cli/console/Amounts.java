package dev.emend.cli.console;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.model.Usage;
import dev.emend.run.Spend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Amounts as people read them. */
public final class Amounts {

    private Amounts() {}

    /** Such as {@code 950}, {@code 41.2k} or {@code 1.3M}. */
    public static String count(long amount) {
        if (amount < 10_000) {
            return Long.toString(amount);
        }
        return amount < 1_000_000
                ? String.format(Locale.ROOT, "%.1fk", amount / 1e3)
                : String.format(Locale.ROOT, "%.1fM", amount / 1e6);
    }

    /** Such as {@code 8s}, {@code 3m12s} or {@code 1h04m}. */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
    }

    /** Such as {@code $0.0042}; two decimals from ten cents on. */
    public static String money(long microDollars) {
        return "$"
                + BigDecimal.valueOf(microDollars, 6)
                        .setScale(microDollars >= 100_000 ? 2 : 4, RoundingMode.UP)
                        .toPlainString();
    }

    /** Such as {@code 78.3 %}. */
    public static String score(double value) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }

    /** Such as {@code 66.4 to 87.0}. */
    public static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high());
    }

    /** Such as {@code 78.3 % (66.4 to 87.0, n = 60)}, and with what no judge's verdict could be read on. */
    public static String estimate(Estimate estimate) {
        return score(estimate.value()) + " (" + range(estimate.interval()) + ", n = " + estimate.n()
                + (estimate.unread() == 0 ? "" : ", unread " + estimate.unread()) + ")";
    }

    /** Such as {@code 41.2k tokens}. */
    public static String tokens(Usage usage) {
        return count(usage.total()) + " tokens";
    }

    /** Such as {@code 210 calls, 41.2k tokens, $0.0042}. */
    public static String spent(Spend spend) {
        return spent(new Spend.Part(spend.calls(), spend.usage(), spend.microDollars()));
    }

    /** As {@link #spent(Spend)}, of one purpose. */
    public static String spent(Spend.Part part) {
        List<String> amounts = new ArrayList<>();
        amounts.add(part.calls() + (part.calls() == 1 ? " call" : " calls"));
        amounts.add(tokens(part.usage()));
        if (part.microDollars() > 0) {
            amounts.add(money(part.microDollars()));
        }
        return String.join(", ", amounts);
    }
}
