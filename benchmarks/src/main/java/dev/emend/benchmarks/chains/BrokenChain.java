package dev.emend.benchmarks.chains;

import dev.emend.benchmarks.Benchmark;
import dev.emend.data.Example;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.format.data.ExampleFile;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.StepCredit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tells whether a run finds the broken step of a two-step chain, and mends it, on BANKING77 and over several seeds.
 *
 * <pre>BrokenChain DATA FOLDER --model MODEL</pre>
 *
 * <p>DATA is the folder of the data sets, FOLDER takes journals and results. A run that was cut off goes on; one that is done is
 * not made again, as its replies are in its journal. With the defaults, six runs of at most 580 calls.
 */
@Command(
        name = "BrokenChain",
        mixinStandardHelpOptions = true,
        description = "Tells whether a run finds the broken step of a chain, and mends it.")
public final class BrokenChain implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DATA", description = "The folder of the data sets.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where results and journals are.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--cases", split = ",", description = "Any of gist, intent, none. Default: gist,intent.")
    private List<String> cases = List.of("gist", "intent");

    @Option(names = "--seeds", split = ",", description = "A run of each case for each. Default: 1,2,3.")
    private List<Long> seeds = List.of(1L, 2L, 3L);

    @Option(names = "--calls", description = "For each search. Default: 380. The gate's come on top.")
    private long calls = 380;

    @Option(names = "--holdout", description = "Examples for the gate, four calls each. Default: 50.")
    private int holdout = 50;

    @Option(names = "--strategy", description = "Default: reflective.")
    private String strategy = "reflective";

    @Option(names = "--model", paramLabel = "MODEL", description = "Default: embedded:qwen2.5-coder-1.5b.")
    private String model = "embedded:qwen2.5-coder-1.5b";

    @Option(names = "--meta-model", paramLabel = "MODEL", description = "Default: the same.")
    private String metaModel = "";

    public static void main(String[] args) {
        System.exit(Benchmark.of(new BrokenChain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<Example> rows =
                ExampleFile.labelled(Set.of("text"))
                        .read(data.resolve("banking77").resolve("examples.jsonl"))
                        .stream()
                        .filter(row -> Case.INTENTS.contains(row.expected()))
                        .toList();
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>(List.of(
                "| broken | seed | blamed: gist | blamed: intent | found | verdict | before | after | difference | calls |",
                "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"));
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder)) {
            LanguageModel answering = models.open(model);
            LanguageModel writing = models.open(metaModel.isEmpty() ? model : metaModel);
            for (long seed : seeds) {
                for (String name : cases) {
                    String line = line(workspace, Case.named(name), rows, seed, answering, writing);
                    System.err.println(line);
                    lines.add(line);
                }
            }
        }
        String table = String.join("\n", lines) + "\n";
        Files.writeString(folder.resolve("broken-chain.md"), table);
        System.out.print(table);
        return 0;
    }

    private String line(
            Workspace workspace,
            Case broken,
            List<Example> rows,
            long seed,
            LanguageModel answering,
            LanguageModel writing) {
        String title = String.join(
                " ",
                "chain",
                broken.label(),
                strategy,
                "" + seed,
                "" + calls,
                "" + holdout,
                answering.name(),
                writing.name());
        Models roles = Models.of(answering, Price.FREE, writing, Price.FREE)
                .withJudges(List.of(new Models.Seat(writing, Price.FREE)));
        try (SqliteJournal journal = workspace.journalOf(title)) {
            RunResult result = new Run(
                            broken.task(rows, strategy, seed, calls, holdout, answering.name(), writing.name()),
                            roles,
                            journal)
                    .execute(event -> {
                        if (event instanceof RunEvent.PhaseStarted phase) {
                            System.err.println("  " + phase.phase());
                        }
                    });
            return line(broken, seed, result);
        } catch (NoVerdictException tooLittle) {
            return String.format("| %s | %d | | | | no verdict | | | | |", broken.label(), seed);
        }
    }

    private static String line(Case broken, long seed, RunResult result) {
        List<StepCredit> credits = result.chain().orElseThrow().credits();
        StepCredit gist = credits.getFirst();
        StepCredit intent = credits.getLast();
        String most = gist.blamed().total() > intent.blamed().total() ? gist.step() : intent.step();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d of %d | %d of %d | %s | %s | %s | %s | %s | %d |",
                broken.label(),
                seed,
                gist.blamed().total(),
                gist.blamed().failures(),
                intent.blamed().total(),
                intent.blamed().failures(),
                broken.broken.isEmpty() ? "" : most.equals(broken.broken) ? "yes" : "no",
                result.verdict().label(),
                text(result.seed()),
                text(result.champion()),
                result.difference().map(BrokenChain::text).orElse(""),
                result.spend().calls());
    }

    private static String text(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f to %.1f)",
                100 * estimate.value(),
                100 * estimate.interval().low(),
                100 * estimate.interval().high());
    }

    private static String text(Difference difference) {
        return String.format(
                Locale.ROOT,
                "%+.1f (%+.1f to %+.1f), p = %.4f",
                100 * difference.value(),
                100 * difference.interval().low(),
                100 * difference.interval().high(),
                difference.p());
    }
}
