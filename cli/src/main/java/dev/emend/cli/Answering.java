package dev.emend.cli;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.view.RunView;
import dev.emend.cli.view.RunViews;
import dev.emend.data.Example;
import dev.emend.journal.RunSummary;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.prompt.Prompt;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a prompt answer rows. What was paid for is journaled in the workspace, so the same command goes on where it was
 * stopped. These journals lie apart from those of runs.
 */
final class Answering {

    private final Console console;
    private final Path workspace;
    private final boolean quiet;

    Answering(Console console, Path workspace, boolean quiet) {
        this.console = console;
        this.workspace = workspace;
        this.quiet = quiet;
    }

    /**
     * @param seed of the sampling
     * @throws InvalidInputException where a row lacks an input, before any call
     */
    Answers answer(Prompt prompt, List<Example> rows, String modelName, Price price, int parallel, long seed) {
        checkInputs(prompt, rows);
        try (OpenModels open = new OpenModels(console, parallel);
                Workspace opened = Workspace.open(workspace.resolve("answers"))) {
            LanguageModel model = open.named(modelName);
            Models models = Models.task(model, price);
            Budget enough = Budget.calls(rows.size());
            try (SqliteJournal journal = opened.journal(job(opened, prompt, rows, modelName, seed));
                    RunView view = RunViews.of(console.err(), console.width(), console.errStyle(), enough, quiet)) {
                view.accept(new RunEvent.PhaseStarted("answering " + rows.size() + " rows with " + modelName));
                return Answers.of(prompt, rows, Optional.empty(), models, enough, journal, seed, view);
            }
        } catch (ModelException unavailable) {
            throw new ModelException(
                    unavailable.kind(),
                    unavailable.getMessage() + "\nWhat was paid for is kept: the same command goes on from there.",
                    unavailable);
        }
    }

    private static void checkInputs(Prompt prompt, List<Example> rows) {
        Set<String> placeholders = prompt.placeholders();
        for (Example row : rows) {
            for (String placeholder : placeholders) {
                if (!row.inputs().containsKey(placeholder)) {
                    throw new InvalidInputException(
                            "the row has no value for the placeholder {{" + placeholder + "}} of the prompt; it has "
                                    + row.inputs().keySet(),
                            row.where(),
                            "the prompt belongs to another task.");
                }
            }
        }
    }

    /** The id under which this prompt's answers to these rows are journaled. */
    private static String job(Workspace opened, Prompt prompt, List<Example> rows, String model, long seed) {
        Fingerprint print = Fingerprint.of("answers")
                .add(prompt.fingerprint())
                .add(model)
                .add(seed)
                .add(rows.size());
        for (Example row : rows) {
            print.add(row.id()).add(row.inputs().size());
            row.inputs().forEach((name, value) -> print.add(name).add(value));
        }
        String name = prompt.name() + " " + print.hex().substring(0, 16);
        return opened.runs().stream()
                .filter(run -> run.task().equals(name))
                .map(RunSummary::id)
                .findFirst()
                .orElseGet(() -> opened.create(name, "{}"));
    }

    /** What {@code --model} says, else the model that the prompt was optimized for, else {@code otherwise}. */
    static String model(@Nullable String asked, Map<String, ?> metadata, String otherwise) {
        if (asked != null) {
            return asked;
        }
        return metadata.get("emend") instanceof Map<?, ?> provenance
                        && provenance.get("models") instanceof Map<?, ?> models
                        && models.get("task") instanceof String task
                ? task
                : otherwise;
    }

    /** @throws InvalidInputException where a file that is read would be overwritten */
    static void checkOutput(Path out, List<Path> read) {
        for (Path file : read) {
            if (out.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
                throw new InvalidInputException(
                        "the output would overwrite \"" + file + "\"", Where.NOWHERE, "give --out another name.");
            }
        }
    }
}
