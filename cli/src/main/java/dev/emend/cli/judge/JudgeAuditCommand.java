package dev.emend.cli.judge;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.KeptReplies;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.Choice;
import dev.emend.cli.option.GivenRubric;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UntimedBudget;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.format.result.Figures;
import dev.emend.format.task.TaskFile;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.judge.Grader;
import dev.emend.judge.PairJudge;
import dev.emend.judge.PointJudge;
import dev.emend.judge.Referee;
import dev.emend.judge.Scale;
import dev.emend.judge.audit.Finding;
import dev.emend.judge.audit.GradeAudit;
import dev.emend.judge.audit.Inquirer;
import dev.emend.judge.audit.Output;
import dev.emend.judge.audit.Pair;
import dev.emend.judge.audit.PairAudit;
import dev.emend.judge.audit.Probe;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emend judge audit} */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a judge's biases and its agreement with people.",
            "",
            "The data hold pairs (output_a, output_b and, where people said, label: A, B or tie) or single outputs"
                    + " (output and, where people rated it, human). Each is judged again with something changed that"
                    + " should not matter: the order, the length, the layout, a hidden instruction."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend judge audit --data pairs.jsonl --model embedded --limit 40",
            "  emend judge audit --data summaries.jsonl --human human.coherence --rubric-file coherence.txt",
            "  emend judge audit --data ratings.jsonl --judge judge.yaml",
            "",
            "Exit status: 0 done, 2 wrong input, 4 the budget ended first, 5 model unavailable."
        })
