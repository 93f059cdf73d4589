package dev.emend.generation;

import dev.emend.Fingerprint;
import dev.emend.Lots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Deals assignments of technique, layout and emphasis, no triple twice. The next one is always among those whose parts were
 * dealt least often so far, so that neighbours differ in all three while there are enough of each. The specification's
 * priorities come before Emend's own emphases; else the seed decides.
 */
final class AssignmentPlan {

    private final List<Assignment> left = new ArrayList<>();
    private final Map<Object, Integer> dealt = new HashMap<>();

    /** @param priorities how many of {@code emphases} come first, in their order */
    AssignmentPlan(List<Technique> wanted, List<Emphasis> emphases, int priorities, long seed) {
        UniformRandomProvider random = Lots.random(Fingerprint.of("assignments").add(seed));
        List<Technique> techniques = Lots.shuffled(wanted, random);
        List<Layout> layouts = Lots.shuffled(Arrays.asList(Layout.values()), random);
        List<Emphasis> ordered = new ArrayList<>(emphases.subList(0, priorities));
        ordered.addAll(Lots.shuffled(emphases.subList(priorities, emphases.size()), random));
        for (Emphasis emphasis : ordered) {
            for (Technique technique : techniques) {
                layouts.forEach(layout -> left.add(new Assignment(technique, layout, emphasis)));
            }
        }
    }

    /** Empty where every triple was dealt. */
    Optional<Assignment> deal() {
        Optional<Assignment> next = left.stream().min(Comparator.comparingInt(this::used));
        next.ifPresent(assignment -> {
            left.remove(assignment);
            dealt.merge(assignment.technique(), 1, Integer::sum);
            dealt.merge(assignment.layout(), 1, Integer::sum);
            dealt.merge(assignment.emphasis(), 1, Integer::sum);
        });
        return next;
    }

    private int used(Assignment assignment) {
        return dealt.getOrDefault(assignment.technique(), 0)
                + dealt.getOrDefault(assignment.layout(), 0)
                + dealt.getOrDefault(assignment.emphasis(), 0);
    }
}
