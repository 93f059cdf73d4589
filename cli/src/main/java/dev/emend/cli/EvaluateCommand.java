package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.view.Amounts;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.format.Nearest;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.task.Overrides;
import dev.emend.format.task.TaskFile;
import dev.emend.model.Price;
import dev.emend.run.Answers;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend evaluate} */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Scores a prompt by a task's metric on one of its splits.",
            "",
            "Choose prompts on the validation split; a hold-out that is looked at to choose proves nothing any more."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend evaluate seed.prompty --task task.yaml",
            "  emend evaluate best.prompty --task task.yaml --split holdout --min-score 0.8",
            "",
            "Exit status: 0 done, 2 wrong input, 3 the score is below --min-score, 5 model unavailable."
        })
final class EvaluateCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PROMPT", description = "A prompt file.")
    @SuppressWarnings("NullAway.Init")
    private Path prompt;

    @Option(names = "--task", required = true, paramLabel = "TASK", description = "A task file.")
    @SuppressWarnings("NullAway.Init")
    private Path task;

    @Option(names = "--split", paramLabel = "SPLIT", description = "train, validation or holdout. Default: validation.")
    private String split = "validation";

    @Option(names = "--min-score", paramLabel = "X", description = "Exit with status 3 where the score is below it.")
    private @Nullable Double minScore;

    @Option(names = "--model", paramLabel = "MODEL", description = "In place of the task's model.")
    private @Nullable String model;

    @Option(names = "--parallel", paramLabel = "N", description = "Calls in flight at once.")
    private int parallel;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Overrides overrides = new Overrides(
                Optional.ofNullable(model), Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());
        Task loaded = TaskFile.read(task, overrides).task();
        PromptFile file = PromptFile.read(prompt);
        List<Example> examples = examples(loaded.splits());
        if (minScore != null && !(minScore >= 0 && minScore <= 1)) {
            throw new InvalidInputException(
                    "--min-score must be from 0 to 1, not " + minScore,
                    Where.NOWHERE,
                    minScore > 1 && minScore <= 100 ? "you mean " + minScore / 100 + "." : "");
        }
        String answering = loaded.models().task();
        Price price = loaded.prices().getOrDefault(answering, Price.FREE);
        Answers answers = new Answering(console, workspace.directory(), quiet)
                .answer(file.prompt(), examples, answering, price, parallel, loaded.seed());
        Scoreboard scoreboard = new Scoreboard(loaded.metric());
        answers.responses()
                .forEach(response -> scoreboard.add(new Rollout(0, response.scored(loaded.metric(), price))));
        Estimate estimate = scoreboard.estimate(0, examples).orElseThrow();
        print(estimate, loaded, answers);
        return minScore != null && estimate.value() < minScore ? ExitStatus.BELOW_REQUIREMENT : ExitStatus.DONE;
    }

    private List<Example> examples(Splits splits) {
        List<Example> examples = switch (split) {
            case "train" -> splits.train();
            case "validation" -> splits.validation();
            case "holdout" -> splits.holdout();
            default ->
                throw new InvalidInputException(
                        "there is no split \"" + split + "\"",
                        Where.NOWHERE,
                        Nearest.advice(split, List.of("train", "validation", "holdout")));
        };
        if (examples.isEmpty()) {
            throw new InvalidInputException("the split \"" + split + "\" is empty", Where.NOWHERE, "");
        }
        return examples;
    }

    private void print(Estimate estimate, Task loaded, Answers answers) {
        if (!json) {
            console.out()
                    .println(loaded.metric().name() + " on " + split + ": " + Amounts.estimate(estimate)
                            + (minScore == null
                                    ? ""
                                    : estimate.value() < minScore
                                            ? ", below " + Amounts.score(minScore)
                                            : ", at least " + Amounts.score(minScore)));
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", prompt.toString());
        fields.put("metric", loaded.metric().name());
        fields.put("split", split);
        fields.put("score", estimate.value());
        fields.put(
                "interval",
                List.of(estimate.interval().low(), estimate.interval().high()));
        fields.put("n", estimate.n());
        Map<String, Object> spent = new LinkedHashMap<>();
        spent.put("calls", answers.spend().calls());
        spent.put("tokens", answers.spend().usage().total());
        spent.put("usd", answers.spend().microDollars() / 1e6);
        fields.put("spent", spent);
        console.out().println(Json.line(fields));
    }
}
