package dev.emend.benchmarks.strategies;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.evaluation.Comparison;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.model.LanguageModel;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.run.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores what another optimizer's champion answered to the fresh rows, by the same metric and against the same seed prompt as
 * Emend's strategies, and appends the line to the same file of results.
 *
 * <p>Arguments: the folder of the data sets, the folder of {@link StrategyComparison}, and the files that the drivers in
 * {@code benchmarks/rivals} wrote. The seed prompt's answers are taken from the comparison's journal where they are there.
 */
public final class ScoreRival {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ScoreRival() {}

    /**
     * What a driver writes.
     *
     * @param optimizer with its version, such as {@code gepa 0.1.4}
     * @param calls the limit, over all models together
     * @param spent calls by purpose, as the proxy counted them
     * @param changed whether the champion is another prompt than the seed
     * @param sizes of the task that was exported
     * @param prompt the champion, for people
     * @param outputs by row, as the champion answered
     */
    record Outputs(
            String optimizer,
            Map<String, String> options,
            String task,
            String print,
            Sizes sizes,
            long seed,
            String model,
            String metaModel,
            long calls,
            Map<String, Long> spent,
            long tokens,
            double seconds,
            int candidates,
            int proposals,
            double duplicates,
            String stopped,
            boolean changed,
            String prompt,
            Map<String, String> outputs) {

        Attempt attempt() {
            return new Attempt(task, print, optimizer, options, seed, model, metaModel, calls);
        }
    }

    public static void main(String[] args) {
        Benchmark.run("ScoreRival DATA FOLDER RESULT.json...", 3, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        Results results = Results.open(Series.file(folder));
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder)) {
            for (String file : List.of(args).subList(2, args.length)) {
                Outputs outputs = JSON.readValue(Files.readString(Path.of(file)), Outputs.class);
                if (results.has(outputs.attempt())) {
                    continue;
                }
                BenchmarkTask task = new BenchmarkTasks(Path.of(args[0]), outputs.sizes()).named(outputs.task());
                ResultLine line = line(task, outputs, models.open(outputs.model()), workspace);
                results.append(line);
                System.out.printf(
                        Locale.ROOT,
                        "%s on %s, seed %d: %.1f %% -> %.1f %%%n",
                        outputs.optimizer(),
                        outputs.task(),
                        outputs.seed(),
                        100 * line.seedPrompt().value(),
                        100 * line.champion().value());
            }
        }
    }

    static ResultLine line(BenchmarkTask task, Outputs outputs, LanguageModel model, Workspace workspace) {
        if (!task.print().equals(outputs.print())) {
            throw new InvalidInputException(
                    "the outputs are of another version of the task " + task.name() + ": " + outputs.print() + ", not "
                            + task.print(),
                    Where.NOWHERE,
                    "export the task again and run the optimizer on it.");
        }
        List<Outcome> seed;
        try (SqliteJournal answers = Series.answers(workspace, task, model);
                SqliteJournal journal =
                        workspace.journalOf("seed prompt " + outputs.attempt().title())) {
            seed = Measurement.outcomes(
                    task, task.prompt(), outputs.seed(), Models.local(new Remembered(model, answers)), journal);
        }
        List<Outcome> champion = new ArrayList<>();
        for (Example row : task.fresh()) {
            Answer answer = Answer.of(row, outputs.outputs().getOrDefault(row.id(), ""));
            champion.add(new Outcome(answer, task.metric().score(answer)));
        }
        return new ResultLine(
                outputs.attempt(),
                Map.of("search", outputs.spent()),
                outputs.tokens(),
                Measurement.score(task, seed),
                Measurement.score(task, champion),
                ResultLine.Gain.of(Comparison.of(seed, champion, task.metric(), 1)),
                Measurement.scores(seed),
                Measurement.scores(champion),
                "none",
                outputs.changed(),
                false,
                outputs.candidates(),
                outputs.proposals(),
                outputs.duplicates(),
                outputs.stopped(),
                outputs.seconds(),
                0);
    }
}
