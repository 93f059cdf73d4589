package dev.emend.run;

import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps a budget's promise: what a call may cost at most is reserved before it is made, and settled to what it did cost
 * afterwards. What is spent and reserved together never exceeds a limit. A part can be withheld for later, such as for
 * the gate. Safe for use by many threads at once.
 */
final class Ledger {

    /**
     * An amount of each budgeted kind.
     *
     * @param microDollars millionths of a US dollar
     */
    record Amount(long calls, long tokens, long microDollars) {

        static final Amount ZERO = new Amount(0, 0, 0);

        static Amount of(Spend.Part part) {
            return new Amount(part.calls(), part.usage().total(), part.microDollars());
        }

        Amount plus(Amount other) {
            return new Amount(calls + other.calls, tokens + other.tokens, microDollars + other.microDollars);
        }

        Amount withoutCalls() {
            return new Amount(0, tokens, microDollars);
        }

        Amount max(Amount other) {
            return new Amount(
                    Math.max(calls, other.calls),
                    Math.max(tokens, other.tokens),
                    Math.max(microDollars, other.microDollars));
        }

        Amount minus(Amount other) {
            return new Amount(calls - other.calls, tokens - other.tokens, microDollars - other.microDollars);
        }
    }

    private final Budget budget;
    private final Map<Purpose, Spend.Part> parts = new EnumMap<>(Purpose.class);
    private Amount spent = Amount.ZERO;
    private Amount reserved = Amount.ZERO;
    private Amount withheld = Amount.ZERO;
    private Amount margin = Amount.ZERO;
    private final Map<String, Owed> unasked = new LinkedHashMap<>();
    private Amount owed = Amount.ZERO;

    private record Owed(Purpose purpose, Spend.Part part) {}

    Ledger(Budget budget) {
        this.budget = budget;
    }

    /** The limits. */
    Budget budget() {
        return budget;
    }

    /**
     * Takes both amounts out of what may be reserved from now on; replaces what was withheld before.
     *
     * @param amount what is kept for later
     * @param last the reservation that its last call needs; it depends on what a model says of its bounds, and {@link #callsLeft}, by
     *     which searches plan, does not
     */
    synchronized void withhold(Amount amount, Amount last) {
        withheld = amount;
        margin = last;
    }

    /** Reserves a call's greatest cost, or says which limit it does not fit into. */
    synchronized Optional<StopReason> reserve(Amount bound) {
        Optional<StopReason> exceeded = exceeded(
                spent.plus(owed).plus(reserved).plus(withheld).plus(margin).plus(bound));
        if (exceeded.isEmpty()) {
            reserved = reserved.plus(bound);
        }
        return exceeded;
    }

    private Optional<StopReason> exceeded(Amount sum) {
        if (exceeds(sum.calls, budget.calls())) {
            return Optional.of(StopReason.CALLS);
        }
        if (exceeds(sum.tokens, budget.tokens())) {
            return Optional.of(StopReason.TOKENS);
        }
        return exceeds(sum.microDollars, budget.microDollars()) ? Optional.of(StopReason.USD) : Optional.empty();
    }

    private static boolean exceeds(long amount, OptionalLong limit) {
        return limit.isPresent() && amount > limit.getAsLong();
    }

    /** The call was made: gives back its reservation and books what it cost. */
    synchronized void settle(Amount bound, Purpose purpose, Usage usage, Price price) {
        reserved = reserved.minus(bound);
        book(purpose, usage, price);
    }

    /** The call was not made: gives back its reservation. */
    synchronized void release(Amount bound) {
        reserved = reserved.minus(bound);
    }

    /**
     * A call of an earlier sitting that this one has not asked for yet. Under another budget it may never do so: it is paid for all the
     * same, so nothing is reserved beyond it. What is left for the search does not count it, or a run would not go on as it began.
     *
     * @param key by which it is booked when it is asked for
     */
    synchronized void owe(String key, Purpose purpose, Usage usage, Price price) {
        Owed call = new Owed(purpose, call(usage, price));
        if (unasked.putIfAbsent(key, call) == null) {
            owed = owed.plus(Amount.of(call.part));
        }
    }

