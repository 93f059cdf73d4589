package dev.emend.program;

import java.util.Map;

/**
 * Work between two prompts that needs no model, such as a calculation. Safe for use by many threads at once. What it gave is
 * kept in the journal, so it is used once for the same inputs in a run.
 */
@FunctionalInterface
public interface Tool {

    /**
     * @param inputs by variable
     * @throws ToolFailedException where it has no result for these; the example then has no answer. Any other exception is taken for
     *     one, with its message
     * @throws dev.emend.InvalidInputException where it cannot be used at all; the run ends, and goes on once it can
     */
    String use(Map<String, String> inputs);

    /** What tells this tool from another: results that are kept in a journal are found by it, and by the inputs. */
    default String identity() {
        return "";
    }
}
