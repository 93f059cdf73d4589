package dev.emend.cli.calibrate;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.console.Table;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.Version;
import dev.emend.evaluation.Interval;
import dev.emend.evaluation.agreement.Agreement;
import dev.emend.evaluation.agreement.AgreementGain;
import dev.emend.format.result.Figures;
import dev.emend.format.task.JudgeFile;
import dev.emend.judge.calibration.Calibration;
import dev.emend.judge.calibration.CalibrationResult;
import dev.emend.judge.calibration.CalibrationResult.Proof;
import dev.emend.judge.calibration.CalibrationTask;
import dev.emend.judge.calibration.Foresight;
import dev.emend.judge.calibration.Kind;
import dev.emend.judge.calibration.NextLabel;
import dev.emend.run.Inquiry;
import dev.emend.run.Spend;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a calibration found, for the terminal, as JSON, and as a judge file.
 *
 * @param models the judge and the meta-model
 */
record CalibrationReport(Console console, CalibrationTask task, Path data, List<String> models) {

    /**
     * Before anything is spent: what the judge will see, and what this hold-out can show.
     *
     * @param repeated an input that several rows share, where every row is a group of its own
     */
    void foresee(Optional<String> repeated) {
        console.err()
                .println("note: beside the output the judge sees "
                        + (task.shown().isEmpty() ? "nothing" : Printable.line(String.join(", ", task.shown())))
                        + "; --show chooses.");
        repeated.ifPresent(input -> console.err()
                .println("note: several rows have the same " + Printable.line(input)
                        + ", but each row counts as a group of its own. Maybe say which belong together: --group "
                        + Printable.line(input) + "."));
        Foresight foresight = Calibration.foresight(task);
        int items = task.items().holdout().size();
        console.err()
                .println("note: " + items + " hold-out items in " + foresight.groups()
                        + (foresight.groups() == 1 ? " group. " : " groups. ")
                        + shows(foresight, foresight.groups() < items ? "rows of more groups" : "more rows"));
    }

    /** @param more what would show more */
    private static String shows(Foresight foresight, String more) {
        String advice = " Maybe label " + more + ": --label-next says which.";
        return foresight.detectable() >= 1
                ? "So few can show nothing about the agreement with people; the search still runs." + advice
                : String.format(
                        Locale.ROOT,
                        "They tell a judge's agreement to about ±%.2f, and can hardly prove a gain of less than %.2f.%s",
                        foresight.halfWidth(),
                        foresight.detectable(),
                        foresight.detectable() > 0.25 ? advice : "");
    }

    void print(CalibrationResult result, Inquiry inquiry, Optional<Path> written) {
        console.out().println(console.outStyle().bold(Printable.line(result.explanation())));
        console.out().println();
        Table table = new Table("on the hold-out", task.coefficient().label(), "95 % interval", "n");
        row(
                table,
                "plain judge: " + result.plain().design().label(),
                result.plain().agreement());
        if (result.gain().isPresent()) {
            row(
                    table,
                    "best judge: " + result.best().design().label(),
                    result.best().agreement());
            AgreementGain gain = result.gain().get();
            table.row(List.of(
                    String.format(Locale.ROOT, "difference, p = %.4f", gain.p()),
                    String.format(Locale.ROOT, "%+.2f", gain.value()),
                    gain.interval().map(CalibrationReport::range).orElse(""),
                    Integer.toString(gain.n())));
        }
        result.people().ifPresent(people -> row(table, "people among themselves", people));
        table.lines(console.width(), console.outStyle()).forEach(console.out()::println);
        consistency(result);
        line(result);
        trials(result);
        next(result);
        result.notes().forEach(note -> console.out().println("note: " + Printable.line(note)));
        Summary summary = new Summary(console);
        summary.line("seed", Long.toString(task.seed()));
        summary.line("spent", Amounts.spent(inquiry.spend()));
        written.ifPresent(file -> summary.line("judge", Console.shown(file)));
        inquiry.stopped()
                .ifPresent(reason -> console.err()
                        .println("The budget ended first (" + reason.label()
                                + "). The same command with more goes on from there."));
    }

    private static void row(Table table, String name, Agreement agreement) {
        table.row(List.of(
                name,
                agreement.value().isPresent()
                        ? String.format(Locale.ROOT, "%.2f", agreement.value().getAsDouble())
                        : "undefined",
                agreement.interval().map(CalibrationReport::range).orElse(""),
                Integer.toString(agreement.n())));
    }

