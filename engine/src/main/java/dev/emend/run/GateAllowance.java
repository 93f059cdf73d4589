package dev.emend.run;

import dev.emend.model.Price;
import dev.emend.model.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps back what the gate will need, so that a search cannot spend what its proof costs: two answers for each hold-out
 * example and what judges are asked about the answers, the tokens, money and time that rollouts have taken so far, with a
 * tenth to spare, and the reservation that the very last call needs.
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
    private final boolean judged;
    private final Map<Integer, Met> met = new LinkedHashMap<>();
    private final int callsAtLeast;
    private long rollouts;
    private long rolloutCalls;

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
        this.price = models.taskPrice();
        this.holdout = task.splits().holdout().size();
        this.judged = task.metric().asksJudges();
        this.callsAtLeast = task.program().calls();
        ledger.withhold(new Ledger.Amount(gateCalls(), 0, 0));
        limit.ifPresent(all -> calls.deadline(share(all, holdout == 0 ? 1 : 1 - GREATEST_SHARE)));
    }

    /** What came back in a rollout, for what rollouts cost. */
    void met(int candidate, Response response) {
        rollouts++;
        rolloutCalls += response.calls();
        if (response.entry().reply() instanceof Journal.Reply.Answered answered) {
            met.merge(
                    candidate,
                    new Met(1, answered.completion().usage()),
                    (known, one) -> known.plus(answered.completion().usage()));
        }
    }

    /** Calls for an answer: as many as the program is seen to need, or as have been needed so far, whichever is more. */
    private double callsEach() {
        double met = rollouts == 0 ? 0 : (double) rolloutCalls / rollouts;
        return met > callsAtLeast ? MARGIN * met : callsAtLeast;
    }

    /** Two answers for each hold-out example, and as many questions to judges as answers have needed so far. */
    private long gateCalls() {
        long answers = (long) Math.ceil(2 * holdout * callsEach());
        if (!judged) {
            return answers;
        }
        return answers + (rollouts == 0 ? answers : (long) Math.ceil(judging(Spend.Part::calls)));
    }

    /** What judges would cost in the gate, from what they have cost so far. */
    private double judging(ToLongFunction<Spend.Part> cost) {
        return rollouts == 0 ? 0 : MARGIN * 2 * holdout * cost.applyAsLong(calls.judging()) / rollouts;
    }

    /** Adjusts what is kept back to what rollouts have cost so far: the seed's, and the dearest candidate's. */
    void update() {
        double tokens = dearest(Usage::total) + seed(Usage::total);
        double microDollars = dearest(price::microDollars) + seed(price::microDollars);
        Ledger.Amount last = calls.greatestRolloutBound();
        ledger.withhold(new Ledger.Amount(
                gateCalls(),
                (long) Math.ceil(MARGIN * holdout * tokens
                                + judging(part -> part.usage().total()))
                        + last.tokens(),
                (long) Math.ceil(MARGIN * holdout * microDollars + judging(Spend.Part::microDollars))
                        + last.microDollars()));
        if (limit.isPresent() && rollouts > 0) {
            Duration whole = limit.get();
            double gate = MARGIN * 2 * holdout * calls.timeOfRollouts().toNanos() / rollouts;
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
