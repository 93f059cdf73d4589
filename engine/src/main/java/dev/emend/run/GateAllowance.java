package dev.emend.run;

import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps back what the gate will need, so that a search cannot spend what its proof costs: two calls for each hold-out
 * example, the tokens, money and time that such calls have taken so far, with a tenth to spare, and
 * the reservation that the very last call needs.
 */
final class GateAllowance {

    private static final double MARGIN = 1.1;

    /** The gate's greatest share of the time: the first calls, which read every prefix anew, tell little of the pace. */
    private static final double GREATEST_SHARE = 0.5;

    private final Ledger ledger;
    private final Calls calls;
    private final Optional<Duration> limit;
    private final Price price;
    private final int holdout;
    private final Map<Integer, Met> met = new LinkedHashMap<>();
    private long rollouts;

    private record Met(long calls, Usage usage) {
        Met plus(Usage more) {
            return new Met(calls + 1, usage.plus(more));
        }

        double each(ToLongFunction<Usage> cost) {
            return (double) cost.applyAsLong(usage) / calls;
        }
    }

    GateAllowance(Ledger ledger, Calls calls, Task task, Models models) {
        this.ledger = ledger;
        this.calls = calls;
        this.limit = task.budget().time();
        this.price = models.price(Purpose.TASK);
        this.holdout = task.splits().holdout().size();
        ledger.withhold(new Ledger.Amount(2L * holdout, 0, 0));
        limit.ifPresent(all -> calls.deadline(share(all, 1 - GREATEST_SHARE)));
    }

    /** A rollout's reply, for what rollouts cost. */
    void met(int candidate, Journal.Reply reply) {
        rollouts++;
        if (reply instanceof Journal.Reply.Answered answered) {
            met.merge(
                    candidate,
                    new Met(1, answered.completion().usage()),
                    (known, one) -> known.plus(answered.completion().usage()));
        }
    }

    /** Adjusts what is kept back to what rollouts have cost so far: the seed's, and the dearest candidate's. */
    void update() {
        double tokens = dearest(Usage::total) + seed(Usage::total);
        double microDollars = dearest(price::microDollars) + seed(price::microDollars);
        Ledger.Amount last = calls.greatestTaskBound();
        ledger.withhold(new Ledger.Amount(
                2L * holdout,
                (long) Math.ceil(MARGIN * holdout * tokens) + last.tokens(),
                (long) Math.ceil(MARGIN * holdout * microDollars) + last.microDollars()));
        if (limit.isPresent() && rollouts > 0) {
            Duration whole = limit.get();
            double gate = MARGIN * 2 * holdout * calls.timeOfTaskCalls().toNanos() / rollouts;
            double share = Math.min(GREATEST_SHARE, gate / whole.toNanos());
            calls.deadline(share(whole, 1 - share));
        }
    }

    private double seed(ToLongFunction<Usage> cost) {
        Met seed = met.get(0);
        return seed == null ? 0 : seed.each(cost);
    }

    private double dearest(ToLongFunction<Usage> cost) {
        return met.values().stream()
                .mapToDouble(known -> known.each(cost))
                .max()
                .orElse(0);
    }

    /** Gives everything back: the gate begins. */
    void open() {
        ledger.withhold(Ledger.Amount.ZERO);
        limit.ifPresent(calls::deadline);
    }

    private static Duration share(Duration whole, double share) {
        return Duration.ofNanos((long) (whole.toNanos() * share));
    }
}