    private static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.2f to %.2f", interval.low(), interval.high());
    }

    private void consistency(CalibrationResult result) {
        if (result.plain().consistency().isPresent()) {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "Same verdict in both orders: plain %.0f %%%s",
                            100 * result.plain().consistency().getAsDouble(),
                            result.gain().isEmpty()
                                    ? ""
                                    : result.best().consistency().isPresent()
                                            ? String.format(
                                                    Locale.ROOT,
                                                    ", best %.0f %%",
                                                    100
                                                            * result.best()
                                                                    .consistency()
                                                                    .getAsDouble())
                                            : ", best: there is no order in it"));
        }
    }

    private void line(CalibrationResult result) {
        result.line()
                .ifPresent(line -> console.out()
                        .println(String.format(
                                Locale.ROOT,
                                "Distance from people's ratings (%s): %.2f as graded, %.2f by the line fitted on other"
                                        + " items",
                                task.people().text(),
                                line.before(),
                                line.after())));
    }

    private void trials(CalibrationResult result) {
        console.out().println();
        Table table = new Table("tried on validation items", task.coefficient().label(), "n");
        result.trials()
                .forEach(trial -> table.row(List.of(
                        trial.design().label(),
                        String.format(Locale.ROOT, "%.2f", trial.agreement()),
                        Integer.toString(trial.n()))));
        table.lines(console.width(), console.outStyle()).forEach(console.out()::println);
        console.out().println();
    }

    private void next(CalibrationResult result) {
        if (result.next().isEmpty()) {
            return;
        }
        Table table = new Table(
                task.unlabelled().isEmpty() ? "rate a second time" : "rate next", "group", "one judge", "the other");
        for (NextLabel label : result.next()) {
            table.row(List.of(label.id(), Table.cut(label.group(), 24), place(label.one()), place(label.other())));
        }
        table.lines(console.width(), console.outStyle()).forEach(console.out()::println);
        console.out().println();
    }

    private static String place(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    JudgeFile judgeFile(CalibrationResult result, Spend spend) {
        Map<String, @Nullable Object> provenance = new LinkedHashMap<>();
        provenance.put("version", Version.current());
        provenance.put("data", data.toString());
        provenance.put("judge", models.getFirst());
        provenance.put("meta", models.getLast());
        provenance.put("seed", task.seed());
        provenance.put("decision", decision(result));
        provenance.put("agreement", proved(result));
        provenance.put("calls", spend.calls());
        return new JudgeFile(result.judge().metric(), result.judge().options(), provenance);
    }

    private Map<String, Object> proved(CalibrationResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("coefficient", task.coefficient().label());
        fields.put("holdout", result.plain().agreement().n());
        result.plain().agreement().value().ifPresent(value -> fields.put("plain", value));
        if (result.gain().isPresent()) {
            result.best().agreement().value().ifPresent(value -> fields.put("best", value));
            fields.put("p", result.gain().get().p());
        }
        return fields;
    }

    private static String decision(CalibrationResult result) {
        return result.decision()
                .map(decision -> decision.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("none");
    }

    Map<String, Object> fields(CalibrationResult result, Inquiry inquiry, Optional<Path> written) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", data.toString());
        fields.put("model", models.getFirst());
        fields.put("metaModel", models.getLast());
        fields.put("kind", task.kind() == Kind.PAIRS ? "pairs" : "grades");
        fields.put("coefficient", task.coefficient().label());
        fields.put("seed", task.seed());
        fields.put("train", task.items().train().size());
        fields.put("validation", task.items().validation().size());
        fields.put("holdout", task.items().holdout().size());
        fields.put("groups", result.foresight().groups());
        fields.put("halfWidth", result.foresight().halfWidth());
        fields.put("detectable", result.foresight().detectable());
        fields.put("decision", decision(result));
        fields.put("explanation", result.explanation());
        fields.put("plain", proof(result.plain()));
        fields.put("best", proof(result.best()));
        result.gain().ifPresent(gain -> fields.put("gain", gain(gain)));
        result.people().ifPresent(people -> fields.put("people", agreement(people)));
        result.line()
                .ifPresent(line -> fields.put(
                        "line",
                        Json.ordered(
                                "map", line.map().text(), "distance", line.before(), "distanceByLine", line.after())));
        fields.put(
                "trials",
                result.trials().stream()
                        .map(trial -> Json.ordered(
                                "design", trial.design().label(), "agreement", trial.agreement(), "n", trial.n()))
                        .toList());
        fields.put(
                "labelNext",
                result.next().stream()
                        .map(next -> Json.ordered("id", next.id(), "group", next.group()))
                        .toList());
        fields.put(
                "judge",
                Json.ordered(
                        "metric",
                        result.judge().metric(),
                        "options",
                        result.judge().options()));
        written.ifPresent(file -> fields.put("file", file.toString()));
        fields.put("notes", result.notes());
        fields.put("spent", Figures.spent(inquiry.spend()));
        inquiry.stopped().ifPresent(reason -> fields.put("stopped", reason.label()));
        return fields;
    }

    private static Map<String, Object> proof(Proof proof) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("design", proof.design().label());
        fields.putAll(agreement(proof.agreement()));
        proof.consistency().ifPresent(share -> fields.put("consistency", share));
        return fields;
    }

    private static Map<String, Object> agreement(Agreement agreement) {
        Map<String, Object> fields = new LinkedHashMap<>();
        agreement.value().ifPresent(value -> fields.put("value", value));
        agreement.interval().ifPresent(interval -> fields.put("interval", Figures.interval(interval)));
        fields.put("n", agreement.n());
        return fields;
    }

    private static Map<String, Object> gain(AgreementGain gain) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", gain.value());
        gain.interval().ifPresent(interval -> fields.put("interval", Figures.interval(interval)));
        fields.put("p", gain.p());
        fields.put("test", gain.test());
        fields.put("n", gain.n());
        fields.put("groups", gain.groups());
        return fields;
    }
}
