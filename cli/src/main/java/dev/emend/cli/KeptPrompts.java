package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.view.Printable;
import dev.emend.format.evaluation.ComparisonReport;
import dev.emend.format.prompt.PromptFile;
import dev.emend.run.Ranking;
import dev.emend.run.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The prompts that a comparison keeps, as files: a given one as it was, a blend with where it comes from. */
record KeptPrompts(ComparisonReport report, ComparedFiles given) {

    private static final String ENDING = ".prompty";

    /** By file name, in the order chosen. */
    Map<String, PromptFile> files() {
        Map<String, PromptFile> files = new LinkedHashMap<>();
        for (String name : report.ranking().selected()) {
            String stem = stem(name);
            String free = stem;
            for (int i = 2; files.containsKey(free + ENDING); i++) {
                free = stem + "-" + i;
            }
            files.put(free + ENDING, file(place(name)));
        }
        return files;
    }

    /** Those that were blended, by name. */
    Map<String, PromptFile> blends() {
        Map<String, PromptFile> blends = new LinkedHashMap<>();
        for (String name : report.ranking().selected()) {
            if (place(name).isBlend()) {
                blends.put(name, file(place(name)));
            }
        }
        return blends;
    }

    private Ranking.Place place(String name) {
        return report.ranking().places().stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String stem(String name) {
        String last = String.valueOf(Path.of(name).getFileName());
        int ending = last.indexOf('.', 1);
        return ending < 0 ? last : last.substring(0, ending);
    }

    private PromptFile file(Ranking.Place place) {
        if (!place.isBlend()) {
            return Objects.requireNonNull(given.files().get(place.name()));
        }
        // A blend has the form of its first parent, and what that one's file says beside the prompt.
        PromptFile form = Optional.ofNullable(given.files().get(place.parents().getFirst()))
                .orElseGet(() -> PromptFile.of(place.prompt()));
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("version", Emend.version());
        provenance.put("prompt", place.prompt().fingerprint());
        provenance.put("comparison", report.task());
        provenance.put("metric", report.metric());
        provenance.put("models", Map.of("task", report.model()));
        provenance.put("seed", report.seed());
        provenance.put("operator", place.operator());
        provenance.put("parents", place.parents());
        provenance.put("hypothesis", place.hypothesis());
        return form.withPrompt(place.prompt()).withProvenance(provenance);
    }

    /** @throws InvalidInputException where a file in the folder holds anything that Emend would destroy */
    void write(Path folder) throws IOException {
        check(folder);
        for (Map.Entry<String, PromptFile> kept : files().entrySet()) {
            Path file = folder.resolve(kept.getKey());
            String text = kept.getValue().text();
            new OutputFile(file, true).check(file.resolveSibling(kept.getKey() + ".none"), text);
            RunFiles.write(file, text);
        }
    }

    /** @param folder where they were written, if they were; else blends are printed */
    void print(Console console, Optional<Path> folder) {
        Ranking ranking = report.ranking();
        Summary summary = new Summary(console);
        summary.line("kept", String.join(", ", ranking.selected()));
        if (ranking.baseline()) {
            summary.line("use", ranking.use().name());
        }
        summary.line("spent", Summary.spent(ranking.spend()));
        if (ranking.stopped() != StopReason.FINISHED) {
            summary.line("go on", "with the same command and a larger --budget");
        }
        if (folder.isPresent()) {
            files().keySet()
                    .forEach(file ->
                            summary.line("written", Console.shown(folder.get().resolve(file))));
            return;
        }
        blends().forEach((name, file) -> {
            console.out().println();
            console.out().println(console.outStyle().bold(name));
            console.out().println(Printable.text(file.text()));
        });
    }

    static void check(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "the output \"" + Console.shown(folder) + "\" is a file", Where.NOWHERE, "--out names a folder.");
        }
    }
}
