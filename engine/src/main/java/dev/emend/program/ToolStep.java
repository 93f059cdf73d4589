package dev.emend.program;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Hands variables to a {@link Tool}.
 *
 * @param reads in the order in which a person gave them
 */
public record ToolStep(String name, Set<String> reads, Tool tool, String writes) implements Step {

    public ToolStep {
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
    }
}
