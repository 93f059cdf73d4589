package dev.emend.run;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is in a chain's search until a better chain is found: the step with the most blame comes first, and one that was
 * searched in vain comes back only where its share of the budget did not suffice and no other step is left.
 */
final class StepTurns {

    /** A round gets at least this share of what is left: it may be the one that finds what limits the chain. */
    private static final double LEAST_SHARE = 0.5;

    private final Map<String, Integer> blames;
    private final Set<String> searched = new HashSet<>();
    private final Set<String> unfinished = new HashSet<>();

    /** @param blames how many failures each step is blamed for, in the chain's order */
    StepTurns(Map<String, Integer> blames) {
        this.blames = blames;
    }

    /** Empty where no step is left that anything could be gained by. */
    Optional<String> next() {
        return most().or(() -> {
            searched.removeAll(unfinished);
            unfinished.clear();
            return most();
        });
    }

    /** Of equals the earliest. */
    private Optional<String> most() {
        String most = "";
        for (Map.Entry<String, Integer> one : blames.entrySet()) {
            if (!searched.contains(one.getKey()) && one.getValue() > blames.getOrDefault(most, 0)) {
                most = one.getKey();
            }
        }
        return most.isEmpty() ? Optional.empty() : Optional.of(most);
    }

    /** @param ranOut whether the step's share of the budget ended its search */
    void searchedInVain(String step, boolean ranOut) {
        searched.add(step);
        if (ranOut) {
            unfinished.add(step);
        }
    }

    /**
     * What a round on this step may take: its share of the blame of the steps that are still to come, or the least share.
     *
     * @param left calls; {@link Long#MAX_VALUE} where they are not limited
     */
    long share(String step, long left) {
        if (left == Long.MAX_VALUE) {
            return left;
        }
        double open = blames.entrySet().stream()
                .filter(one -> !searched.contains(one.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return (long) (left * Math.max(LEAST_SHARE, blames.getOrDefault(step, 0) / open));
    }
}
