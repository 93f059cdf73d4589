package dev.emend.cli.evaluate;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.call.Answering;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.input.GroupColumn;
import dev.emend.cli.input.JudgeInFile;
import dev.emend.cli.option.CallOptions;
import dev.emend.cli.option.MetricText;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.Json;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.format.result.Figures;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.MetricSpec;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricKind.Need;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Spend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emend score} */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores outputs that exist already.",
            "",
            "Each row has the field \"output\" and, where a metric needs it, \"expected\" and \"context\"; other fields are"
                    + " inputs, but for human, label, group and meta, which no judge sees. No model is called, unless a"
                    + " metric asks judges. The interval is what other rows of the same kind would give, 95 times of 100."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend score --metric exact-match,token-f1 --data answers.jsonl",
            "  emend score --metric \"numeric:relative-tolerance=0.01\" --data answers.csv --output-field reply --worst 5",
            "  emend score --metric token-f1 --data answers.jsonl --group document",
            "  emend score --metric judge:criteria=polite --data answers.jsonl --judge openai:gpt-4.1-mini"
                    + " --price openai:gpt-4.1-mini=0.40/1.60 --budget usd=0.50",
            "  emend score --metric token-f1 --data answers.jsonl --rows | jq 'select(.scores[\"token-f1\"].score < 0.5)'",
            "",
            "Exit status: 0 done, 2 wrong input, 4 budget ended, 5 a judge is unavailable.",
            "\"emend metrics\" lists the metrics."
        })
public final class ScoreCommand implements Callable<Integer> {

    private static final double LEVEL = 0.95;
    private static final long SEED = 1;

    private final Console console;

