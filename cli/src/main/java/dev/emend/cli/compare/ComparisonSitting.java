package dev.emend.cli.compare;

import dev.emend.Fingerprint;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.judge.Referee;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.ComparisonPlan;
import dev.emend.run.Entrant;
import dev.emend.run.JudgedComparison;
import dev.emend.run.Models;
import dev.emend.run.PromptComparison;
import dev.emend.run.Ranking;
import dev.emend.run.RunEvent;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sitting of a comparison: models, journal, progress. A comparison of other prompts on the same data finds what was paid for.
 *
 * @param asked models, by what for
 * @param referee a judge that compares; empty where the task's metric scores
 */
record ComparisonSitting(
        Console console,
        Path workspace,
        CallOptions calls,
        Map<Purpose, List<String>> asked,
        Optional<Referee> referee) {

    /**
     * @throws dev.emend.model.ModelException where a model cannot be used
     * @throws dev.emend.run.NoVerdictException where the budget ended before all had answered a single example
     */
    Ranking ranked(Task compared, List<Entrant> entrants, ComparisonPlan plan) {
        return PaidWork.ofTheSameCommand(console).in(() -> sitting(compared, entrants, plan));
    }

    private Ranking sitting(Task compared, List<Entrant> entrants, ComparisonPlan plan) {
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Workspace opened = Workspace.open(workspace.resolve("comparisons"));
                SqliteJournal journal = opened.journalOf(job(compared) + " " + prompts(entrants), job(compared))) {
            Models models = open.of(asked, compared.prices());
            return referee.isPresent()
                    ? judged(new JudgedComparison(compared, entrants, plan, referee.get(), models, journal), compared)
                    : raced(new PromptComparison(compared, entrants, plan, models, journal), compared);
        }
    }

    /**
     * What the names of comparisons on the same data begin with. Calls are found by what they ask, so that those of other prompts find what
     * was paid for, and can go on at the same time.
     */
    private static String job(Task compared) {
        return compared.name() + " "
                + Fingerprint.of("comparison").add(compared.seed()).hex().substring(0, 16);
    }

    private static String prompts(List<Entrant> entrants) {
        Fingerprint prompts = Fingerprint.of("prompts");
        entrants.forEach(entrant -> prompts.add(entrant.prompt().fingerprint()));
        return prompts.hex().substring(0, 16);
    }

    private Ranking raced(PromptComparison comparison, Task compared) {
        try (RunView view = view(compared, comparison.mostCalls())) {
            return comparison.execute(view);
        }
    }

    private Ranking judged(JudgedComparison comparison, Task compared) {
        try (RunView view = view(compared, comparison.mostCalls())) {
            return comparison.execute(view);
        }
    }

    private RunView view(Task compared, long mostCalls) {
        Budget shown = compared.budget().calls().isPresent() ? compared.budget() : Budget.calls(mostCalls);
        RunView view = RunViews.of(console.err(), console.width(), console.errStyle(), shown, calls.quiet());
        boolean judges = referee.isEmpty() && compared.metric().asksJudges();
        view.accept(new RunEvent.PhaseStarted("comparing, " + (judges ? "about " : "at most ") + mostCalls + " calls"));
        return view;
    }
}
