package dev.emend.format.result;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.model.Usage;
import dev.emend.run.Spend;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as every JSON object of Emend has them: the same names, units and order wherever they stand. */
public final class Figures {

    private Figures() {}

    /** {@code {"score": 0.8, "interval": [0.7, 0.88], "n": 120}}, and {@code "unread": 3} or {@code "unanswered": 2} where there are any. */
    public static Map<String, Object> estimate(Estimate estimate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", estimate.value());
        fields.put("interval", interval(estimate.interval()));
        fields.put("n", estimate.n());
        if (estimate.unread() > 0) {
            fields.put("unread", estimate.unread());
        }
        if (estimate.unanswered() > 0) {
            fields.put("unanswered", estimate.unanswered());
        }
        return fields;
    }

    /** {@code {"value": 0.12, "interval": [0.03, 0.2], "p": 0.01, "test": "McNemar", "n": 120}} */
    public static Map<String, Object> difference(Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", difference.value());
        fields.put("interval", interval(difference.interval()));
        fields.put("p", difference.p());
        fields.put("test", difference.test());
        fields.put("n", difference.n());
        return fields;
    }

    /** Low end and high end. */
    public static List<Double> interval(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    /** {@code {"calls": 400, "tokens": 98000, "usd": 0.120000}}, over all models together. */
    public static Map<String, Object> spent(Spend spend) {
        return spent(spend.calls(), spend.usage(), spend.microDollars());
    }

    static Map<String, Object> spent(long calls, Usage usage, long microDollars) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("calls", calls);
        fields.put("tokens", usage.total());
        fields.put("usd", dollars(microDollars));
        return fields;
    }

    /** US dollars, with six decimals. */
    public static BigDecimal dollars(long microDollars) {
        return BigDecimal.valueOf(microDollars, 6);
    }
}