    @Option(
            names = "--metric",
            required = true,
            paramLabel = "M[,M…]",
            description = "A metric's name, with its options as NAME:OPTION=VALUE;OPTION=VALUE. May be repeated.")
    @SuppressWarnings("NullAway.Init")
    private List<String> metrics;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "The outputs to score: JSON lines or CSV.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--output-field", paramLabel = "FIELD", description = "The field with the output. Default: output.")
    private String outputField = "output";

    @Option(
            names = "--expected-field",
            paramLabel = "FIELD",
            description = "The field with the right answer. Default: expected.")
    private String expectedField = "expected";

    @Option(
            names = "--context-field",
            paramLabel = "FIELD",
            description = "The field with the context that an output should keep to. Default: context.")
    private String contextField = OutputRows.CONTEXT;

    @Option(
            names = "--group",
            paramLabel = "FIELD",
            description =
                    "The field whose equal values make rows belong together, such as questions on one document: the interval"
                            + " draws whole groups.")
    private @Nullable String group;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that judges, for metrics that ask one. May be repeated: a jury.")
    private List<String> judges = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description = "Any of calls=300,tokens=400k,usd=0.50,time=10m, for the judges. Default: no limit.")
    private @Nullable String budget;

    @Option(
            names = "--worst",
            paramLabel = "N",
            description = "Show the N worst rows with feedback, by each metric. Default: 0.")
    private int worst;

    @Option(names = "--rows", description = "Print a JSON line for each row, with scores, parts and feedback.")
    private boolean rows;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private CallOptions calls;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public ScoreCommand(Console console) {
        this.console = console;
    }

    /**
     * What judges said.
     *
     * @param answers by metric: all of them, with what its judges said of each
     * @param spent empty where no metric asks judges
     */
    private record Judged(List<List<Answer>> answers, Optional<Spend> spent) {}

    /** A metric with its scores. */
    private record Scored(MetricText text, List<Outcome> outcomes, Estimate estimate) {}

    @Override
    public Integer call() {
        List<MetricText> texts = metrics.stream()
                .flatMap(line -> MetricText.parse(line).stream())
                .toList();
        if (worst < 0) {
            throw new InvalidInputException("--worst must not be negative, but is " + worst, Where.NOWHERE, "");
        }
        Budget limits = budget == null ? Budget.UNLIMITED : BudgetText.parse(budget);
        if (rows && calls.json()) {
            throw new InvalidInputException(
                    "--rows and --json both want standard output", Where.NOWHERE, "run the command once with each.");
        }
        boolean labelled = texts.stream()
                .anyMatch(text -> Metrics.kind(text.part().name()).needs().contains(Need.EXPECTED));
        List<Answer> answers = new OutputRows(outputField, expectedField, contextField, labelled).read(data);
        List<Metric> made = made(texts, answers);
        if (group != null) {
            GroupColumn.check(group, answers.stream().map(Answer::example).toList());
        }
        if (!calls.quiet()) {
            JudgeInFile.noteOther(
                    console, new MetricSpec(texts.stream().map(MetricText::part).toList()).calibratedWith(), judges);
        }
        Judged judged = judged(made, answers, limits);
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            scored.add(scored(texts.get(i), made.get(i), judged.answers().get(i)));
        }
        print(scored, judged.spent());
        return ExitStatus.DONE;
    }

    private List<Metric> made(List<MetricText> texts, List<Answer> answers) {
        SortedSet<String> labels = new TreeSet<>();
        answers.stream().map(answer -> answer.example().expected()).forEach(labels::add);
        labels.remove("");
        MetricContext context = new MetricContext(labels, Math.max(1, judges.size()), Path.of(""));
        Set<String> given = new LinkedHashSet<>();
        List<Metric> made = new ArrayList<>();
        for (MetricText text : texts) {
            if (!given.add(text.text())) {
                throw new InvalidInputException(
                        "the metric " + text.text() + " is given twice", Where.NOWHERE, "one of them should go.");
            }
            checkNeeds(Metrics.kind(text.part().name()), answers);
            Metric metric = new MetricSpec(List.of(text.part())).metric(context);
            MetricText.check(metric, answers.stream().map(Answer::example).toList());
            made.add(metric);
        }
        return made;
    }

    private void checkNeeds(MetricKind kind, List<Answer> answers) {
        if (kind.needs().contains(Need.EFFORT)) {
            throw new InvalidInputException(
                    "the metric " + kind.name() + " needs to see the call, but these outputs exist already",
                    Where.NOWHERE,
                    "\"emend evaluate\" can tell it.");
        }
        if (kind.needs().contains(Need.JUDGE) && judges.isEmpty()) {
            throw new InvalidInputException(
                    "the metric " + kind.name() + " asks a model that judges, and none is given",
                    Where.NOWHERE,
                    "add --judge openai:gpt-4.1-mini, or another model.");
        }
        if (kind.needs().contains(Need.EXPECTED)
                && answers.stream()
                        .allMatch(answer -> answer.example().expected().isEmpty())) {
            throw new InvalidInputException(
                    "the metric " + kind.name() + " needs an expected answer, and no row has one",
                    Where.field(data.toString(), 0, expectedField),
                    "the field has another name: give --expected-field.");
        }
        if (kind.needs().contains(Need.CONTEXT)
                && answers.stream().allMatch(answer -> answer.example().inputs().isEmpty())) {
            throw new InvalidInputException(
                    "the metric " + kind.name() + " needs a context, and no row has one",
                    Where.field(data.toString(), 0, contextField),
                    "the field has another name: give --context-field.");
        }
    }

    private Judged judged(List<Metric> made, List<Answer> answers, Budget limits) {
        if (made.stream().noneMatch(Metric::asksJudges)) {
            return new Judged(made.stream().map(metric -> answers).toList(), Optional.empty());
        }
        Map<Purpose, List<String>> asked = Map.of(Purpose.JUDGE, judges);
        Map<String, Price> known = prices.of(asked, limits);
        try (OpenModels open = new OpenModels(console, calls.parallel());
                Answering session = new Answering(
                        console,
                        workspace.directory(),
                        calls.quiet(),
                        open.of(asked, known),
                        String.join(", ", judges),
                        limits,
                        OptionalLong.empty(),
                        SEED)) {
            List<List<Answer>> judged = made.stream()
                    .map(metric -> metric.asksJudges() ? session.judge(metric, answers) : answers)
                    .toList();
            return new Judged(judged, Optional.of(session.spend()));
        } catch (Answering.NotEnough ended) {
            throw calls.json() ? ended.asJson(console) : ended;
        }
    }

    private Scored scored(MetricText text, Metric metric, List<Answer> answers) {
        List<Outcome> outcomes = answers.parallelStream()
                .map(answer -> Outcome.of(answer, metric))
                .toList();
        String column = group;
        Estimate estimate = column == null
                ? Estimates.of(outcomes, metric, LEVEL)
                : Estimates.of(outcomes, metric, LEVEL, example -> example.column(column));
        return new Scored(text, outcomes, estimate);
    }

    private void print(List<Scored> scored, Optional<Spend> spent) {
        if (rows) {
            for (int row = 0; row < scored.getFirst().outcomes().size(); row++) {
                console.out().println(Json.line(row(scored, row)));
            }
        } else if (calls.json()) {
            console.out().println(Json.line(summary(scored, spent)));
        } else {
            ScoreView view = new ScoreView(console.out(), console.width(), console.outStyle());
            view.table(scored.stream()
                    .map(one -> new ScoreView.Line(one.text().text(), one.estimate()))
                    .toList());
            spent.ifPresent(view::spent);
            if (worst > 0) {
                scored.forEach(one -> view.worst(one.text().text(), one.outcomes(), worst));
            }
        }
    }

    private static Map<String, Object> row(List<Scored> scored, int row) {
        Map<String, Object> scores = new LinkedHashMap<>();
        for (Scored one : scored) {
            scores.put(one.text().text(), score(one.outcomes().get(row).score()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", scored.getFirst().outcomes().get(row).example().id());
        fields.put("scores", scores);
        return fields;
    }

    private static Map<String, Object> score(Score score) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", score.value());
        fields.put("parts", score.parts());
        fields.put("feedback", score.feedback());
        return fields;
    }

    private Map<String, Object> summary(List<Scored> scored, Optional<Spend> spent) {
        Map<String, Object> scores = new LinkedHashMap<>();
        for (Scored one : scored) {
            scores.put(one.text().text(), Figures.estimate(one.estimate()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", data.toString());
        if (group != null) {
            fields.put("group", group);
        }
        fields.put("scores", scores);
        spent.ifPresent(spend -> fields.put("spent", Figures.spent(spend)));
        return fields;
    }
}
