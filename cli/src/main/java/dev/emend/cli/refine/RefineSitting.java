package dev.emend.cli.refine;

import dev.emend.Fingerprint;
import dev.emend.cli.call.KeptReplies;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.data.Example;
import dev.emend.journal.Workspace;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.RunEvent;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One sitting of a refinement: models, journal, progress. A refinement of the same prompt and rows by the same models finds
 * what was paid for, also with other rules to end it; one of other rows, what it asks for again.
 *
 * @param models of which one answers, one criticises or writes prompts, and at least one judges
 * @param prices by model; one without a price counts as free
 * @param expected the most calls there will be, where that is known; for the progress alone
 */
record RefineSitting(
        Console console,
        Path workspace,
        Task.ModelNames models,
        Map<String, Price> prices,
        Budget budget,
        OptionalLong expected,
        long seed,
        int parallel,
        boolean quiet) {

    /**
     * @param work makes its calls through the inquiry, and tells of its phases
     * @throws ModelException where a model cannot be used
     */
    <T> T journaled(Prompt prompt, List<Example> rows, BiFunction<Inquiry, Consumer<RunEvent>, T> work) {
        return PaidWork.ofTheSameCommand(console).in(() -> sitting(prompt, rows, work));
    }

    private <T> T sitting(Prompt prompt, List<Example> rows, BiFunction<Inquiry, Consumer<RunEvent>, T> work) {
        try (OpenModels open = new OpenModels(console, parallel);
                Workspace opened = Workspace.open(workspace.resolve("refinements"))) {
            return new KeptReplies(console, quiet, opened, prompt.name(), job(prompt, rows)).in(journal -> {
                try (RunView view = RunViews.of(
                        console.err(),
                        console.width(),
                        console.errStyle(),
                        KeptReplies.shown(budget, expected),
                        quiet)) {
                    return work.apply(new Inquiry(open.of(models.roles(), prices), budget, journal, seed, view), view);
                }
            });
        }
    }

    private Fingerprint job(Prompt prompt, List<Example> rows) {
        Fingerprint job = Fingerprint.of("refinement")
                .add(prompt.fingerprint())
                .add(models.task())
                .add(models.meta())
                .add(models.judges().size())
                .add(seed)
                .add(rows.size());
        models.judges().forEach(job::add);
        KeptReplies.add(rows, job);
        return job;
    }
}
