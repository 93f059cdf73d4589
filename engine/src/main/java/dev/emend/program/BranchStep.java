package dev.emend.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes on with one of several sequences of steps, by the value of a variable.
 *
 * @param on the variable that decides
 * @param cases the steps by value, in order; values are compared without regard to case, surrounding spaces and a closing
 *     full stop
 * @param otherwise the steps for every other value; where there are none, another value ends the execution without an answer
 * @param writes the variable that every case writes; what else a case writes, no later step sees
 */
public record BranchStep(
        String name, String on, Map<String, List<Step>> cases, Optional<List<Step>> otherwise, String writes)
        implements Step {

    public BranchStep {
        Map<String, List<Step>> copy = new LinkedHashMap<>();
        cases.forEach((value, steps) -> copy.put(value, List.copyOf(steps)));
        cases = Collections.unmodifiableMap(copy);
        otherwise = otherwise.map(List::copyOf);
    }

    @Override
    public Set<String> reads() {
        return Set.of(on);
    }

    /** The steps to go on with; empty where no case fits. */
    Optional<List<Step>> chosen(String value) {
        String wanted = OutputType.Label.normal(value);
        return cases.entrySet().stream()
                .filter(one -> OutputType.Label.normal(one.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> otherwise);
    }
}
