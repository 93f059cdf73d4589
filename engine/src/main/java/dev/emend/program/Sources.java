package dev.emend.program;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whose answers a step works with: those of prompts whose variables it reads, directly or by way of tools and retrieval, and of
 * those that chose the case in which it stands.
 */
final class Sources {

    private final Set<String> prompts;
    private final Map<String, Set<String>> byStep = new TreeMap<>();

    Sources(Program program) {
        this.prompts = program.prompts().keySet();
        walk(program.steps(), new HashMap<>(), Set.of());
    }

    private void walk(List<Step> steps, Map<String, Set<String>> writers, Set<String> choosers) {
        for (Step step : steps) {
            Set<String> sources = new TreeSet<>(choosers);
            step.reads().forEach(variable -> sources.addAll(writers.getOrDefault(variable, Set.of())));
            byStep.put(step.name(), sources);
            if (step instanceof BranchStep branch) {
                branch.cases().values().forEach(own -> walk(own, writers, sources));
                branch.otherwise().ifPresent(own -> walk(own, writers, sources));
            } else {
                writers.computeIfAbsent(step.writes(), variable -> new TreeSet<>())
                        .addAll(prompts.contains(step.name()) ? Set.of(step.name()) : sources);
            }
        }
    }

    /** By step, every step of the program; an empty set where it sees nothing that a prompt wrote. */
    Map<String, Set<String>> byStep() {
        return Collections.unmodifiableMap(byStep);
    }
}
