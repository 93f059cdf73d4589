package dev.emend.cli.refine;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.console.Table;
import dev.emend.cli.output.Json;
import dev.emend.data.Example;
import dev.emend.format.result.Figures;
import dev.emend.refine.Ending;
import dev.emend.refine.Finding;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.Refined;
import dev.emend.refine.Refinement;
import dev.emend.refine.Round;
import dev.emend.refine.SelfRefinement;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code emend refine} made of rows, as lines for files, as JSON and as a table.
 *
 * @param checked by the metrics that steered nothing, as they were given
 * @param rows how many there were, answered or not
 * @param group the column by which rows belong together, where they do
 */
record RefinedRows(
        RefineSettings settings,
        RefineSignal signal,
        Refinement refinement,
        Map<String, SelfRefinement.Checked> checked,
        Spend spend,
        Optional<StopReason> stopped,
        int rows,
        long seed,
        Optional<String> group) {

    private Optional<BeforeAfter> steering() {
        return BeforeAfter.of(
                settings.signal().name(), settings.signal(), refinement.firsts(), refinement.bests(), seed, keys());
    }

    private List<BeforeAfter> checking() {
        List<BeforeAfter> lines = new ArrayList<>();
        for (RefineSignal.Check check : signal.checks()) {
            SelfRefinement.Checked both =
                    checked.getOrDefault(check.text(), new SelfRefinement.Checked(List.of(), List.of()));
            BeforeAfter.of(check.text(), check.metric(), both.before(), both.after(), seed, keys())
                    .ifPresent(lines::add);
        }
        return lines;
    }

    /** By id: what steers does not see the right answer, by which rows may be grouped. */
    private Function<Example, String> keys() {
        Map<String, String> keys = new HashMap<>();
        group.ifPresent(column -> refinement
                .refined()
                .forEach(one -> keys.put(one.input().id(), one.input().column(column))));
        return example -> keys.getOrDefault(example.id(), example.id());
    }

    String answerLines() {
        StringBuilder lines = new StringBuilder();
        for (Refined one : refinement.refined()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", one.input().id());
            fields.put("inputs", one.input().allInputs());
            fields.put("output", one.answer());
            fields.put("score", one.score().value());
            fields.put("first_output", one.first().answer());
            fields.put("first_score", one.first().score().value());
            fields.put("round", one.best().number());
            fields.put("ending", one.ending().label());
            lines.append(Json.line(fields)).append('\n');
        }
        return lines.toString();
    }

    String historyLines() {
        StringBuilder lines = new StringBuilder();
        for (Refined one : refinement.refined()) {
            for (Round round : one.history()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("id", one.input().id());
                fields.put("round", round.number());
                fields.put("output", round.answer());
                fields.put("score", round.score().value());
                fields.put("feedback", round.score().feedback());
                round.critique()
                        .ifPresent(critique -> fields.put(
                                "critique",
                                critique.findings().stream()
                                        .map(RefinedRows::finding)
                                        .toList()));
                fields.put("best", round.number() == one.best().number());
                if (round.equals(one.history().getLast())) {
                    fields.put("ending", one.ending().label());
                }
                lines.append(Json.line(fields)).append('\n');
            }
        }
        return lines.toString();
    }

    private static Map<String, String> finding(Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", finding.source());
        fields.put("what", finding.what());
        fields.put("where", finding.where());
        fields.put("why", finding.why());
        fields.put("how", finding.how());
        return fields;
    }

    /** @param single whether there is one input, whose answer itself is the result */
    void print(Console console, boolean json, boolean single, Path prompt, String model) {
        if (json) {
            console.out().println(Json.line(fields(prompt, model, single)));
        } else if (single) {
            refinement.refined().forEach(one -> {
                console.out().println(Printable.text(one.answer()));
                console.err().println(oneLine(one));
            });
        } else {
            table(console, model);
        }
        stopped.ifPresent(reason -> console.err()
                .println("The budget ended first (" + reason.label() + "), after "
                        + refinement.refined().size() + " of " + rows
                        + " inputs were answered: the same command with more goes on from there."));
    }

    private String oneLine(Refined one) {
        return Amounts.score(one.score().value()) + " by "
                + Printable.line(settings.signal().name())
                + (one.best().number() == 0
                        ? ", the first answer"
                        : ", after " + Amounts.score(one.first().score().value()) + " at first; revision "
                                + one.best().number())
                + "; ended: " + one.ending().label() + "; " + one.calls() + (one.calls() == 1 ? " call" : " calls")
                + (one.score().value() < settings.target()
                        ? "\n" + Printable.line(one.score().feedback())
                        : "");
    }

    private void table(Console console, String model) {
        console.out()
                .println(refinement.refined().size() + " rows answered by " + model + ", refined by "
                        + Printable.line(settings.signal().name()) + " to " + Amounts.score(settings.target())
                        + ", seed "
                        + seed
                        + group.map(column -> ", in groups of one " + Printable.line(column))
                                .orElse(""));
        Table table = new Table("metric", "first", "best", "change", "95 % interval", "better", "worse", "same");
        steering().ifPresent(line -> table.row(cells(line, " (steers)")));
        checking().forEach(line -> table.row(cells(line, " (check)")));
        table.lines(console.width(), console.outStyle()).forEach(console.out()::println);
        Summary summary = new Summary(console);
        Stream.concat(steering().stream(), checking().stream())
                .forEach(line -> line.warnings()
                        .forEach(warning -> summary.line("note", Printable.line(line.name()) + ": " + warning)));
        summary.line("ended", endings());
        summary.line("revisions", each(revisions()) + " an input; " + untouched() + " needed none");
        summary.line("calls", each(calls()) + " an input");
        summary.line("spent", Amounts.spent(spend));
        console.out()
                .println("The score that steers also chose the best answers, so none is below its first."
                        + (signal.checks().isEmpty()
                                ? " --check METRIC tells what a metric that steers nothing says."
                                : ""));
    }

    private static List<String> cells(BeforeAfter line, String role) {
        return List.of(
                line.name() + role,
                Amounts.score(line.before()),
                Amounts.score(line.after()),
                String.format(Locale.ROOT, "%+.1f", 100 * line.difference().value()),
                String.format(
                        Locale.ROOT,
                        "%+.1f to %+.1f",
                        100 * line.difference().interval().low(),
                        100 * line.difference().interval().high()),
                Integer.toString(line.up()),
                Integer.toString(line.down()),
                Integer.toString(line.same()));
    }

    private String endings() {
        return ends().entrySet().stream()
                .map(end -> end.getKey() + " " + end.getValue())
                .collect(Collectors.joining(", "));
    }

    /** How many ended why, in the order of the reasons. */
    private Map<String, Long> ends() {
        Map<String, Long> ends = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            long count = refinement.refined().stream()
                    .filter(one -> one.ending() == ending)
                    .count();
            if (count > 0) {
                ends.put(ending.label(), count);
            }
        }
        return ends;
    }

    private int revisions() {
        return refinement.refined().stream().mapToInt(Refined::revisions).sum();
    }

    private long untouched() {
        return refinement.refined().stream()
                .filter(one -> one.ending() == Ending.MET && one.history().size() == 1)
                .count();
    }

    private int calls() {
        return refinement.refined().stream().mapToInt(Refined::calls).sum();
    }

    private String each(int sum) {
        return String.format(
                Locale.ROOT,
                "%.1f",
                (double) sum / Math.max(1, refinement.refined().size()));
    }

    private Map<String, Object> fields(Path prompt, String model, boolean single) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", prompt.toString());
        fields.put("mode", "answer");
        fields.put("model", model);
        fields.put("seed", seed);
        fields.put("n", refinement.refined().size());
        fields.put("rows", rows);
        fields.put("target", settings.target());
        group.ifPresent(column -> fields.put("group", column));
        if (single) {
            refinement.refined().forEach(one -> fields.put("output", one.answer()));
        }
        steering().ifPresent(line -> fields.put("steers", line.fields()));
        fields.put("checks", checking().stream().map(BeforeAfter::fields).toList());
        fields.put("endings", ends());
        fields.put("revisions", revisions());
        fields.put("calls", calls());
        fields.put("spent", Figures.spent(spend));
        stopped.ifPresent(reason -> fields.put("stopped", reason.label()));
        return fields;
    }
}
