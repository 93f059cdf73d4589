package dev.emend.metric.number;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as people write it, with thousands separators, a currency sign, a percent sign, or a unit.
 *
 * @param unit {@link Unit#NONE} where there is none, or where units are not read
 */
record Amount(BigDecimal value, boolean percent, Unit unit) {

    private static final int LONGEST = 400;

    // A sign counts only where no word or number ends before it: "5-10" and "covid-19" hold no negative number.
    // Exponents have at most three digits, so that exact arithmetic stays short.
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}])(?<![\\p{L}\\p{N}][_.])"
            + "(?<sign>[-+\\u2212])?(?:(?<currency>\\p{Sc})\\s?(?<innerSign>[-+\\u2212])?)?"
            + "(?<digits>\\d{1,3}(?:[,'_]\\d{3})++(?!\\d)(?:\\.\\d++)?|\\d++(?:\\.\\d++)?|(?<!\\.)\\.\\d++)"
            + "(?<exponent>[eE][-+]?\\d{1,3}(?!\\d))?(?<percent>\\s?%)?");

    private static final Pattern WORD_BEHIND =
            Pattern.compile("[ \\u00a0]?(?:degrees? )?(?<word>\\p{Sc}|°?\\p{L}{1,15}+(?![/^\\d]))");

    /** The numbers of {@code text}, in order. */
    static List<Amount> allIn(String text, boolean decimalComma, boolean units) {
        String plain = plain(text, decimalComma);
        List<Amount> amounts = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(plain);
        while (matcher.find()) {
            if (matcher.end() - matcher.start() <= LONGEST) {
                Amount amount = read(matcher);
                amounts.add(units && !amount.percent() ? amount.withUnit(plain, matcher) : amount);
            }
        }
        return amounts;
    }

    private static String plain(String text, boolean decimalComma) {
        // Before NFKC, which would make plain spaces of the ones that only typographers put between digits.
        String grouped = text.replaceAll("(?<=\\d)[\\u00a0\\u2009\\u202f](?=\\d{3})", "'");
        // After NFKC the sign of a micrometre is a Greek letter, and that of a degree Celsius two characters.
        String normal = Normalizer.normalize(grouped, Normalizer.Form.NFKC).replace('\u03bc', '\u00b5');
        return decimalComma ? normal.replace('.', '\'').replaceAll(",(?=\\d)", ".") : normal;
    }

    private static Amount read(Matcher matcher) {
        String sign = matcher.group("sign") != null ? matcher.group("sign") : matcher.group("innerSign");
        String exponent = matcher.group("exponent");
        BigDecimal value =
                new BigDecimal(matcher.group("digits").replaceAll("[,'_]", "") + (exponent == null ? "" : exponent));
        return new Amount(
                sign == null || sign.equals("+") ? value : value.negate(), matcher.group("percent") != null, Unit.NONE);
    }

    private Amount withUnit(String text, Matcher number) {
        Optional<Unit> currency = Optional.ofNullable(number.group("currency")).flatMap(Unit::spelled);
        Matcher behind = WORD_BEHIND.matcher(text).region(number.end(), text.length());
        BigDecimal multiplied = value;
        boolean found = behind.lookingAt();
        if (found) {
            String word = behind.group("word");
            Optional<BigDecimal> multiple = Unit.multiple(currency.isPresent() && word.equals("m") ? "M" : word);
            // "5 K" are five kelvin, "5K" and "$5 K" are five thousand.
            boolean kelvin = word.equals("K") && behind.start("word") > number.end();
            if (multiple.isPresent() && (!kelvin || currency.isPresent())) {
                multiplied = value.multiply(multiple.get());
                found = behind.region(behind.end(), text.length()).lookingAt();
            }
        }
        Optional<Unit> unit = found && currency.isEmpty() ? Unit.spelled(behind.group("word")) : currency;
        return new Amount(multiplied, false, unit.orElse(Unit.NONE));
    }

    /**
     * Whether {@code other} is this number within the tolerance. Where just one of the two carries a percent sign, both
     * of its readings are right: 12 % is 12 as well as 0.12. Numbers of unlike units never match, except that any unit
     * does where this number has none.
     *
     * @param absolute in this number's unit
     */
    boolean matches(Amount other, BigDecimal absolute, BigDecimal relative) {
        BigDecimal tolerance = absolute.max(value.abs().multiply(relative));
        if (unit.equals(Unit.NONE)) {
            if (value.subtract(other.value).abs().compareTo(tolerance) <= 0) {
                return true;
            }
            BigDecimal share = absolute.max(fraction().abs().multiply(relative));
            return percent != other.percent
                    && fraction().subtract(other.fraction()).abs().compareTo(share) <= 0;
        }
        return unit.quantity().equals(other.unit.quantity())
                && unit.inBaseUnits(value)
                                .subtract(other.unit.inBaseUnits(other.value))
                                .abs()
                                .compareTo(tolerance.multiply(unit.factor()))
                        <= 0;
    }

    private BigDecimal fraction() {
        return percent ? value.movePointLeft(2) : value;
    }

    @Override
    public String toString() {
        String shown = Math.abs(value.scale()) > 20 ? value.toString() : value.toPlainString();
        return shown + (percent ? " %" : "") + (unit.equals(Unit.NONE) ? "" : " " + unit.symbol());
    }
}
