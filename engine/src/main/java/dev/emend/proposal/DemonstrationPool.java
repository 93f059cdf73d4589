package dev.emend.proposal;

import dev.emend.Lots;
import dev.emend.prompt.Demonstration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** Demonstrations of two parents, as one child shows them. */
public final class DemonstrationPool {

    private DemonstrationPool() {}

    /**
     * As many as the parents show on average, rounded up, drawn without replacement from the union. No inputs are shown
     * twice. Where both parents show the same in the same order, so does the child.
     */
    public static List<Demonstration> drawn(
            List<Demonstration> first, List<Demonstration> second, UniformRandomProvider random) {
        if (first.equals(second)) {
            return first;
        }
        List<Demonstration> union = new ArrayList<>(first);
        union.addAll(second);
        int size = (first.size() + second.size() + 1) / 2;
        Set<Object> shown = new HashSet<>();
        return Lots.shuffled(union, random).stream()
                .filter(demonstration -> shown.add(demonstration.inputs()))
                .limit(size)
                .toList();
    }
}
