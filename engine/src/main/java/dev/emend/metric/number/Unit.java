package dev.emend.metric.number;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a number counts.
 *
 * @param quantity what is measured, such as length; units of the same quantity are converted, others never agree
 * @param factor base units in one of this unit
 * @param offset added to the number before the factor, for temperatures
 * @param symbol as shown
 */
record Unit(String quantity, BigDecimal factor, BigDecimal offset, String symbol) {

    static final Unit NONE = new Unit("", BigDecimal.ONE, BigDecimal.ZERO, "");

    private static final Map<String, Unit> BY_SPELLING = new HashMap<>();

    static {
        length("0.000000001", "nm", "nanometre", "nanometer");
        length("0.000001", "µm", "um", "micrometre", "micrometer");
        length("0.001", "mm", "millimetre", "millimeter");
        length("0.01", "cm", "centimetre", "centimeter");
        length("1", "m", "metre", "meter");
        length("1000", "km", "kilometre", "kilometer");
        add("mass", "0.000001", "µg", "ug", "microgram");
        add("mass", "0.001", "mg", "milligram");
        add("mass", "1", "g", "gram");
        add("mass", "1000", "kg", "kilo", "kilogram");
        add("mass", "1000000", "t", "tonne");
        add("time", "0.001", "ms", "millisecond");
        add("time", "1", "s", "sec", "second");
        add("time", "60", "min", "minute");
        add("time", "3600", "h", "hr", "hour");
        add("time", "86400", "d", "day");
        add("time", "604800", "week");
        // Ninths of a kelvin, in which all three scales convert without a fraction.
        temperature("9", "273.15", "°C", "celsius");
        temperature("5", "459.67", "°F", "fahrenheit");
        temperature("9", "0", "K", "kelvin");
        currency("$", "usd", "dollar");
        currency("€", "eur", "euro");
        currency("£", "gbp", "pound");
        currency("¥", "jpy", "yen");
        currency("₹", "inr", "rupee");
        currency("CHF", "chf", "franc");
    }

    private static final Map<String, BigDecimal> MULTIPLES = Map.ofEntries(
            entry("k", new BigDecimal("1e3")),
            entry("K", new BigDecimal("1e3")),
            entry("M", new BigDecimal("1e6")),
            entry("bn", new BigDecimal("1e9")),
            entry("B", new BigDecimal("1e9")),
            entry("thousand", new BigDecimal("1e3")),
            entry("million", new BigDecimal("1e6")),
            entry("billion", new BigDecimal("1e9")),
            entry("trillion", new BigDecimal("1e12")));

    private static void length(String factor, String... spellings) {
        add("length", factor, spellings);
    }

    private static void add(String quantity, String factor, String... spellings) {
        register(new Unit(quantity, new BigDecimal(factor), BigDecimal.ZERO, spellings[0]), spellings);
    }

    private static void temperature(String factor, String offset, String... spellings) {
        register(new Unit("temperature", new BigDecimal(factor), new BigDecimal(offset), spellings[0]), spellings);
    }

    /** Each currency is a quantity of its own: there is no rate to convert by. */
    private static void currency(String... spellings) {
        register(new Unit("money in " + spellings[0], BigDecimal.ONE, BigDecimal.ZERO, spellings[0]), spellings);
    }

    private static void register(Unit unit, String... spellings) {
        for (String spelling : spellings) {
            BY_SPELLING.put(spelling, unit);
        }
    }

    /** The unit that is spelled so: a symbol to the letter, a word in any case and number. */
    static Optional<Unit> spelled(String text) {
        Unit bySymbol = BY_SPELLING.get(text);
        if (bySymbol != null) {
            return Optional.of(bySymbol);
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (word.length() < 3) {
            return Optional.empty();
        }
        Unit byWord = BY_SPELLING.get(word);
        return Optional.ofNullable(
                byWord == null && word.endsWith("s") ? BY_SPELLING.get(word.substring(0, word.length() - 1)) : byWord);
    }

    /** The multiple that is spelled so, such as {@code k} or {@code million}. */
    static Optional<BigDecimal> multiple(String text) {
        return Optional.ofNullable(MULTIPLES.get(text.length() < 3 ? text : text.toLowerCase(Locale.ROOT)));
    }

    BigDecimal inBaseUnits(BigDecimal value) {
        return value.add(offset).multiply(factor);
    }
}
