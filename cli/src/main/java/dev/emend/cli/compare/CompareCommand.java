package dev.emend.cli.compare;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.PaidWork;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Summary;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.evaluation.ComparisonReport;
import dev.emend.format.result.Figures;
import dev.emend.run.ComparisonPlan;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Ranking;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend compare} */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks prompts from anywhere on the same examples, blends the best, and keeps the winners.",
            "",
            "The prompts race: all meet the same examples in an order drawn by the seed, and who is proved not to be the"
                    + " best drops out. --blend makes new candidates from the sections and demonstrations of the best;"
                    + " one of them wins only where it surpasses its parents by a paired test. With --baseline the gate"
                    + " decides on examples that no race has touched. Every paid call is kept: the same command goes on"
                    + " where it was stopped, and a prompt that is added later costs its own answers alone.",
            "",
            "A text file is the system message of a prompt; the user's message holds the inputs that it does not name."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend compare a.prompty b.prompty c.txt --task task.yaml",
            "  emend compare prompts/ --data messages.jsonl --metric label --full --html page.html",
            "  emend compare prompts/ --task task.yaml --select 2 --out best --blend",
            "  emend compare prompts/ --task task.yaml --baseline prompts/today.prompty --require-improvement",
            "  emend compare short.txt long.txt --data questions.jsonl --judge pairwise --rubric \"Short and right.\" --blend",
            "  emend compare short.txt long.txt --data questions.jsonl --judge judge.yaml",
            "",
            "Exit status: 0 done, 2 wrong input, 3 not promoted where --require-improvement was given,",
            "4 budget ended before all was compared, 5 model unavailable."
        })
public final class CompareCommand implements Callable<Integer> {

    private static final String USUAL_BLENDS = "3";

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROMPT",
            description = "Prompt files, text files, folders with them, or patterns in quotes.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> prompts;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ComparisonRequest request;

    @Option(
            names = "--full",
            description = "Every prompt answers every example, so that n is equal: none drops out of the race.")
    private boolean full;

    @Option(
            names = "--baseline",
            paramLabel = "PROMPT",
            description = "The prompt in use. The winner meets it on the hold-out, and the gate decides.")
    private @Nullable Path baseline;

    @Option(
            names = "--require-improvement",
            description = "Exit with status 3 where the gate promoted no prompt over the baseline.")
    private boolean requireImprovement;

    @Option(
            names = "--blend",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = USUAL_BLENDS,
            description = "Write N candidates from the best and race them too. N is " + USUAL_BLENDS
                    + " where it is left out.")
    private int blend;

    @Option(
            names = "--select",
            paramLabel = "K",
            description = "Keep the best K prompts, no two nearly the same. Default: 1.")
    private int select = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "Write the prompts that are kept into this folder.")
    private @Nullable Path out;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write an HTML page with the ranking and the prompts to this file.")
    private @Nullable Path html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        PairJudgeOptions judge = request.judge();
        List<Path> named = new ArrayList<>(prompts);
        Optional.ofNullable(baseline).ifPresent(named::addFirst);
        List<Path> files = ComparedFiles.expanded(named);
        if (html != null) {
            List<Path> read = new ArrayList<>(files);
            read.addAll(request.files());
            TextOutput.check(html, read);
        }
        ComparisonRequest.Examples examples = request.examples();
        ComparedFiles given = ComparedFiles.read(files, examples.source());
        if (out != null) {
            KeptPrompts.check(out, given, select, blend);
        }
        Task compared = request.task(examples, given.entrants(), baseline != null, blend > 0);
        if (!calls.quiet()) {
            note(examples, compared);
        }
        ComparisonSitting sitting = new ComparisonSitting(
                console,
                workspace.directory(),
                calls,
                request.asked(compared, blend > 0),
                judge.isAsked() ? Optional.of(judge.referee()) : Optional.empty());
        Ranking ranking;
        try {
            ranking = sitting.ranked(compared, given.entrants(), plan(given));
        } catch (NoVerdictException ended) {
            if (calls.json()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("task", compared.name());
                fields.put("places", List.of());
                fields.put("spent", Figures.spent(ended.spend()));
                fields.put("stopped", ended.reason().label());
                console.out().println(Json.line(fields));
            }
            return PaidWork.withoutVerdict(console, ended);
        }
        return report(
                new ComparisonReport(
                        compared.name(),
                        judge.isAsked()
                                ? "duels before " + compared.models().judges().getFirst()
                                : compared.metric().name(),
                        compared.models().answering(),
                        compared.seed(),
                        ranking),
                given);
    }

    private void note(ComparisonRequest.Examples examples, Task compared) {
        PairJudgeOptions judge = request.judge();
        List<String> judges = compared.models().judges();
        if (examples instanceof ComparisonRequest.OfData own && own.rows().leftOut(compared) > 0) {
            int leftOut = own.rows().leftOut(compared);
            console.err()
                    .println("note: " + leftOut + (leftOut == 1 ? " row is" : " rows are")
                            + " left out, since others have the same inputs");
        }
        JudgeInFile.noteOther(
                console,
                judge.isAsked() ? judge.calibratedWith() : examples.metric().calibratedWith(),
                judges);
        if (judge.isAsked() && judges.size() > 1) {
            console.err()
                    .println("note: of the task's " + judges.size() + " judges the first compares, "
                            + judges.getFirst());
        }
    }

    private void checkOptions() {
        request.check();
        if (select < 1 || blend < 0) {
            throw new InvalidInputException(
                    "--select must be at least 1 and --blend not negative, not " + select + " and " + blend,
                    Where.NOWHERE,
                    "");
        }
        if (requireImprovement && baseline == null) {
            throw new InvalidInputException(
                    "--require-improvement needs a prompt to improve on", Where.NOWHERE, "add --baseline PROMPT.");
        }
    }

    private ComparisonPlan plan(ComparedFiles given) {
        return new ComparisonPlan(
                full,
                select,
                blend,
                Optional.ofNullable(baseline).map(file -> ComparedFiles.name(file, given.paths())));
    }

    private int report(ComparisonReport report, ComparedFiles given) throws IOException {
        Ranking ranking = report.ranking();
        KeptPrompts kept = new KeptPrompts(report, given);
        // The result was paid for: it is told before a file can fail to be written.
        if (calls.json()) {
            console.out().println(report.json());
        } else {
            print(kept);
        }
        List<Path> written = new ArrayList<>();
        if (html != null) {
            TextOutput.write(html, report.html());
            written.add(html);
        }
        if (out != null) {
            written.addAll(kept.write(out));
        }
        if (!calls.json()) {
            written.forEach(file -> new Summary(console).line("written", Console.shown(file)));
        }
        Optional<Verdict> verdict = ranking.gate().map(Ranking.Decided::verdict);
        boolean done = ranking.stopped() == StopReason.FINISHED && (baseline == null || verdict.isPresent());
        if (!done) {
            return ExitStatus.NO_VERDICT;
        }
        return requireImprovement && !verdict.equals(Optional.of(Verdict.PROMOTED))
                ? ExitStatus.BELOW_REQUIREMENT
                : ExitStatus.DONE;
    }

    private void print(KeptPrompts kept) {
        new ComparisonView(console.out(), console.width(), console.outStyle()).print(kept.report());
        console.out().println();
        kept.print(console);
        if (out == null) {
            kept.printBlends(console);
        }
    }
}
