package dev.emend.metric.effort;

import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.Score;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/**
 * How much of a limit an answer leaves: 1 − min(1, x / limit).
 *
 * @param limit positive, in the measure's unit
 * @param advice what a prompt can do about too much of it, as a sentence
 */
record Thrift(String name, Measure measure, double limit, String advice) implements Metric {

    // Enough for a hundredth of a cent and for whole tokens.
    private static final MathContext SHOWN = new MathContext(4);

    @Override
    public Score score(Answer answer) {
        double taken = measure.of(answer.effort());
        return new Score(1 - Math.min(1, taken / limit), feedback(answer, taken), Map.of(measure.part(), taken));
    }

    private String feedback(Answer answer, double taken) {
        if (answer.effort().equals(Effort.NONE)) {
            return "What the answer took is not known and counts as nothing.";
        }
        String figure = shown(taken) + " of at most " + shown(limit) + " " + measure.unit();
        return taken > limit ? "Over the limit: took " + figure + ". " + advice : "Took " + figure + ".";
    }

    private static String shown(double figure) {
        return figure == Math.rint(figure) && Math.abs(figure) < 1e15
                ? Long.toString((long) figure)
                : new BigDecimal(figure).round(SHOWN).stripTrailingZeros().toPlainString();
    }
}
