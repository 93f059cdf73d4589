package dev.emend.metric.number;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as people write it, with thousands separators, a currency sign or a percent sign. */
record Amount(BigDecimal value, boolean percent) {

    private static final int LONGEST = 400;

    // A sign counts only where no word or number ends before it: "5-10" and "covid-19" hold no negative number.
    // Exponents have at most three digits, so that exact arithmetic stays short.
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}])(?<![\\p{L}\\p{N}][_.])"
            + "(?<sign>[-+\\u2212])?(?:\\p{Sc}\\s?(?<innerSign>[-+\\u2212])?)?"
            + "(?<digits>\\d{1,3}(?:[,'_]\\d{3})++(?!\\d)(?:\\.\\d++)?|\\d++(?:\\.\\d++)?|(?<!\\.)\\.\\d++)"
            + "(?<exponent>[eE][-+]?\\d{1,3}(?!\\d))?(?<percent>\\s?%)?");

    /** The last number of {@code text}, since models reason before they conclude. */
    static Optional<Amount> lastIn(String text, boolean decimalComma) {
        Optional<Amount> last = Optional.empty();
        Matcher matcher = NUMBER.matcher(plain(text, decimalComma));
        while (matcher.find()) {
            if (matcher.end() - matcher.start() <= LONGEST) {
                last = Optional.of(read(matcher));
            }
        }
        return last;
    }

    private static String plain(String text, boolean decimalComma) {
        // Before NFKC, which would make plain spaces of the ones that only typographers put between digits.
        String grouped = text.replaceAll("(?<=\\d)[\\u00a0\\u2009\\u202f](?=\\d{3})", "'");
        String normal = Normalizer.normalize(grouped, Normalizer.Form.NFKC);
        return decimalComma ? normal.replace('.', '\'').replaceAll(",(?=\\d)", ".") : normal;
    }

    private static Amount read(Matcher matcher) {
        String sign = matcher.group("sign") != null ? matcher.group("sign") : matcher.group("innerSign");
        String exponent = matcher.group("exponent");
        BigDecimal value =
                new BigDecimal(matcher.group("digits").replaceAll("[,'_]", "") + (exponent == null ? "" : exponent));
        return new Amount(sign == null || sign.equals("+") ? value : value.negate(), matcher.group("percent") != null);
    }

    /**
     * Whether {@code other} is this number within the tolerance. Where just one of the two carries a percent sign, both
     * of its readings are right: 12 % is 12 as well as 0.12.
     */
    boolean matches(Amount other, BigDecimal absolute, BigDecimal relative) {
        if (within(value, other.value, absolute, relative)) {
            return true;
        }
        return percent != other.percent && within(fraction(), other.fraction(), absolute, relative);
    }

    private BigDecimal fraction() {
        return percent ? value.movePointLeft(2) : value;
    }

    private static boolean within(BigDecimal wanted, BigDecimal came, BigDecimal absolute, BigDecimal relative) {
        BigDecimal tolerance = absolute.max(wanted.abs().multiply(relative));
        return wanted.subtract(came).abs().compareTo(tolerance) <= 0;
    }

    @Override
    public String toString() {
        return value.toString() + (percent ? " %" : "");
    }
}