final class JudgeAuditCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Pairs or single outputs: JSON lines or CSV.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description =
                    "The model that judges. Default: the one that a judge file names, else \"embedded\", short for "
                            + TaskFile.DEFAULT_MODEL + ".")
    private @Nullable String model;

    @Option(
            names = "--judge",
            paramLabel = "FILE",
            description =
                    "A judge file, as \"emend calibrate\" writes it, in place of --rubric, --critique and --scale.")
    private @Nullable String judge;

    @Option(
            names = "--rubric",
            paramLabel = "TEXT",
            description = "What makes an output good. Default: that it does what is asked, is right, and is clear.")
    private @Nullable String rubric;

    @Option(names = "--rubric-file", paramLabel = "FILE", description = "A file with the rubric, in place of --rubric.")
    private @Nullable Path rubricFile;

    @Option(
            names = "--critique",
            paramLabel = "WHEN",
            description =
                    "When the judge writes a critique: before its verdict, or none, which is cheap. Default: before.")
    private @Nullable String critique;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            description = "The scale on which single outputs are graded: 1-5, 0-9 or 1-10. Default: 1-5.")
    private @Nullable String scale;

    @Option(
            names = "--human",
            paramLabel = "COLUMN",
            description = "The column of people's ratings of single outputs, or COLUMN.FIELD. Default: human.")
    private @Nullable String human;

    @Option(
            names = "--output",
            paramLabel = "COLUMN",
            description = "The column of the single outputs. Default: output, response, summary or answer.")
    private @Nullable String output;

    @Option(
            names = "--probes",
            paramLabel = "LIST",
            split = ",",
            description =
                    "What is measured, of verbosity, style, consistency and canary. Default: all. Position, ties, self-preference"
                            + " and agreement with people cost nothing beyond and are always reported.")
    private List<String> probes = Probe.labels();

    @Option(
            names = "--self",
            paramLabel = "NAME",
            description =
                    "What the data call the judge where it wrote an output. Default: the name of the model that judges.")
    private @Nullable String self;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N rows only. Default: all.")
    private int limit;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description = "Any of calls=300,tokens=400k,usd=2. Default: as many calls as all of it takes.")
    private @Nullable String budget;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of every random choice. Default: 1.")
    private long seed = 1;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    JudgeAuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<JudgeInFile> file = file();
        String judging = judging(file);
        Set<Probe> chosen = probes();
        boolean before = critique == null
                || Choice.of("--critique", critique, List.of("before", "none")).equals("before");
        JudgedRows rows =
                JudgedRows.read(data, limit, file.map(JudgeInFile::shown).orElse(Set.of()));
        String name = self == null ? judging : self;
        if (rows.arePairs()) {
            Referee referee = file.map(JudgeInFile::referee).orElseGet(() -> new PairJudge(rubric(), before));
            PairAudit audit = new PairAudit(referee, name, chosen, seed);
            List<Pair> pairs = rows.pairs();
            pairs.forEach(pair -> referee.questions(pair.brief(), "", ""));
            return audit(judging, pairs.size(), "pairs", audit.mostCalls(pairs.size()), ask -> audit.of(pairs, ask));
        }
        Scale grades = scale == null
                ? Scale.ONE_TO_FIVE
                : Scale.labelled(Choice.of("--scale", scale, List.of("1-5", "0-9", "1-10")));
        Grader grader = file.map(JudgeInFile::grader).orElseGet(() -> new PointJudge(rubric(), grades, before));
        GradeAudit audit = new GradeAudit(grader, name, chosen, seed);
        List<Output> outputs = rows.outputs(human, output);
        outputs.forEach(output -> grader.questions(output.brief(), ""));
        return audit(
                judging, outputs.size(), "outputs", audit.mostCalls(outputs.size()), ask -> audit.of(outputs, ask));
    }

    /** @throws InvalidInputException where what the file says is said beside it too */
    private Optional<JudgeInFile> file() {
        if (judge == null) {
            return Optional.empty();
        }
        if (rubric != null || rubricFile != null || critique != null || scale != null) {
            throw new InvalidInputException(
                    "--rubric, --rubric-file, --critique and --scale do not go with a judge file, which says its own",
                    Where.NOWHERE,
                    "leave them out.");
        }
        return Optional.of(JudgeInFile.read(judge));
    }

    private String judging(Optional<JudgeInFile> file) {
        Optional<String> calibrated = file.flatMap(JudgeInFile::model);
        String judging = model != null ? model : calibrated.orElse(TaskFile.DEFAULT_MODEL);
        if (!calls.quiet()) {
            JudgeInFile.noteOther(console, calibrated.map(Set::of).orElse(Set.of()), List.of(judging));
        }
        return judging;
    }

    private Set<Probe> probes() {
        Set<Probe> chosen = EnumSet.noneOf(Probe.class);
        for (String probe : probes) {
            if (!probe.isBlank()) {
                chosen.add(Probe.valueOf(
                        Choice.of("--probes", probe.strip(), Probe.labels()).toUpperCase(Locale.ROOT)));
            }
        }
        return chosen;
    }

    private String rubric() {
        return new GivenRubric(rubric, rubricFile).orUsual();
    }

    private int audit(String judging, int n, String what, long mostCalls, Function<Inquirer, List<Finding>> audit) {
        Budget limits = limits(mostCalls);
        Map<Purpose, List<String>> asked = Map.of(Purpose.JUDGE, List.of(judging));
        Map<String, Price> known = prices.of(asked, limits);
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Workspace opened = Workspace.open(workspace.directory().resolve("judgements"));
                SqliteJournal journal = opened.journalOf(job(judging) + " " + KeptReplies.mark(data), job(judging))) {
            Models models = open.of(asked, known);
            List<Finding> findings;
            Inquiry inquiry;
            try (RunView view =
                    RunViews.of(console.err(), console.width(), console.errStyle(), limits, calls.quiet())) {
                view.accept(new RunEvent.PhaseStarted(
                        "auditing " + judging + " on " + n + " " + what + ", at most " + mostCalls + " calls"));
                inquiry = new Inquiry(models, limits, journal, seed, view);
                findings = PaidWork.ofTheSameCommand(console).in(() -> audit.apply(inquiry::ask));
            }
            print(judging, findings, n, what, inquiry);
            return inquiry.stopped().isPresent() ? ExitStatus.NO_VERDICT : ExitStatus.DONE;
        }
    }

    private Budget limits(long mostCalls) {
        return budget == null
                ? Budget.calls(mostCalls)
                : UntimedBudget.parse(budget, "an audit", "calls=" + mostCalls + " is what all of it takes.");
    }

    /**
     * What the names of such audits begin with. Calls are found by what they ask, so an audit with other probes or of more rows pays only
     * for what is new, and one of other data can go on at the same time.
     */
    private String job(String judging) {
        return "audit " + Fingerprint.of("audit").add(judging).add(seed).hex().substring(0, 16);
    }

    private void print(String judging, List<Finding> findings, int n, String what, Inquiry inquiry) {
        if (calls.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("judge", judging);
            Optional.ofNullable(judge).ifPresent(file -> fields.put("file", file));
            fields.put("data", data.toString());
            fields.put(what, n);
            fields.put(
                    "findings", findings.stream().map(JudgeAuditCommand::fields).toList());
            fields.put("spent", Figures.spent(inquiry.spend()));
            inquiry.stopped().ifPresent(reason -> fields.put("stopped", reason.label()));
            console.out().println(Json.line(fields));
            return;
        }
        console.out().println(judging + " as a judge of " + n + " " + what + ", seed " + seed);
        console.out().print(FindingsTable.of(findings).stream().collect(Collectors.joining("\n", "", "\n")));
        inquiry.stopped()
                .ifPresent(reason -> console.err()
                        .println("The budget ended first (" + reason.label()
                                + "): the figures rest on what was answered until then. The same command with more goes"
                                + " on from there."));
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", finding.name());
        fields.put("unit", finding.unit().name().toLowerCase(Locale.ROOT));
        finding.value().ifPresent(value -> fields.put("value", value));
        finding.interval().ifPresent(interval -> fields.put("interval", Figures.interval(interval)));
        fields.put("n", finding.n());
        fields.put("meaning", finding.meaning());
        if (!finding.note().isEmpty()) {
            fields.put("note", finding.note());
        }
        return fields;
    }
}
