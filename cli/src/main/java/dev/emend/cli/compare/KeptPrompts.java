package dev.emend.cli.compare;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Amounts;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import dev.emend.cli.console.Summary;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.cli.output.Version;
import dev.emend.format.evaluation.ComparisonReport;
import dev.emend.format.prompt.PromptFile;
import dev.emend.run.Ranking;
import dev.emend.run.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts that a comparison keeps, as files that say where they come from. */
record KeptPrompts(ComparisonReport report, ComparedFiles given) {

    private static final String ENDING = ".prompty";

    /** By file name, in the order chosen. */
    Map<String, PromptFile> files() {
        Map<String, PromptFile> files = new LinkedHashMap<>();
        for (String name : report.ranking().selected()) {
            int number = 1;
            while (files.containsKey(numbered(stem(name), number))) {
                number++;
            }
            files.put(numbered(stem(name), number), file(place(name)));
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
        // A blend has the form of its first parent, and what that one's file says beside the prompt.
        String source = place.isBlend() ? place.parents().getFirst() : place.name();
        PromptFile form = Optional.ofNullable(given.files().get(source)).orElseGet(() -> PromptFile.of(place.prompt()));
        if (!place.isBlend() && OutputFile.isOfEmend(form)) {
            return form;
        }
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("version", Version.current());
        provenance.put("prompt", place.prompt().fingerprint());
        provenance.put("comparison", report.task());
        provenance.put("metric", report.metric());
        provenance.put("models", Map.of("task", report.models().size() == 1 ? report.model() : report.models()));
        provenance.put("seed", report.seed());
        provenance.put("operator", place.operator());
        if (place.isBlend()) {
            provenance.put("parents", place.parents());
            provenance.put("hypothesis", place.hypothesis());
        } else {
            provenance.put("file", place.name());
        }
        if (place.equals(report.ranking().winner())) {
            report.ranking()
                    .gate()
                    .ifPresent(gate -> provenance.put("verdict", gate.verdict().label()));
        }
        return form.withPrompt(place.prompt()).withProvenance(provenance);
    }

    /**
     * Writes all or none.
     *
     * @return the files
     * @throws InvalidInputException where a file in the folder holds anything that Emend would destroy
     */
    List<Path> write(Path folder) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, PromptFile> kept : files().entrySet()) {
            Path file = folder.resolve(kept.getKey());
            String text = kept.getValue().text();
            check(file, given, text);
            texts.put(file, text);
        }
        for (Map.Entry<Path, String> file : texts.entrySet()) {
            TextOutput.write(file.getKey(), file.getValue());
        }
        return List.copyOf(texts.keySet());
    }

    void print(Console console) {
        Ranking ranking = report.ranking();
        Summary summary = new Summary(console);
        summary.line("kept", String.join(", ", ranking.selected()));
        if (ranking.reference().isBaseline()) {
            summary.line("use", ranking.use().name());
        }
        summary.line("spent", Amounts.spent(ranking.spend()));
        if (ranking.stopped() != StopReason.FINISHED) {
            summary.line("go on", "with the same command and a larger --budget");
        }
    }

    void printBlends(Console console) {
        blends().forEach((name, file) -> {
            console.out().println();
            console.out().println(console.outStyle().bold(name));
            console.out().println(Printable.text(file.text()));
        });
    }

    /**
     * Looks before anything is spent whether files are in the way of what may be kept.
     *
     * @param places how many are kept, at most
     * @param blends how many are written, at most
     */
    static void check(Path folder, ComparedFiles given, int places, int blends) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "the output \"" + Console.shown(folder) + "\" is a file", Where.NOWHERE, "--out names a folder.");
        }
        Map<String, Integer> stems = new LinkedHashMap<>();
        for (Map.Entry<String, PromptFile> own : given.files().entrySet()) {
            String stem = stem(own.getKey());
            int number = stems.merge(stem, 1, Integer::sum);
            if (number <= places) {
                check(
                        folder.resolve(numbered(stem, number)),
                        given,
                        own.getValue().text());
            }
        }
        for (int blend = 1; blend <= blends; blend++) {
            check(folder.resolve("blend-" + blend + ENDING), given, "");
        }
    }

    /** @param own of which a copy may stand there */
    private static void check(Path file, ComparedFiles given, String own) throws IOException {
        TextOutput.check(file, given.paths());
        new OutputFile(file, true).check(file.resolveSibling(file.getFileName() + ".none"), own);
    }

    /** @param number among those of one stem, from 1 */
    private static String numbered(String stem, int number) {
        return stem + (number == 1 ? "" : "-" + number) + ENDING;
    }
}
