package dev.emend.run;

import dev.emend.model.Purpose;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps back what the gate of a comparison by a judge will need: two answers to each hold-out example and what is asked about them, and
 * the tokens and money that answers and verdicts have taken so far, with a tenth to spare. Nothing is kept back where there is no
 * gate, nor once the budget is seen not to suffice for it: then it gives a ranking at least.
 */
final class DuelAllowance {

    private static final double MARGIN = 1.1;

    private final Ledger ledger;
    private final Calls calls;
    private final Optional<GateCost> gate;
    private boolean isKeeping;
    private long duels;

    /** @param gate empty where there is none */
    DuelAllowance(Ledger ledger, Calls calls, Budget budget, Optional<GateCost> gate) {
        this.ledger = ledger;
        this.calls = calls;
        this.gate = gate;
        this.isKeeping = gate.filter(cost -> cost.leavesASearch(budget)).isPresent();
        update();
    }

    /** So many duels more: adjusts what is kept back to what answers and verdicts have cost so far. */
    void met(int more) {
        duels += more;
        update();
    }

    private void update() {
        if (isKeeping && ledger.lacking(need().least()).isPresent()) {
            open();
        }
        if (isKeeping) {
            ledger.withhold(need().whole(), calls.greatestRolloutBound().withoutCalls());
        }
    }

    /** Nothing where there is no gate. */
    GateNeed need() {
        return gate.map(cost -> new GateNeed(amount(cost, MARGIN), amount(half(cost), 1)))
                .orElse(new GateNeed(Ledger.Amount.ZERO, Ledger.Amount.ZERO));
    }

    /** Of the hold-out, with as many questions a duel as there were so far: none about answers that are the same. */
    private GateCost half(GateCost cost) {
        long pairs = (cost.answers() / 2 + 1) / 2;
        return new GateCost(2 * pairs, pairs * asked(Purpose.JUDGE).calls() / Math.max(1, duels));
    }

    private Ledger.Amount amount(GateCost cost, double margin) {
        return new Ledger.Amount(
                cost.calls(),
                spent(cost, margin, part -> part.usage().total()),
                spent(cost, margin, Spend.Part::microDollars));
    }

    private long spent(GateCost cost, double margin, ToLongFunction<Spend.Part> of) {
        return (long) Math.ceil(
                margin * (cost.answers() * each(Purpose.TASK, of) + cost.questions() * each(Purpose.JUDGE, of)));
    }

    private double each(Purpose purpose, ToLongFunction<Spend.Part> of) {
        Spend.Part part = asked(purpose);
        return (double) of.applyAsLong(part) / Math.max(1, part.calls());
    }

    private Spend.Part asked(Purpose purpose) {
        return ledger.asked().parts().getOrDefault(purpose, Spend.Part.NONE);
    }

    /** Gives everything back: the gate begins, or cannot. */
    void open() {
        isKeeping = false;
        ledger.withhold(Ledger.Amount.ZERO, Ledger.Amount.ZERO);
    }
}
