package dev.emend.run;

import java.util.List;

/**
 * What a step of a chain was blamed for, and what was done about it.
 *
 * @param step its name
 * @param reasons some of what it was blamed for, in words
 */
public record StepCredit(String step, Blamed blamed, Searched searched, List<String> reasons) {

    public StepCredit {
        reasons = List.copyOf(reasons);
    }

    /** Of a step that was neither blamed nor searched. */
    static StepCredit none(String step) {
        return new StepCredit(step, Blamed.NONE, Searched.NONE, List.of());
    }

    StepCredit with(Searched now) {
        return new StepCredit(step, blamed, now, reasons);
    }

    /**
     * For how many of a chain's failures a step was blamed, before anything was changed.
     *
     * @param failures of the chain on the train examples that were looked at
     * @param total for how many of these this step was blamed
     * @param contract of {@code total}: its output was not in its form
     * @param bypass of {@code total}: with its input in place of its output, the chain came out right
     * @param critique of {@code total}: the meta-model said so
     */
    public record Blamed(int failures, int total, int contract, int bypass, int critique) {

        static final Blamed NONE = new Blamed(0, 0, 0, 0, 0);
    }

    /**
     * The searches of a step's prompt.
     *
     * @param calls spent on them, by all purposes
     * @param gain of the chain on the validation examples that the chain before a round and the one after it had both met, in
     *     [-1, 1], over all rounds
     */
    public record Searched(int rounds, long calls, double gain) {

        static final Searched NONE = new Searched(0, 0, 0);

        Searched andRound(long callsOfIt, double gainOfIt) {
            return new Searched(rounds + 1, calls + callsOfIt, gain + gainOfIt);
        }
    }
}
