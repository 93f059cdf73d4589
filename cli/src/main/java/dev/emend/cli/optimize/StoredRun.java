package dev.emend.cli.optimize;

import dev.emend.cli.output.Json;
import dev.emend.cli.output.OutputFile;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.TaskSnapshot;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps of its beginning, so that it goes on the same whatever becomes of the user's files.
 *
 * @param loaded the task with its examples
 * @param seedFile the user's prompt file or chain file
 * @param seedText that file's content
 * @param out what {@code --out} said
 */
record StoredRun(LoadedTask loaded, Path seedFile, String seedText, Optional<Path> out) {

    OutputFile output() {
        return OutputFile.of(out, seedFile);
    }

    /** What becomes of the chain, where the task has one. */
    Optional<ChainOutput> chainOutput() {
        return loaded.chain().map(chain -> new ChainOutput(chain, output().file()));
    }

    /** @throws dev.emend.InvalidInputException where a file that Emend did not write would be overwritten */
    void checkOutput() throws IOException {
        output().check(seedFile, seedText);
        if (chainOutput().isPresent()) {
            chainOutput().get().check();
        }
    }

    /** The same run with each limit of {@code raised} in place of its own of the same kind. */
    StoredRun withBudget(Budget raised) {
        return withTask(own -> own.withBudget(own.budget().with(raised)));
    }

    /** The same run of a task that is changed so. */
    StoredRun withTask(UnaryOperator<Task> change) {
        return new StoredRun(loaded.withTask(change.apply(loaded.task())), seedFile, seedText, out);
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", TaskSnapshot.write(loaded));
        fields.put("seedFile", seedFile.toString());
        fields.put("seedText", seedText);
        out.ifPresent(path -> fields.put("out", path.toString()));
        return Json.line(fields);
    }

    static StoredRun parse(String json) {
        Map<String, @Nullable Object> fields = Json.read(json);
        return new StoredRun(
                TaskSnapshot.read(text(fields, "task")),
                Path.of(text(fields, "seedFile")),
                text(fields, "seedText"),
                Optional.ofNullable(fields.get("out")).map(out -> Path.of(out.toString())));
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        return Objects.requireNonNull(fields.get(name)).toString();
    }
}
