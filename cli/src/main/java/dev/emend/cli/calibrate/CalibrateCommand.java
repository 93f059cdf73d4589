package dev.emend.cli.calibrate;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.call.KeptReplies;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.GivenRubric;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.UntimedBudget;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.format.task.JudgeFile;
import dev.emend.format.task.TaskFile;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.judge.Range;
import dev.emend.judge.calibration.Calibration;
import dev.emend.judge.calibration.CalibrationResult;
import dev.emend.judge.calibration.CalibrationResult.Decision;
import dev.emend.judge.calibration.CalibrationTask;
import dev.emend.judge.calibration.Kind;
import dev.emend.judge.calibration.RatedSplits;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Inquiry;
import dev.emend.run.InquiryDesk;
import dev.emend.run.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emend calibrate} */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the judge that agrees best with people, and proves it on items and groups that it has not seen.",
            "",
            "The data hold outputs with people's ratings (output, human, and what else the judge is to see), or pairs with"
                    + " their preferences (output_a, output_b, label: A, B or tie). Scales, readouts, critiques, rubrics"
                    + " drafted from rated examples, checklists and examples in the prompt are raced; the best meets a"
                    + " plain judge on the hold-out. What comes out is a judge file for the metrics judge, judge-checklist"
                    + " and judge-pairwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend calibrate --data ratings.jsonl --human human.coherence --group document",
            "  emend calibrate --data pairs.jsonl --model openai:gpt-4.1-mini --budget calls=600 --out judge.yaml",
            "  emend calibrate --data ratings.jsonl --label-next 10     # which rows people should rate next",
            "  emend score --metric \"judge:file=judge.yaml\" --data outputs.jsonl --judge openai:gpt-4.1-mini",
            "",
            "Exit status: 0 done, 2 wrong input, 3 no change and --require-improvement, 4 the budget ended before a",
            "decision, 5 model unavailable."
        })
public final class CalibrateCommand implements Callable<Integer> {

    private static final Path USUAL_FILE = Path.of("judge.yaml");
    private static final Budget USUAL_BUDGET = Budget.calls(600);
    private static final Map<String, Coefficient> COEFFICIENTS = Map.of(
            "spearman", Coefficient.SPEARMAN,
            "kendall", Coefficient.KENDALL,
            "pearson", Coefficient.PEARSON,
            "kappa", Coefficient.KAPPA,
            "accuracy", Coefficient.ACCURACY);

