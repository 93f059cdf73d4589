package dev.emend.cli.refine;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.cli.output.Version;
import dev.emend.data.Example;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.UnreadVerdicts;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.result.Figures;
import dev.emend.metric.Metric;
import dev.emend.refine.LearnedPrompt;
import dev.emend.refine.LoopSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code emend refine --mode prompt} learned, as a prompt file and as a report.
 *
 * @param answers where the answers go, if they are wanted
 */
record LearnedPromptFile(
        PromptFile own,
        Path file,
        LoopSettings settings,
        LearnedPrompt learned,
        RefineSitting sitting,
        int rows,
        Optional<Path> answers) {

    /** What {@code --out} says; else {@code NAME.refined.prompty} next to the user's prompt, only for a new prompt. */
    static OutputFile output(Optional<Path> asked, Path prompt) {
        return asked.map(path -> new OutputFile(path, true)).orElseGet(() -> {
            String name = String.valueOf(prompt.getFileName());
            int ending = name.indexOf('.', 1);
            return new OutputFile(
                    prompt.resolveSibling((ending < 0 ? name : name.substring(0, ending)) + ".refined.prompty"), false);
        });
    }

    private boolean isNew() {
        return learned.replacements() > 0;
    }

    /**
     * Writes the new prompt or, where that is wanted, the user's own.
     *
     * @param seed the user's prompt file as it was when the rows were read
     * @throws dev.emend.InvalidInputException where a person has changed what stands there while the prompt learned
     */
    void write(OutputFile output, String seed) throws IOException {
        if (!isWritten(output)) {
            return;
        }
        output.check(file, seed);
        TextOutput.write(
                output.file(),
                isNew()
                        ? own.withPrompt(learned.prompt())
                                .withProvenance(provenance())
                                .text()
                        : seed);
    }

    private boolean isWritten(OutputFile output) {
        return isNew() || output.always();
    }

    /** The answers in the rows' order. */
    String answerLines(List<Example> all) {
        Map<String, LearnedPrompt.Answered> byId = new HashMap<>();
        learned.answers()
                .forEach(answered -> byId.put(answered.outcome().example().id(), answered));
        StringBuilder lines = new StringBuilder();
        for (Example row : all) {
            LearnedPrompt.Answered answered = byId.get(row.id());
            if (answered == null) {
                continue;
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", row.id());
            fields.put("inputs", row.allInputs());
            fields.put("output", answered.outcome().answer().text());
            fields.put("score", answered.outcome().score().value());
            fields.put("prompt", answered.replaced());
            lines.append(Json.line(fields)).append('\n');
        }
        return lines.toString();
    }

    private Map<String, Object> provenance() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.current());
        fields.put("refined", "prompt");
        fields.put("prompt", learned.prompt().fingerprint());
        fields.put("parent", own.prompt().fingerprint());
        Map<String, Object> models = new LinkedHashMap<>();
        models.put("task", sitting.models().task());
        models.put("meta", sitting.models().meta());
        fields.put("models", models);
        fields.put("metric", settings.signal().name());
        settings.group().ifPresent(column -> fields.put("group", column));
        fields.put("seed", sitting.seed());
        fields.put("rows", learned.rows());
        fields.put("gates", gates());
        return fields;
    }

    private List<Map<String, Object>> gates() {
        return learned.steps().stream()
                .flatMap(step -> step.gate().stream())
                .map(LearnedPromptFile::fields)
                .toList();
    }

    private static Map<String, Object> fields(LearnedPrompt.Gate gate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operator", gate.operator());
        fields.put("difference", gate.difference().value());
        fields.put(
                "interval",
                List.of(
                        gate.difference().interval().low(),
                        gate.difference().interval().high()));
        fields.put("n", gate.difference().n());
        fields.put("p", gate.difference().p());
        fields.put("alpha", gate.alpha());
        fields.put("passed", gate.passed());
        return fields;
    }

    void print(Console console, boolean json, OutputFile output) {
        Path result = isWritten(output) ? output.file() : file;
        if (json) {
            console.out().println(Json.line(fields(result)));
        } else {
            console.out()
                    .println(console.outStyle()
                            .bold(
                                    isNew()
                                            ? "A new prompt, after " + learned.replacements() + " of " + gates().size()
                                                    + " gates."
                                            : "No change: your prompt stays as it is."));
            for (int i = 0; i < learned.steps().size(); i++) {
                print(console, i + 1, learned.steps().get(i));
            }
            Summary summary = new Summary(console);
            summary.line("rows", learned.rows() + " of " + rows + " were answered");
            unread().warning().ifPresent(warning -> summary.line("note", warning));
            summary.line("spent", Amounts.spent(learned.spend()));
            answers.ifPresent(path -> summary.line("answers", Console.shown(path)));
            summary.line("prompt", Console.shown(result));
            if (isNew()) {
                summary.next(List.of("emend diff " + Console.shown(file) + " " + Console.shown(output.file())));
            }
        }
        learned.stopped()
                .ifPresent(reason -> console.err()
                        .println("The budget ended first (" + reason.label()
                                + "): the same command with more goes on from there."));
    }

    private UnreadVerdicts unread() {
        return UnreadVerdicts.among(
                learned.steps().stream()
                        .flatMap(step -> step.outcomes().stream())
                        .toList(),
                settings.signal());
    }

    private void print(Console console, int number, LearnedPrompt.Step step) {
        Metric signal = settings.signal();
        long failures = step.outcomes().stream()
                .filter(outcome -> outcome.score().value() < settings.target())
                .count();
        console.out()
                .println("batch " + number + ": " + Amounts.score(signal.aggregate(step.outcomes())) + ", " + failures
                        + " of " + step.outcomes().size() + " below " + Amounts.score(settings.target()));
        for (LearnedPrompt.Tried tried : step.drafts()) {
            String said = tried.score().isPresent()
                    ? Amounts.score(tried.score().getAsDouble()) + " on the batch"
                    : "refused, " + Printable.line(tried.refused());
            console.out()
                    .println("  " + String.format(Locale.ROOT, "%-18s", tried.operator()) + said
                            + (tried.hypothesis().isEmpty() ? "" : ": " + Printable.line(tried.hypothesis())));
        }
        step.gate().ifPresent(gate -> console.out().println("  gate: " + line(gate)));
    }

    private String line(LearnedPrompt.Gate gate) {
        Difference difference = gate.difference();
        return String.format(
                Locale.ROOT,
                "%s %s: %+.1f points on %d fresh rows%s (95 %% interval %+.1f to %+.1f, p = %.4f, needed below %.4f)",
                gate.operator(),
                gate.passed() ? "passed" : "did not pass",
                100 * difference.value(),
                difference.n(),
                settings.group()
                        .map(column -> " in " + settings.window() + " groups of one " + Printable.line(column))
                        .orElse(""),
                100 * difference.interval().low(),
                100 * difference.interval().high(),
                difference.p(),
                gate.alpha());
    }

    private Map<String, Object> fields(Path result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", file.toString());
        fields.put("mode", "prompt");
        fields.put("model", sitting.models().task());
        fields.put("seed", sitting.seed());
        fields.put("changed", isNew());
        fields.put("result", result.toString());
        fields.put("rows", learned.rows());
        answers.ifPresent(path -> fields.put("answers", path.toString()));
        fields.put("metric", settings.signal().name());
        settings.group().ifPresent(column -> fields.put("group", column));
        fields.put(
                "batches",
                learned.steps().stream()
                        .map(step -> settings.signal().aggregate(step.outcomes()))
                        .toList());
        fields.put("gates", gates());
        if (unread().answers() > 0) {
            fields.put("unread", unread().answers());
        }
        fields.put("spent", Figures.spent(learned.spend()));
        learned.stopped().ifPresent(reason -> fields.put("stopped", reason.label()));
        return fields;
    }
}
