package dev.emend.run;

import dev.emend.model.Purpose;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps back what the gate of a comparison by a judge will need: two answers to each hold-out example and what is asked about them, and
 * the tokens and money that answers and verdicts have taken so far, with a tenth to spare. Nothing is kept back where there is no
 * gate, or where the budget does not go beyond it: then the calls give a ranking at least.
 */
final class DuelAllowance {

    private static final double MARGIN = 1.1;

    private final Ledger ledger;
    private final Calls calls;
    private Optional<GateCost> gate;

    /** @param gate empty where there is none */
    DuelAllowance(Ledger ledger, Calls calls, Budget budget, Optional<GateCost> gate) {
        this.ledger = ledger;
        this.calls = calls;
        this.gate = gate.filter(cost -> cost.leavesASearch(budget));
        update();
    }

    /** Adjusts what is kept back to what answers and verdicts have cost so far. */
    void update() {
        gate.ifPresent(cost -> ledger.withhold(
                new Ledger.Amount(
                        cost.calls(), spent(cost, part -> part.usage().total()), spent(cost, Spend.Part::microDollars)),
                calls.greatestRolloutBound().withoutCalls()));
    }

    private long spent(GateCost cost, ToLongFunction<Spend.Part> of) {
        return (long) Math.ceil(
                MARGIN * (cost.answers() * each(Purpose.TASK, of) + cost.questions() * each(Purpose.JUDGE, of)));
    }

    private double each(Purpose purpose, ToLongFunction<Spend.Part> of) {
        Spend.Part part = ledger.asked().parts().getOrDefault(purpose, Spend.Part.NONE);
        return (double) of.applyAsLong(part) / Math.max(1, part.calls());
    }

    /** Gives everything back: the gate begins. */
    void open() {
        gate = Optional.empty();
        ledger.withhold(Ledger.Amount.ZERO, Ledger.Amount.ZERO);
    }
}
