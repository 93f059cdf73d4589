package dev.emend.cli.generate;

import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.console.Table;
import dev.emend.cli.output.Json;
import dev.emend.format.result.Figures;
import dev.emend.format.specification.CandidateFile;
import dev.emend.generation.Gap;
import dev.emend.generation.Generated;
import dev.emend.generation.GeneratedPrompt;
import dev.emend.generation.GeneratedPrompt.Standing;
import dev.emend.generation.PropertyCheck;
import dev.emend.generation.Specification;
import dev.emend.generation.Specification.Artifact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a generation gave, for people and as JSON. */
final class GeneratedView {

    private final Console console;
    private final Specification specification;
    private final Generated generated;
    private final long seed;
    private final Map<Integer, CandidateFolder.Written> files;
    private final CandidateFile form;

    GeneratedView(
            Console console,
            Specification specification,
            Generated generated,
            long seed,
            Map<Integer, CandidateFolder.Written> files,
            CandidateFile form) {
        this.console = console;
        this.specification = specification;
        this.generated = generated;
        this.seed = seed;
        this.files = files;
        this.form = form;
    }

    void print() {
        String what = specification.artifact().label();
        console.out()
                .println(console.outStyle()
                        .bold(generated.candidates().size() + " candidates (" + what + "), seed " + seed
                                + (generated.isScored() ? "" : ": unproven")));
        console.out().println();
        Table table = new Table(
                "candidate",
                "technique",
                "layout",
                "stresses",
                "written by",
                score(),
                "over plain",
                "mended",
                "not met");
        generated
                .plainStanding()
                .ifPresent(plain -> table.row(
                        List.of("plain", "", "", "", "rule", Amounts.estimate(plain.estimate()), "", "", "")));
        generated.candidates().forEach(candidate -> table.row(cells(candidate)));
        table.lines(console.width(), console.outStyle()).forEach(console.out()::println);
        console.out().println();
        Summary summary = new Summary(console);
        generated
                .diversity()
                .meaning()
                .ifPresent(apart -> summary.line(
                        "diversity",
                        String.format(Locale.ROOT, "%.3f mean distance between two in meaning", apart)
                                + (generated.diversity().words().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                ", %.0f %% of words apart",
                                                100
                                                        * generated
                                                                .diversity()
                                                                .words()
                                                                .getAsDouble())
                                        : "")));
        summary.line("examples", generated.shown() + " shown, " + generated.scored() + " scored");
        summary.line("spent", Amounts.spent(generated.spend()));
        listed("Assumed:", generated.open().stream().map(Gap::assumption).toList());
        listed("Note:", generated.notes());
        generated
                .stopped()
                .ifPresent(reason -> console.out()
                        .println("\nThe budget ended (" + reason.label()
                                + "). Maybe give a larger --budget: the same command goes on from there."));
        next(summary);
    }

    private String score() {
        boolean judged = generated.candidates().stream()
                .flatMap(candidate -> candidate.standing().stream())
                .anyMatch(standing -> standing.basis() == GeneratedPrompt.Basis.JUDGE);
        return judged ? "preferred to plain" : "score";
    }

    private static List<String> cells(GeneratedPrompt candidate) {
        return List.of(
                String.valueOf(candidate.number()),
                candidate.assignment().technique().label(),
                candidate.assignment().layout().label(),
                Table.cut(candidate.assignment().emphasis().property(), 32),
                candidate.origin().label(),
                candidate
                        .standing()
                        .map(Standing::estimate)
                        .map(Amounts::estimate)
                        .orElse("–"),
                candidate
                        .standing()
                        .flatMap(Standing::overPlain)
                        .map(over -> String.format(
                                Locale.ROOT, "%+.1f (%s)", 100 * over.value(), Amounts.range(over.interval())))
                        .orElse("–"),
                count(candidate, PropertyCheck.Verdict.MENDED),
                count(candidate, PropertyCheck.Verdict.NOT_MET));
    }

    private static String count(GeneratedPrompt candidate, PropertyCheck.Verdict verdict) {
        return String.valueOf(candidate.critique().stream()
                .filter(check -> check.verdict() == verdict)
                .count());
    }

    private void listed(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            console.out().println();
            console.out().println(heading);
            lines.forEach(line -> console.out().println("  - " + Printable.line(line)));
        }
    }

    private void next(Summary summary) {
        if (generated.candidates().isEmpty()) {
            return;
        }
        CandidateFolder.Written best = written(generated.candidates().getFirst());
        List<String> next = new ArrayList<>();
        if (specification.artifact() == Artifact.JUDGE) {
            next.add("in a task file: " + CandidateFolder.metric(best.rubric()));
            next.add("emend judge audit --data FILE --rubric-file " + Console.shown(best.rubric()));
        } else if (specification.artifact() == Artifact.CHAIN) {
            next.add("emend run " + Console.shown(best.prompt()) + " --data FILE");
            next.add("emend evaluate " + Console.shown(best.prompt()) + " --task TASK");
            next.add("in a task file: chain: " + Console.shown(best.prompt()));
        } else {
            next.add("emend render " + Console.shown(best.prompt()) + " --set NAME=VALUE");
            next.add("emend evaluate " + Console.shown(best.prompt()) + " --task TASK");
        }
        summary.next(next);
    }

    private CandidateFolder.Written written(GeneratedPrompt candidate) {
        return files.getOrDefault(candidate.number(), CandidateFolder.Written.NOTHING);
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", specification.name());
        fields.put("for", specification.artifact().label());
        fields.put("specification", specification.fingerprint());
        fields.put("model", specification.model());
        fields.put("seed", seed);
        fields.put("evidence", generated.isScored() ? "scored" : "unproven");
        fields.put(
                "candidates",
                generated.candidates().stream().map(this::candidate).toList());
        generated.plainStanding().ifPresent(plain -> fields.put("plain", CandidateFile.standing(plain)));
        Map<String, Object> diversity = new LinkedHashMap<>();
        generated.diversity().meaning().ifPresent(value -> diversity.put("meaning", value));
        generated.diversity().words().ifPresent(value -> diversity.put("words", value));
        fields.put("diversity", diversity);
        Map<String, Object> assumed = new LinkedHashMap<>();
        generated.open().forEach(gap -> assumed.put(gap.label(), gap.assumption()));
        fields.put("assumptions", assumed);
        fields.put("notes", generated.notes());
        fields.put("shown", generated.shown());
        fields.put("scored", generated.scored());
        fields.put("spent", Figures.spent(generated.spend()));
        generated.stopped().ifPresent(reason -> fields.put("stopped", reason.label()));
        return Json.line(fields);
    }

    private Map<String, Object> candidate(GeneratedPrompt candidate) {
        CandidateFolder.Written written = written(candidate);
        Map<String, Object> fields = new LinkedHashMap<>(form.facts(candidate));
        fields.put(
                written.steps().isEmpty() ? "prompt" : "chain", written.prompt().toString());
        if (specification.artifact() == Artifact.JUDGE) {
            fields.put("rubric", written.rubric().toString());
            fields.put("metric", CandidateFolder.metric(written.rubric()));
        }
        if (!written.steps().isEmpty()) {
            fields.put("steps", CandidateFolder.steps(written));
        }
        return fields;
    }
}
