package dev.emend.cli.call;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.output.Json;
import dev.emend.cli.progress.RunView;
import dev.emend.cli.progress.RunViews;
import dev.emend.data.Example;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.result.Figures;
import dev.emend.journal.Workspace;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.model.Price;
import dev.emend.program.Program;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import dev.emend.run.Evaluator;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.Response;
import dev.emend.run.RunEvent;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has prompts answer rows, and judges say what a metric asks, under one budget. What was paid for is journaled in the
 * workspace, so the same command goes on where it was stopped, and a prompt finds its answers again whichever prompts it is
 * evaluated with. These journals lie apart from those of runs.
 */
public final class Answering implements AutoCloseable {

    private final Console console;
    private final boolean quiet;
    private final String modelName;
    private final long seed;
    private final Models models;
    private final Workspace workspace;
    private final RunView view;
    private final Evaluator evaluator;

    /**
     * @param modelName of the model that answers, or of those that judge
     * @param expected how many calls there will be, where that is known; for the progress alone
     * @param seed of the sampling
     */
    public Answering(
            Console console,
            Path workspace,
            boolean quiet,
            Models models,
            String modelName,
            Budget budget,
            OptionalLong expected,
            long seed) {
        this.console = console;
        this.quiet = quiet;
        this.models = models;
        this.modelName = modelName;
        this.seed = seed;
        this.workspace = Workspace.open(workspace.resolve("answers"));
        this.view = RunViews.of(
                console.err(), console.width(), console.errStyle(), KeptReplies.shown(budget, expected), quiet);
        this.evaluator = new Evaluator(models, budget, seed, view);
    }

    /** Of the model that answers this example. */
    public Price price(Example example) {
        return models.taskPrice(example);
    }

    /** By everything that was answered and judged so far. */
    public Spend spend() {
        return evaluator.spend();
    }

    /** @param shown what the program is called */
    public Answers answer(String shown, Program program, List<Example> rows, int draws, Optional<Metric> metric) {
        String doing = shown + ": answering " + rows.size() + " rows" + (draws > 1 ? " " + draws + " times" : "")
                + " with " + modelName;
        return journaled(
                program.name(),
                job(program, rows),
                doing,
                journal -> evaluator.answer(program, rows, draws, metric, journal));
    }

    private Fingerprint job(Program program, List<Example> rows) {
        Fingerprint job = Fingerprint.of("answers")
                .add(program.fingerprint())
                .add(modelName)
                .add(seed)
                .add(rows.size());
        KeptReplies.add(rows, job);
        return job;
    }

    /** The answers to these rows that are paid for already, in their order. */
    public List<Response> found(Program program, List<Example> rows) {
        return new KeptReplies(console, true, workspace, program.name(), job(program, rows))
                .in(journal -> evaluator.found(program, rows, journal));
    }

    /** @throws NotEnough where the budget ended before all was judged */
    public List<Answer> judge(Metric metric, List<Answer> answers) {
        Fingerprint job = Fingerprint.of("judgements").add(modelName).add(seed).add(answers.size());
        for (Answer answer : answers) {
            job.add(answer.example().id()).add(answer.text());
            metric.questions(answer).forEach(question -> job.add(question.toString()));
        }
        Evaluator.Judgements judged = journaled(
                "judgements",
                job,
                metric.name() + ": " + modelName + " judges " + answers.size() + " rows",
                journal -> evaluator.judge(metric, answers, journal));
        if (judged.stopped().isPresent()) {
            throw new NotEnough(
                    judged.stopped().get(), judged.answers().size() + " of " + answers.size() + " rows", spend());
        }
        return judged.answers();
    }

    private <T> T journaled(String name, Fingerprint job, String doing, Function<Journal, T> work) {
        return new KeptReplies(console, quiet, workspace, name, job).in(journal -> {
            view.accept(new RunEvent.PhaseStarted(doing));
            return PaidWork.ofTheSameCommand(console).in(() -> work.apply(journal));
        });
    }

    @Override
    public void close() {
        view.close();
        workspace.close();
    }

    /** The budget ended before all that was needed was there. What was paid for is kept. */
    public static final class NotEnough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StopReason reason;
        private final transient Spend spend;

        /** @param had what there is, such as "23 of 40 answers" */
        public NotEnough(StopReason reason, String had, Spend spend) {
            super("the budget ended (" + reason.label() + ") after " + had + "; spent " + Amounts.spent(spend)
                    + "\nMaybe give a larger --budget: the same command goes on from there.");
            this.reason = reason;
            this.spend = spend;
        }

        /** Prints the object that {@code --json} promises, with what was spent and why it ended. Returns itself, to be thrown. */
        public NotEnough asJson(Console console) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("spent", Figures.spent(spend));
            fields.put("stopped", reason.label());
            console.out().println(Json.line(fields));
            return this;
        }
    }

    /** @throws InvalidInputException where a row lacks an input */
    public static void checkInputs(String shown, Program program, List<Example> rows) {
        Set<String> placeholders = program.isChain()
                ? program.inputs()
                : program.prompts().values().iterator().next().placeholders();
        if (placeholders.isEmpty()) {
            throw PromptFile.withoutPlaceholder("the prompt \"" + shown + "\"", Where.NOWHERE);
        }
        for (Example row : rows) {
            for (String placeholder : placeholders) {
                if (!row.allInputs().containsKey(placeholder)) {
                    throw new InvalidInputException(
                            "the row has no value for the "
                                    + (program.isChain()
                                            ? "input \"" + placeholder + "\" of the chain \""
                                            : "placeholder {{" + placeholder + "}} of the prompt \"")
                                    + shown + "\"; it has " + row.allInputs().keySet(),
                            row.where(),
                            "the " + (program.isChain() ? "chain" : "prompt") + " belongs to another task.");
                }
            }
        }
    }

    /**
     * What {@code --model} says, else the model that the prompt was optimized for, else {@code otherwise}.
     *
     * @throws InvalidInputException where it was optimized for several, and none is asked for
     */
    public static String model(@Nullable String asked, Map<String, ?> metadata, String otherwise) {
        if (asked != null) {
            return asked;
        }
        if (!(metadata.get("emend") instanceof Map<?, ?> provenance)
                || !(provenance.get("models") instanceof Map<?, ?> models)) {
            return otherwise;
        }
        if (models.get("task") instanceof List<?> several) {
            throw new InvalidInputException(
                    "the prompt was optimized for "
                            + several.stream().map(String::valueOf).collect(Collectors.joining(" and ")),
                    Where.NOWHERE,
                    "name one of them with --model.");
        }
        return models.get("task") instanceof String task ? task : otherwise;
    }
}
