package dev.emend.cli;

import dev.emend.Fingerprint;
import dev.emend.cli.view.RunView;
import dev.emend.cli.view.RunViews;
import dev.emend.data.Example;
import dev.emend.journal.RunSummary;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One sitting of a refinement: models, journal, progress. A refinement of the same prompt and rows by the same models finds
 * what was paid for, also with other rules to end it; one of other rows, what it asks for again.
 *
 * @param task the model that answers
 * @param meta that criticises or writes prompts
 * @param judges at least one
 * @param prices by model; one without a price counts as free
 * @param expected the most calls there will be, where that is known; for the progress alone
 */
record RefineSitting(
        Console console,
        Path workspace,
        String task,
        String meta,
        List<String> judges,
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
        Budget shown = new Budget(
                budget.calls().isPresent() ? budget.calls() : expected,
                budget.tokens(),
                budget.microDollars(),
                budget.time());
        return PaidWork.ofTheSameCommand(console).in(() -> journaled(prompt, rows, shown, work));
    }

    private <T> T journaled(
            Prompt prompt, List<Example> rows, Budget shown, BiFunction<Inquiry, Consumer<RunEvent>, T> work) {
        String title = prompt.name() + " " + job(prompt, rows);
        try (OpenModels open = new OpenModels(console, parallel);
                Workspace opened = Workspace.open(workspace.resolve("refinements"))) {
            tellOfEarlier(opened.newest(title));
            try (SqliteJournal journal = opened.journalOf(title, prompt.name() + " ");
                    RunView view = RunViews.of(console.err(), console.width(), console.errStyle(), shown, quiet)) {
                Models models = Models.of(open.named(task), price(task), open.named(meta), price(meta))
                        .withJudges(judges.stream()
                                .map(judge -> new Models.Seat(open.named(judge), price(judge)))
                                .toList());
                return work.apply(new Inquiry(models, budget, new EndlessJournal(journal), seed, view), view);
            }
        }
    }

    private Price price(String model) {
        return prices.getOrDefault(model, Price.FREE);
    }

    private void tellOfEarlier(Optional<RunSummary> earlier) {
        if (!quiet && earlier.isPresent() && earlier.get().calls() > 0) {
            console.err()
                    .println("note: going on from " + earlier.get().calls() + " replies that were paid for earlier");
        }
    }

    private String job(Prompt prompt, List<Example> rows) {
        Fingerprint job = Fingerprint.of("refinement")
                .add(prompt.fingerprint())
                .add(task)
                .add(meta)
                .add(judges.size())
                .add(seed)
                .add(rows.size());
        judges.forEach(job::add);
        for (Example row : rows) {
            job.add(row.id()).add(row.inputs().size());
            row.inputs().forEach((name, value) -> job.add(name).add(value));
        }
        return job.hex().substring(0, 16);
    }
}
