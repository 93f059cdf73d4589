package dev.emend.benchmarks.strategies;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.prompt.PromptFile;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.run.Models;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A series of runs: makes one after the other and writes a line for each. A run that has its line is left out; one that was cut off goes
 * on from its journal.
 */
final class Series {

    private final Path folder;
    private final Results results;
    private final LanguageModel answering;
    private final LanguageModel writing;
    private final long calls;

    /** @param calls for each search */
    Series(Path folder, LanguageModel answering, LanguageModel writing, long calls) throws IOException {
        this.folder = folder;
        this.results = Results.open(file(folder));
        this.answering = answering;
        this.writing = writing;
        this.calls = calls;
    }

    /** Where the lines are. */
    static Path file(Path folder) {
        return folder.resolve("results.jsonl");
    }

    Results results() {
        return results;
    }

    /**
     * @param entrants strategies with their options, such as {@code reflective:width=4;patience=2}
     * @return 1 where a run failed, which keeps no other from being made
     * @throws InvalidInputException before any run, where there is no such strategy
     * @throws ModelException where a model cannot be used; run again to go on
     */
    int run(List<BenchmarkTask> tasks, List<String> entrants, List<Long> seeds) throws IOException {
        entrants.forEach(entrant -> Strategies.named(nameOf(entrant), Where.NOWHERE));
        int status = 0;
        try (Workspace workspace = Workspace.open(folder)) {
            // Seeds outermost, so that what was done when it is cut off is of equal weight everywhere.
            for (long seed : seeds) {
                for (BenchmarkTask task : tasks) {
                    for (String entrant : entrants) {
                        Attempt attempt = attempt(task, entrant, seed, calls, answering.name(), writing.name());
                        if (!results.has(attempt)) {
                            status |= make(workspace, task, attempt);
                        }
                    }
                }
            }
        }
        return status;
    }

    static Attempt attempt(BenchmarkTask task, String entrant, long seed, long calls, String model, String metaModel) {
        Map<String, String> options = new LinkedHashMap<>();
        String rest = entrant.substring(nameOf(entrant).length());
        if (!rest.isEmpty()) {
            for (String option : rest.substring(1).split(";")) {
                int equals = option.indexOf('=');
                options.put(option.substring(0, Math.max(0, equals)), option.substring(equals + 1));
            }
        }
        return new Attempt(task.name(), task.print(), nameOf(entrant), options, seed, model, metaModel, calls);
    }

    private static String nameOf(String entrant) {
        return entrant.split(":", 2)[0];
    }

    private int make(Workspace workspace, BenchmarkTask task, Attempt attempt) throws IOException {
        try (SqliteJournal answers = answers(workspace, task, answering);
                SqliteJournal journal = workspace.journalOf(attempt.title())) {
            Remembered remembered = new Remembered(answering, answers);
            Measurement.Measured measured =
                    new Measurement(task, attempt, roles(remembered, writing), journal).make(remembered::takeShared);
            PromptFile.of(measured.champion()).write(promptFile(attempt));
            results.append(measured.line());
            report(measured.line());
            return 0;
        } catch (ModelException unavailable) {
            throw unavailable;
        } catch (InvalidInputException wrong) {
            System.err.println(attempt.title() + " failed: " + wrong.getMessage());
            return 1;
        } catch (RuntimeException failed) {
            System.err.println(attempt.title() + " failed:");
            failed.printStackTrace();
            return 1;
        }
    }

    /** What a model answered to a task at temperature 0, whoever asked. */
    static SqliteJournal answers(Workspace workspace, BenchmarkTask task, LanguageModel model) {
        return workspace.journalOf("answers " + task.name() + " " + model.name());
    }

    static Models roles(LanguageModel answering, LanguageModel writing) {
        return Models.of(answering, Price.FREE, writing, Price.FREE)
                .withJudges(List.of(new Models.Seat(writing, Price.FREE)));
    }

    private Path promptFile(Attempt attempt) {
        String name = String.join(
                "-", attempt.task(), attempt.entrant().replaceAll("[^A-Za-z0-9.=]+", "-"), "s" + attempt.seed());
        return folder.resolve("prompts").resolve(name + "-" + attempt.calls() + ".prompty");
    }

    static Map<String, List<ResultLine>> byEntrant(List<ResultLine> lines) {
        Map<String, List<ResultLine>> byEntrant = new LinkedHashMap<>();
        lines.forEach(line -> byEntrant
                .computeIfAbsent(line.attempt().entrant(), entrant -> new ArrayList<>())
                .add(line));
        return byEntrant;
    }

    private static void report(ResultLine line) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %-24s seed %d: %.1f %% -> %.1f %% (%+.1f, p = %.3f), %s, %d + %d calls, %.0f s%n",
                line.attempt().task(),
                line.attempt().entrant(),
                line.attempt().seed(),
                100 * line.seedPrompt().value(),
                100 * line.champion().value(),
                100 * line.gain().value(),
                line.gain().p(),
                line.verdict(),
                line.calls("search"),
                line.calls("gate"),
                line.seconds());
    }
}