    private final Console console;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rated outputs or pairs: JSON lines or CSV.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--human",
            paramLabel = "COLUMN",
            description =
                    "People's ratings: a column, or COLUMN.FIELD; a number, or a list with one for each rater. Rows"
                            + " without are not rated yet. Default: human; for pairs label.")
    private @Nullable String human;

    @Option(names = "--output", paramLabel = "COLUMN", description = "The column that people rated. Default: output.")
    private @Nullable String output;

    @Option(
            names = "--show",
            paramLabel = "LIST",
            split = ",",
            description =
                    "What the judge sees beside the output, or none. Default: all inputs; of rows without an inputs"
                            + " object, every column but the output, its writer, its group, an expected answer and what"
                            + " people said.")
    private @Nullable List<String> show;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Rows that belong together, such as one document's; never in two splits. Default: group, or"
                    + " equal inputs.")
    private @Nullable String group;

    @Option(
            names = "--criterion",
            paramLabel = "TEXT",
            description =
                    "What people rated, in a few words. Default: the name of the rated field; for \"human\" and for pairs,"
                            + " overall quality.")
    private @Nullable String criterion;

    @Option(names = "--rubric", paramLabel = "TEXT", description = "Your rubric, which the plain judge then has.")
    private @Nullable String rubric;

    @Option(
            names = "--rubric-file",
            paramLabel = "FILE",
            description = "A file with your rubric, in place of --rubric.")
    private @Nullable Path rubricFile;

    @Option(
            names = "--human-scale",
            paramLabel = "SCALE",
            description = "The scale of people's ratings, such as \"1 to 5\". Default: what they span.")
    private @Nullable String scale;

    @Option(
            names = "--agreement",
            paramLabel = "NAME",
            description =
                    "How agreement is measured: spearman, kendall, pearson, kappa or accuracy (the share of pairs of items in"
                            + " people's order)."
                            + " Default: spearman; accuracy for ratings of two values.")
    private @Nullable String agreement;

    @Option(
            names = "--no-critique",
            description = "Try no judge that writes before it grades: a grade alone is one token.")
    private boolean noCritique;

    @Option(
            names = "--no-line",
            description =
                    "Fit no line from the judge's scores to people's ratings: scores stay as the judge gives them.")
    private boolean noLine;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that judges. Default: " + TaskFile.DEFAULT_MODEL + ".")
    private String model = TaskFile.DEFAULT_MODEL;

    @Option(
            names = "--meta-model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that writes rubrics. Default: that of --model.")
    private @Nullable String metaModel;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description = "Any of calls=600,tokens=1M,usd=2, but not tokens with usd. Default: calls=600.")
    private @Nullable String budget;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the judge goes, the plain one where nothing better was proved. Default: judge.yaml, only"
                            + " for a better one.")
    private @Nullable Path out;

    @Option(
            names = "--label-next",
            paramLabel = "N",
            description =
                    "Propose N rows that people should rate next: unrated ones, or where there are none, rated ones"
                            + " for a second rating.")
    private int labelNext;

    @Option(names = "--require-improvement", description = "Exit with status 3 where no better judge is proved.")
    private boolean requireImprovement;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N rows only. Default: all.")
    private int limit;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of every random choice. Default: 1.")
    private long seed = 1;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (labelNext < 0) {
            throw new InvalidInputException(
                    "--label-next cannot be " + labelNext, Where.NOWHERE, "0 proposes no rows, 10 proposes ten.");
        }
        Path file = out == null ? USUAL_FILE : out;
        checkOutput(file);
        Budget limits = limits();
        Map<String, Price> known = prices.of(asked(), limits);
        RatedRows rows = RatedRows.read(data, new RatedRows.Columns(human, output, group, show, range()), limit);
        CalibrationTask task = task(rows, limits, known);
        Calibration.check(task);
        CalibrationReport report = new CalibrationReport(console, task, data, judges());
        if (!calls.quiet() && !calls.json()) {
            report.foresee(rows.repeated());
        }
        return calibrated(task, limits, known, file, report);
    }

    private CalibrationTask task(RatedRows rows, Budget limits, Map<String, Price> known) {
        RatedSplits items = RatedSplits.draw(
                rows.labelled(), limits.calls(), rows.kind() == Kind.PAIRS ? 2 : 1, seed, Where.file(data.toString()));
        CalibrationTask usual = CalibrationTask.of(rows.kind(), criterion(rows.kind()), items, rows.people())
                .withThinking(!noCritique)
                .withLine(!noLine)
                .withLimits(limits.calls(), limits.tokens(), money(limits, known))
                .withLabelNext(labelNext, rows.unlabelled())
                .withSeed(seed);
        CalibrationTask asked = agreement == null ? usual : usual.withCoefficient(coefficient(agreement, rows.kind()));
        return new GivenRubric(rubric, rubricFile).read().map(asked::withRubric).orElse(asked);
    }

    private List<String> judges() {
        return List.of(model, ModelName.orSame(metaModel, model));
    }

    private Map<Purpose, List<String>> asked() {
        return Map.of(Purpose.JUDGE, List.of(model), Purpose.META, List.of(judges().getLast()));
    }

    private Optional<CalibrationTask.Money> money(Budget limits, Map<String, Price> known) {
        return limits.microDollars().isEmpty()
                ? Optional.empty()
                : Optional.of(new CalibrationTask.Money(
                        limits.microDollars().getAsLong(),
                        known.getOrDefault(judges().getFirst(), Price.FREE),
                        known.getOrDefault(judges().getLast(), Price.FREE)));
    }

    private int calibrated(
            CalibrationTask task, Budget limits, Map<String, Price> known, Path file, CalibrationReport report) {
        String writer = judges().getLast();
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Workspace opened = Workspace.open(workspace.directory().resolve("calibrations"));
                SqliteJournal journal = opened.journalOf(job(writer) + " " + KeptReplies.mark(data), job(writer))) {
            Models models = open.of(asked(), known);
            CalibrationResult result;
            Inquiry inquiry;
            try (RunView view =
                    RunViews.of(console.err(), console.width(), console.errStyle(), limits, calls.quiet())) {
                inquiry = new Inquiry(models, limits, journal, seed, view);
                result = PaidWork.ofTheSameCommand(console)
                        .in(() -> Calibration.of(task, new InquiryDesk(inquiry, view)));
            }
            boolean better = result.decision().equals(Optional.of(Decision.CALIBRATED));
            Optional<Path> written = better || out != null ? Optional.of(file) : Optional.empty();
            if (calls.json()) {
                console.out().println(Json.line(report.fields(result, inquiry, written)));
            } else {
                report.print(result, inquiry, written);
            }
            if (written.isPresent()) {
                // A person may have changed it meanwhile.
                checkOutput(file);
                TextOutput.write(file, report.judgeFile(result, inquiry.spend()).marked());
            }
            return result.decision().isEmpty()
                    ? ExitStatus.NO_VERDICT
                    : better || !requireImprovement ? ExitStatus.DONE : ExitStatus.BELOW_REQUIREMENT;
        }
    }

    /**
     * What the names of such calibrations begin with. Calls are found by what they ask, so a longer calibration of the same judge pays only
     * for what is new, and one on other data can go on at the same time.
     */
    private String job(String writer) {
        return "calibration "
                + Fingerprint.of("calibration")
                        .add(model)
                        .add(writer)
                        .add(seed)
                        .hex()
                        .substring(0, 16);
    }

    private Budget limits() {
        Budget limits =
                budget == null ? USUAL_BUDGET : UntimedBudget.parse(budget, "a calibration", "calls=600 is usual.");
        if (limits.tokens().isPresent() && limits.microDollars().isPresent()) {
            // What the hold-out will take is kept back by one measure.
            throw new InvalidInputException(
                    "a calibration is limited by tokens or by money, not by both: \"" + budget + "\"",
                    Where.NOWHERE,
                    "leave one of them out.");
        }
        return limits;
    }

    private @Nullable Range range() {
        try {
            return scale == null ? null : Range.parse(scale);
        } catch (IllegalArgumentException noScale) {
            throw new InvalidInputException(
                    "--human-scale is no scale: \"" + scale + "\"", Where.NOWHERE, "write it like \"1 to 5\".");
        }
    }

    private String criterion(Kind kind) {
        if (criterion != null && !criterion.isBlank()) {
            return criterion.strip();
        }
        if (human == null || human.equals("human") || kind == Kind.PAIRS) {
            return "overall quality: it does what is asked, is right, and is clear";
        }
        return human.substring(human.lastIndexOf('.') + 1).replace('_', ' ');
    }

    private static Coefficient coefficient(String agreement, Kind kind) {
        if (kind == Kind.PAIRS) {
            throw new InvalidInputException(
                    "--agreement is for ratings; preferences agree or they do not", Where.NOWHERE, "leave it out.");
        }
        String name = agreement.toLowerCase(Locale.ROOT);
        Coefficient chosen = COEFFICIENTS.get(name);
        if (chosen == null) {
            throw new InvalidInputException(
                    "--agreement cannot be \"" + agreement + "\"",
                    Where.NOWHERE,
                    Nearest.advice(name, COEFFICIENTS.keySet()));
        }
        return chosen;
    }

    /** @throws InvalidInputException where no file can be, or a file that is no judge of ours, or was changed since, would be overwritten */
    private static void checkOutput(Path file) {
        TextOutput.check(file);
        OutputFile.requireOwn(file, JudgeFile::isUnchanged);
    }
}