    /** Books a call that was paid for in an earlier sitting, and is asked for again. */
    synchronized void bookPaid(String key, Purpose purpose, Usage usage, Price price) {
        Owed call = unasked.remove(key);
        if (call != null) {
            owed = owed.minus(Amount.of(call.part));
        }
        book(purpose, usage, price);
    }

    private void book(Purpose purpose, Usage usage, Price price) {
        Spend.Part call = call(usage, price);
        spent = spent.plus(Amount.of(call));
        parts.merge(purpose, call, Spend.Part::plus);
    }

    private static Spend.Part call(Usage usage, Price price) {
        return new Spend.Part(1, usage, price.microDollars(usage));
    }

    /**
     * Calls that may still be reserved, where tokens or money are limited as many as these are enough for if a call goes on costing
     * what calls have cost so far; {@link Long#MAX_VALUE} where none of them is limited, or no call was made.
     */
    synchronized long callsLeft() {
        return Math.min(countedCallsLeft(), Math.min(callsByTokens(), callsByMoney()));
    }

    /** The limit that leaves the fewest calls. */
    synchronized StopReason scarcest() {
        long left = callsLeft();
        if (countedCallsLeft() == left) {
            return StopReason.CALLS;
        }
        return callsByTokens() == left ? StopReason.TOKENS : StopReason.USD;
    }

    private long countedCallsLeft() {
        return left(budget.calls(), spent.calls + reserved.calls + withheld.calls);
    }

    private long callsByTokens() {
        return calls(left(budget.tokens(), spent.tokens + reserved.tokens + withheld.tokens), spent.tokens);
    }

    private long callsByMoney() {
        return calls(
                left(budget.microDollars(), spent.microDollars + reserved.microDollars + withheld.microDollars),
                spent.microDollars);
    }

    /** Which limit so much more would exceed, if one; like {@link #callsLeft}, by what this sitting has asked for alone. */
    synchronized Optional<StopReason> lacking(Amount amount) {
        return exceeded(spent.plus(amount));
    }

    /** {@link Long#MAX_VALUE} of what is not limited. */
    Amount limits() {
        return new Amount(left(budget.calls(), 0), left(budget.tokens(), 0), left(budget.microDollars(), 0));
    }

    /** What {@link #lacking} finds left. */
    synchronized Amount left() {
        return new Amount(
                left(budget.calls(), spent.calls),
                left(budget.tokens(), spent.tokens),
                left(budget.microDollars(), spent.microDollars));
    }

    /** As {@link #asked()}. */
    synchronized Amount spent() {
        return spent;
    }

    private static long left(OptionalLong limit, long taken) {
        return limit.isPresent() ? Math.max(0, limit.getAsLong() - taken) : Long.MAX_VALUE;
    }

    /** @param sofar what all calls have cost */
    private long calls(long left, long sofar) {
        return left == Long.MAX_VALUE || sofar == 0 ? Long.MAX_VALUE : (long) ((double) left / sofar * spent.calls);
    }

    /** All that was paid for, also what only an earlier sitting asked for: what is reported. */
    synchronized Spend spend() {
        return withOwed(asked());
    }

    /** @param asked until some moment; what only an earlier sitting asked for comes on top */
    synchronized Spend withOwed(Spend asked) {
        Map<Purpose, Spend.Part> all = new EnumMap<>(Purpose.class);
        all.putAll(asked.parts());
        unasked.values().forEach(call -> all.merge(call.purpose, call.part, Spend.Part::plus));
        return spend(new Amount(asked.calls(), asked.usage().total(), asked.microDollars()).plus(owed), all);
    }

    /** What this sitting has asked for so far: what plans depend on, the same in every sitting that takes the same course. */
    synchronized Spend asked() {
        return spend(spent, parts);
    }

    private static Spend spend(Amount sum, Map<Purpose, Spend.Part> parts) {
        Usage usage = parts.values().stream().map(Spend.Part::usage).reduce(Usage.NONE, Usage::plus);
        return new Spend(sum.calls, usage, sum.microDollars, parts);
    }
}
