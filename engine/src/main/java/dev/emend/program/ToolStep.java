package dev.emend.program;

import dev.emend.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /**
     * Has the tool work. Whatever it throws is a failure on these inputs, but for an {@link InvalidInputException}.
     *
     * @throws ToolFailedException where there is no result
     * @throws InvalidInputException where the tool cannot be used at all
     */
    String result(Map<String, String> inputs) {
        try {
            return Objects.requireNonNull(tool.use(inputs), "it gave null");
        } catch (ToolFailedException | InvalidInputException said) {
            throw said;
        } catch (RuntimeException broken) {
            throw new ToolFailedException(Optional.ofNullable(broken.getMessage())
                    .orElse(broken.getClass().getSimpleName()));
        }
    }
}
