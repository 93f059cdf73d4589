package dev.emend.benchmarks.calibration;

import dev.emend.benchmarks.Benchmark;
import dev.emend.evaluation.Interval;
import dev.emend.evaluation.agreement.Agreement;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.judge.calibration.Calibration;
import dev.emend.judge.calibration.CalibrationResult;
import dev.emend.judge.calibration.CalibrationTask;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.InquiryDesk;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What calibrating a judge gains over a plain 1-5 judge on public data with people's ratings, on hold-out groups. Judges
 * write no critiques, so that a judgement is a few tokens. One line of {@code calibration.jsonl} for each set and seed;
 * what is there is not run again, and what was asked is in a journal, so the same command goes on. Prints a table.
 */
@Command(name = "CalibrationGain", mixinStandardHelpOptions = true)
public final class CalibrationGain implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(index = "0", paramLabel = "DATA", description = "The folder with the data sets.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the results and the journal are.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--model", paramLabel = "MODEL", description = "The judge, as in a task file.")
    private String model = "embedded:qwen2.5-coder-1.5b";

    @Option(names = "--meta-model", paramLabel = "MODEL", description = "Default: the same.")
    private @Nullable String metaModel;

    @Option(names = "--sets", split = ",", description = "Such as: summeval-coherence,llmbar. Default: all.")
    private List<String> sets =
            Arrays.stream(RatedSet.values()).map(RatedSet::label).toList();

    @Option(names = "--seeds", split = ",", description = "Default: 1.")
    private List<Long> seeds = List.of(1L);

    @Option(names = "--calls", description = "For each set and seed. Default: 600.")
    private long calls = 600;

    @Option(names = "--rows", description = "Of each set at most. Default: the set's own number.")
    private int rows = Integer.MAX_VALUE;

    @Option(names = "--parallel", description = "Calls in flight at once. Default: 2.")
    private int parallel = 2;

    @Option(names = "--table", description = "Print the table of what is there, and run nothing.")
    private boolean table;

    private CalibrationGain() {}

    public static void main(String[] args) {
        System.exit(Benchmark.of(new CalibrationGain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        if (!table) {
            run();
        }
        System.out.print(markdown(lines()));
        return 0;
    }

    private Path file() {
        return folder.resolve("calibration.jsonl");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        if (Files.exists(file())) {
            for (String line : Files.readAllLines(file())) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private void run() throws IOException {
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT);
                Workspace workspace = Workspace.open(folder)) {
            LanguageModel judge = new FewInFlight(models.open(model), parallel);
            LanguageModel writer = metaModel == null || metaModel.equals(model)
                    ? judge
                    : new FewInFlight(models.open(metaModel), parallel);
            for (String name : sets) {
                RatedSet set = RatedSet.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
                for (long seed : seeds) {
                    if (lines().stream().noneMatch(line -> isOf(line, set, seed))) {
                        run(set, seed, judge, writer, workspace);
                    }
                }
            }
        }
    }

    private boolean isOf(JsonNode line, RatedSet set, long seed) {
        return line.path("set").asString().equals(set.label())
                && line.path("seed").asLong() == seed
                && line.path("calls").asLong() == calls
                && line.path("rows").asInt() == rows
                && line.path("model").asString().equals(model);
    }

    private void run(RatedSet set, long seed, LanguageModel judge, LanguageModel writer, Workspace workspace)
            throws IOException {
        CalibrationTask task = set.task(data, calls, rows, seed);
        try (SqliteJournal journal = workspace.journalOf("calibration " + set.label() + " " + seed)) {
            Models seats = new Models(Map.of(
                    Purpose.JUDGE, List.of(new Models.Seat(judge, Price.FREE)),
                    Purpose.META, List.of(new Models.Seat(writer, Price.FREE))));
            Inquiry inquiry = new Inquiry(seats, Budget.calls(calls), journal, seed, event -> {});
            CalibrationResult result = Calibration.of(task, new InquiryDesk(inquiry, event -> {
                if (event instanceof RunEvent.PhaseStarted started) {
                    System.err.println(set.label() + ": " + started.phase() + ", "
                            + inquiry.spend().calls() + " calls so far");
                }
            }));
            Files.writeString(
                    file(),
                    JSON.writeValueAsString(line(set, task, result, inquiry)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private Map<String, Object> line(RatedSet set, CalibrationTask task, CalibrationResult result, Inquiry inquiry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("set", set.label());
        line.put("seed", task.seed());
        line.put("model", model);
        line.put("calls", calls);
        line.put("rows", rows);
        line.put("spent", inquiry.spend().calls());
        line.put("coefficient", task.coefficient().label());
        line.put("train", task.items().train().size());
        line.put("validation", task.items().validation().size());
        line.put("holdout", task.items().holdout().size());
        line.put("groups", task.items().holdoutGroups());
        line.put("decision", result.decision().map(Enum::name).orElse("NONE"));
        line.put("design", result.best().design().label());
        line.put("judge", result.judge().options());
        line.put("plain", agreement(result.plain().agreement()));
        line.put("best", agreement(result.best().agreement()));
        result.gain().ifPresent(gain -> {
            line.put("gain", gain.value());
            gain.interval().ifPresent(interval -> line.put("gainInterval", both(interval)));
            line.put("p", gain.p());
        });
        result.plain().consistency().ifPresent(share -> line.put("plainConsistency", share));
        result.best().consistency().ifPresent(share -> line.put("bestConsistency", share));
        result.line().ifPresent(fitted -> line.put("distance", List.of(fitted.before(), fitted.after())));
        line.put(
                "trials",
                result.trials().stream()
                        .map(trial -> Map.of(
                                "design", trial.design().label(), "agreement", trial.agreement(), "n", trial.n()))
                        .toList());
        return line;
    }

    private static Map<String, Object> agreement(Agreement agreement) {
        Map<String, Object> fields = new LinkedHashMap<>();
        agreement.value().ifPresent(value -> fields.put("value", value));
        agreement.interval().ifPresent(interval -> fields.put("interval", both(interval)));
        return fields;
    }

    private static List<Double> both(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    /** A row for each line: agreement of both judges on the hold-out, with intervals over groups. */
    static String markdown(List<JsonNode> lines) {
        StringBuilder text = new StringBuilder("""
                | data | measure | hold-out (groups) | plain 1-5 judge | best design | gain | p | design | decision |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (JsonNode line : lines) {
            text.append("| ")
                    .append(String.join(
                            " | ",
                            line.path("set").asString()
                                    + (line.path("seed").asLong() == 1
                                            ? ""
                                            : ", seed " + line.path("seed").asLong()),
                            line.path("coefficient").asString(),
                            line.path("holdout").asInt() + " ("
                                    + line.path("groups").asInt() + ")",
                            cell(
                                    line.path("plain").path("value"),
                                    line.path("plain").path("interval"),
                                    "%.2f"),
                            cell(
                                    line.path("best").path("value"),
                                    line.path("best").path("interval"),
                                    "%.2f"),
                            cell(line.path("gain"), line.path("gainInterval"), "%+.2f"),
                            line.has("p")
                                    ? String.format(
                                            Locale.ROOT, "%.4f", line.path("p").asDouble())
                                    : "",
                            line.path("design").asString(),
                            line.path("decision")
                                    .asString()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' ')))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String cell(JsonNode value, JsonNode interval, String format) {
        return !value.isNumber()
                ? "undefined"
                : String.format(Locale.ROOT, format, value.asDouble())
                        + (interval.size() == 2
                                ? String.format(
                                        Locale.ROOT,
                                        " (" + format + " to " + format + ")",
                                        interval.path(0).asDouble(),
                                        interval.path(1).asDouble())
                                : "");
    }
}
