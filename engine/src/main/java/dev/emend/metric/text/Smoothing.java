package dev.emend.metric.text;

import dev.emend.metric.Options;
import java.util.List;

/**
 * What BLEU takes for the precision of an order none of whose n-grams match (Chen and Cherry, "A Systematic Comparison of
 * Smoothing Techniques for Sentence-Level BLEU", 2014).
 *
 * @param value what {@link Method#FLOOR} and {@link Method#ADD_K} put in; 0 for the others
 */
record Smoothing(Method method, double value) {

    enum Method {
        /** 0, and so the whole value is. */
        NONE,
        /** {@code value} matches. */
        FLOOR,
        /** {@code value} more matches and n-grams in every order above the first, whether it has matches or not. */
        ADD_K,
        /** Half a match in the first such order, a quarter in the second, and so on. */
        EXP
    }

    /** With the value that sacreBLEU gives it. */
    static Smoothing by(Method method) {
        return new Smoothing(
                method,
                switch (method) {
                    case NONE, EXP -> 0;
                    case FLOOR -> 0.1;
                    case ADD_K -> 1;
                });
    }

    static Smoothing from(Options options) {
        Smoothing smoothing = switch (options.choice("smoothing", "exp", List.of("exp", "floor", "add-k", "none"))) {
            case "floor" -> by(Method.FLOOR);
            case "add-k" -> by(Method.ADD_K);
            case "none" -> by(Method.NONE);
            default -> by(Method.EXP);
        };
        boolean takesValue = smoothing.method == Method.FLOOR || smoothing.method == Method.ADD_K;
        if (options.has("smoothing-value") && !takesValue) {
            throw options.wrong("smoothing-value", "left out, since only floor and add-k take one");
        }
        return new Smoothing(smoothing.method, options.number("smoothing-value", smoothing.value, 0, 1));
    }
}
