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

    /**
     * What tells this tool from another: results that are kept in a journal are found by it, by the step's name and by the inputs. That of a
     * lambda is empty, whatever it does, unless {@link #named} gives it one.
     */
    default String identity() {
        return "";
    }

    /**
     * A tool with an identity, such as {@code clean-2}. Whoever changes the tool changes that too: under the old one, a journal still gives
     * the old results.
     */
    static Tool named(String identity, Tool tool) {
        return new Tool() {
            @Override
            public String use(Map<String, String> inputs) {
                return tool.use(inputs);
            }

            @Override
            public String identity() {
                return identity;
            }
        };
    }
}
