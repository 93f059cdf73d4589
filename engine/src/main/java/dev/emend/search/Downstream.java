package dev.emend.search;

import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A later step of a chain that has a prompt, at work on what the searched one wrote.
 *
 * @param step its name
 * @param sources the steps whose answers it worked with, the searched one and other later ones; at least one
 * @param outcomes what it was given, what it answered, and what the chain made of it; one, of a step that goes over a list one for
 *     each element
 */
public record Downstream(String step, Prompt prompt, SortedSet<String> sources, List<Outcome> outcomes) {

    public Downstream {
        sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
        outcomes = List.copyOf(outcomes);
    }

    /** With the sources in any order. */
    public static Downstream of(String step, Prompt prompt, Set<String> sources, List<Outcome> outcomes) {
        return new Downstream(step, prompt, new TreeSet<>(sources), outcomes);
    }
}
