package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.run.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A budget as people write it: any of {@code calls=300}, {@code tokens=400k}, {@code usd=2.50} and {@code time=1h30m}.
 * Counts may end in {@code k} or {@code M}, times are made of {@code h}, {@code m} and {@code s}.
 */
public final class BudgetText {

    static final List<String> KEYS = List.of("calls", "tokens", "usd", "time");

    private static final Pattern COUNT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)([kKM]?)");
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");
    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(?:\\.\\d{1,6})?");

    private BudgetText() {}

    /**
     * Reads limits separated by commas, as behind {@code --budget}.
     *
     * @throws InvalidInputException where a limit is unknown, given twice, or not a positive amount
     */
    public static Budget parse(String text) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new InvalidInputException(
                        "\"" + part.strip() + "\" is no limit of a budget",
                        Where.NOWHERE,
                        "write it like calls=300,tokens=400k,usd=2,time=10m.");
            }
            String key = part.substring(0, equals).strip();
            if (!KEYS.contains(key)) {
                throw new InvalidInputException(
                        "\"" + key + "\" is no limit of a budget", Where.NOWHERE, Nearest.advice(key, KEYS));
            }
            Limit limit = new Limit(part.substring(equals + 1).strip(), new Where(null, 0, "budget." + key));
            if (limits.put(key, limit) != null) {
                throw new InvalidInputException("the limit is given twice", limit.where(), "one of them should go.");
            }
        }
        return of(limits);
    }

    /** An amount as it is written, and where. */
    record Limit(String text, Where where) {}

    /** @param limits by {@link #KEYS key} */
    static Budget of(Map<String, Limit> limits) {
        return new Budget(
                number(Optional.ofNullable(limits.get("calls")).map(BudgetText::count)),
                number(Optional.ofNullable(limits.get("tokens")).map(BudgetText::count)),
                number(Optional.ofNullable(limits.get("usd")).map(BudgetText::microDollars)),
                Optional.ofNullable(limits.get("time")).map(BudgetText::time));
    }

    /** The budget as {@link #parse} reads it; empty where nothing is limited. */
    public static String format(Budget budget) {
        List<String> parts = new ArrayList<>();
        budget.calls().ifPresent(calls -> parts.add("calls=" + calls));
        budget.tokens().ifPresent(tokens -> parts.add("tokens=" + tokens));
        budget.microDollars()
                .ifPresent(micros -> parts.add("usd="
                        + BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString()));
        budget.time().ifPresent(time -> parts.add("time=" + duration(time)));
        return String.join(",", parts);
    }

    private static String duration(Duration time) {
        String text = time.toString().substring("PT".length());
        return text.toLowerCase(Locale.ROOT);
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static long count(Limit limit) {
        Matcher count = COUNT.matcher(limit.text());
        if (!count.matches()) {
            throw wrong(limit, "a whole number", "write it like 300, 400k or 1M.");
        }
        int scale = count.group(2).isEmpty() ? 0 : count.group(2).equals("M") ? 6 : 3;
        BigDecimal value = new BigDecimal(count.group(1)).scaleByPowerOfTen(scale);
        if (value.signum() <= 0 || value.stripTrailingZeros().scale() > 0) {
            throw wrong(limit, "a whole number above 0", "write it like 300, 400k or 1M.");
        }
        return value.longValueExact();
    }

    private static long microDollars(Limit limit) {
        if (!MONEY.matcher(limit.text()).matches() || new BigDecimal(limit.text()).signum() == 0) {
            throw wrong(limit, "an amount of US dollars above 0", "write it like 2 or 0.50.");
        }
        return new BigDecimal(limit.text())
                .movePointRight(6)
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    private static Duration time(Limit limit) {
        Matcher time = TIME.matcher(limit.text());
        if (!time.matches()) {
            throw wrong(limit, "a time", "write it like 90s, 20m or 1h30m.");
        }
        Duration duration =
                Duration.ofHours(amount(time, 1)).plusMinutes(amount(time, 2)).plusSeconds(amount(time, 3));
        if (duration.isZero()) {
            throw wrong(limit, "a time above 0", "write it like 90s, 20m or 1h30m.");
        }
        return duration;
    }

    private static long amount(Matcher time, int group) {
        return time.group(group) == null ? 0 : Long.parseLong(time.group(group));
    }

    private static InvalidInputException wrong(Limit limit, String wanted, String maybe) {
        return new InvalidInputException(
                "this must be " + wanted + ", not \"" + limit.text() + "\"", limit.where(), maybe);
    }
}
