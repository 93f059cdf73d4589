package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.output.ChainMark;
import dev.emend.cli.output.OutputFile;
import dev.emend.format.chain.ChainFile;
import dev.emend.prompt.Prompt;
import dev.emend.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What becomes of a chain: a chain file, and the prompts that were changed, each in a file of its own next to it, which has its name
 * and the step's. The chain file names them in place of the user's.
 *
 * @param chain the user's own
 * @param file where the changed chain goes
 */
record ChainOutput(ChainFile chain, Path file) {

    private Path prompt(String step) {
        String name = String.valueOf(file.getFileName());
        String stem = ChainFile.isNamed(file) ? name.substring(0, name.lastIndexOf('.')) : name;
        return file.resolveSibling(stem + "." + step + ".prompty");
    }

    private Path folder() {
        return Path.of(chain.file()).toAbsolutePath().normalize().resolveSibling("");
    }

    /** @throws InvalidInputException where a file that Emend did not write, or one of the user's chain, would be overwritten */
    void check() throws IOException {
        Path folder = folder();
        if (!file.toAbsolutePath().normalize().resolveSibling("").equals(folder)) {
            throw new InvalidInputException(
                    "the chain \"" + Console.shown(file)
                            + "\" would stand in another folder than yours, where its files are" + " not found",
                    Where.NOWHERE,
                    "name a file in " + folder + ".");
        }
        for (String step : chain.prompts().keySet()) {
            Path target = prompt(step);
            if (Files.exists(target)) {
                refuseOwn(target);
                OutputFile.requireOwn(target, OutputFile::isPromptOfEmend);
            }
        }
    }

    private void refuseOwn(Path target) throws IOException {
        for (String path : chain.sources().keySet()) {
            Path source = folder().resolve(path);
            if (Files.exists(source) && Files.isSameFile(source, target)) {
                throw new InvalidInputException(
                        "a prompt would overwrite \"" + Console.shown(target) + "\", which your own chain names",
                        Where.NOWHERE,
                        "give --out another name.");
            }
        }
    }

    /** The content of each file that holds the champion. */
    Map<Path, String> champion(String run, StoredRun stored, RunResult result) {
        RunResult.Chain found = result.chain().orElseThrow();
        Map<Path, String> files = new LinkedHashMap<>();
        Map<String, String> paths = new TreeMap<>();
        Map<String, String> sources = new TreeMap<>(chain.sources());
        found.champion().prompts().forEach((step, prompt) -> {
            ChainFile.Named named = chain.prompts().get(step);
            if (named == null || prompt.equals(named.prompt().prompt())) {
                return;
            }
            String name = String.valueOf(prompt(step).getFileName());
            String text = text(run, stored, result, named, prompt);
            paths.put(step, name);
            sources.put(name, text);
            files.put(prompt(step), text);
        });
        String text = chain.withPrompts(paths);
        String read = ChainFile.parse(chain.file(), text, sources, chain.tools())
                .program()
                .fingerprint();
        if (!read.equals(found.champion().fingerprint())) {
            throw new IllegalStateException("the chain file would not name the prompts that were found");
        }
        files.put(file, ChainMark.marked(text));
        return files;
    }

    private static String text(String run, StoredRun stored, RunResult result, ChainFile.Named named, Prompt prompt) {
        return named.prompt()
                .withPrompt(prompt)
                .withProvenance(Provenance.of(
                        run, stored.loaded(), result, named.prompt().prompt(), prompt))
                .text();
    }
}
