package dev.emend.run;

import java.util.List;

/**
 * What a step of a chain was blamed for, and what was done about it.
 *
 * @param step its name
 * @param failures of the chain on train examples that were looked at before anything was changed
 * @param blamed how many of these this step was blamed for, in all
 * @param contract of {@code blamed}: its output was not in its form
 * @param bypass of {@code blamed}: with its input in place of its output, the chain came out right
 * @param critique of {@code blamed}: the meta-model said so
 * @param rounds how often its prompt was searched
 * @param calls spent on that, by all purposes
 * @param gain of the chain on the validation examples that the chain before a round and the one after it had both met, in
 *     [-1, 1], over all its rounds
 * @param reasons some of what it was blamed for, in words
 */
public record StepCredit(
        String step,
        int failures,
        int blamed,
        int contract,
        int bypass,
        int critique,
        int rounds,
        long calls,
        double gain,
        List<String> reasons) {

    public StepCredit {
        reasons = List.copyOf(reasons);
    }
}
