package dev.emend.run;

import dev.emend.model.Purpose;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps back what the gate of a comparison by a judge will need: two answers to each hold-out example and what is asked about them, and
 * the tokens, money and time that answers and verdicts have taken so far, with a tenth to spare. Nothing is kept back where there is no
 * gate, nor once the budget is seen not to suffice for it: then it gives a ranking at least.
 */
final class DuelAllowance {

    private static final double MARGIN = 1.1;

    private final Ledger ledger;
    private final GateTime time;
    private final Calls calls;
    private final Optional<GateCost> gate;
    private boolean isKeeping;
    private long duels;

    /** @param gate empty where there is none */
    DuelAllowance(Ledger ledger, Calls calls, Budget budget, Optional<GateCost> gate) {
        this.ledger = ledger;
        this.calls = calls;
        this.time = new GateTime(calls, budget.time());
        this.gate = gate;
        this.isKeeping = gate.filter(cost -> cost.leavesASearch(budget)).isPresent();
        if (isKeeping) {
            time.keepMost();
            update();
        } else {
            open();
        }
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
            gate.filter(cost -> duels > 0).ifPresent(cost -> time.keep(MARGIN * taken(cost)));
        }
    }

    /** In nanoseconds, at the pace so far. */
    private double taken(GateCost cost) {
        return cost.answers() * time.each(Purpose.TASK, asked(Purpose.TASK).calls())
                + cost.questions()
                        * time.each(Purpose.JUDGE, asked(Purpose.JUDGE).calls());
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
        time.open();
    }
}
