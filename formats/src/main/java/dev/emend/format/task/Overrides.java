package dev.emend.format.task;

import dev.emend.run.Budget;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the command line says instead of the task file.
 *
 * @param taskModels who answers, in place of the file's; the first also stands for the meta-model where that is to be the same. Empty
 *     where the file says it
 * @param strategy another strategy than the file's starts without the file's options
 * @param judge alone in place of the file's judges
 * @param budget each limit that it gives replaces the file's; the others stay
 */
public record Overrides(
        List<String> taskModels,
        Optional<String> metaModel,
        Optional<String> judge,
        Optional<String> strategy,
        Optional<Budget> budget,
        OptionalLong seed) {

    public Overrides {
        taskModels = List.copyOf(taskModels);
    }

    public static final Overrides NONE =
            new Overrides(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

    /** With the file's judges. */
    public Overrides(
            List<String> taskModels,
            Optional<String> metaModel,
            Optional<String> strategy,
            Optional<Budget> budget,
            OptionalLong seed) {
        this(taskModels, metaModel, Optional.empty(), strategy, budget, seed);
    }
}
