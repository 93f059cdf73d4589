package dev.emend.run;

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
    private final Models models;
    private final int holdout;
    private final boolean judged;
    private final Map<Integer, Spend.Part> met = new LinkedHashMap<>();
    private final int callsAtLeast;
    private long rollouts;
    private long rolloutCalls;

    GateAllowance(Ledger ledger, Calls calls, Task task, Models models) {
        this.ledger = ledger;
        this.calls = calls;
        this.limit = task.budget().time();
        this.models = models;
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
            Usage usage = answered.completion().usage();
            long microDollars = models.taskPrice(response.example()).microDollars(usage);
            met.merge(candidate, new Spend.Part(1, usage, microDollars), Spend.Part::plus);
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
        double tokens = answers(part -> part.usage().total());
        double microDollars = answers(Spend.Part::microDollars);
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

    /** What an answer of the seed and one of the dearest candidate cost together. */
    private double answers(ToLongFunction<Spend.Part> cost) {
        Spend.Part seed = met.get(0);
        double dearest = met.values().stream()
                .mapToDouble(known -> each(known, cost))
                .max()
                .orElse(0);
        return dearest + (seed == null ? 0 : each(seed, cost));
    }

    private static double each(Spend.Part part, ToLongFunction<Spend.Part> cost) {
        return (double) cost.applyAsLong(part) / part.calls();
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
