package dev.emend.cli.optimize;

import dev.emend.InvalidInputException;
import dev.emend.cli.console.Console;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.report.HtmlReport;
import dev.emend.format.result.ResultJson;
import dev.emend.prompt.Prompt;
import dev.emend.run.RunResult;
import dev.emend.run.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a finished run leaves: in its folder of the workspace the report, the result, the user's prompt and the champion;
 * and, where the user wants it, the prompt to use.
 */
record RunFiles(Path workspace, String run, StoredRun stored, RunResult result) {

    Path report() {
        return folder().resolve("report.html");
    }

    private Path folder() {
        return workspace.resolve("runs").resolve(run).toAbsolutePath().normalize();
    }

    private boolean isPromoted() {
        return result.verdict() == Verdict.PROMOTED;
    }

    private boolean isChain() {
        return stored.loaded().chain().isPresent();
    }

    private boolean hasChampion() {
        return result.championId() != 0;
    }

    /** The file with the prompt to use: the promoted one, or the user's own. */
    Path prompt() {
        return isPromoted() || stored.output().always() ? stored.output().file() : stored.seedFile();
    }

    /** As {@link #prompt}, but the run's own copy where another run has written over the file since, or it is gone. */
    Path promptNow() {
        if (!isOverwritten() && written().stream().allMatch(Files::exists)) {
            return prompt();
        }
        return isPromoted() ? kept() : stored.seedFile();
    }

    /** The file with the best candidate's prompt, whatever the verdict. */
    Path champion() {
        if (isPromoted()) {
            return stored.output().file();
        }
        return hasChampion() ? kept() : stored.seedFile();
    }

    /** The best candidate's prompt as the run's folder keeps it. */
    private Path kept() {
        return folder().resolve(isChain() ? "champion.yaml" : "champion.prompty");
    }

    /** Whether another run, or a person, has written where this one's prompt was. */
    boolean isOverwritten() {
        return written().stream().anyMatch(this::isAnothers);
    }

    /** Where this run's prompts were to be written. */
    private Set<Path> written() {
        return isChain() && isPromoted()
                ? stored.chainOutput()
                        .orElseThrow()
                        .champion(run, stored, result)
                        .keySet()
                : Set.of(stored.output().file());
    }

    /** Whether what stands there is of another run or, where this one's prompt should be, of a person. */
    private boolean isAnothers(Path file) {
        Optional<String> writer = OutputFile.run(file);
        return writer.isPresent()
                ? !writer.get().equals(run)
                : isPromoted() && Files.isRegularFile(file) && !ChainFile.isNamed(file);
    }

    String resultJson() {
        return resultJson(champion());
    }

    /** As {@link #resultJson}, with {@link #promptNow}. */
    String resultJsonNow() {
        return resultJson(isPromoted() ? promptNow() : champion());
    }

    private String resultJson(Path champion) {
        return new ResultJson(run, result, stored.seedFile().toString(), champion.toString()).text();
    }

    /** The run's own folder: report, result, seed and champion. */
    void writeEvidence() throws IOException {
        Optional<ChainOutput> chain = stored.chainOutput();
        TextOutput.write(folder().resolve(isChain() ? "seed.yaml" : "seed.prompty"), stored.seedText());
        if (hasChampion()) {
            if (chain.isPresent()) {
                // The prompts that did not change are not here: this is for people, to see what was found.
                write(new ChainOutput(chain.get().chain(), folder().resolve("champion.yaml")));
            } else {
                TextOutput.write(folder().resolve("champion.prompty"), championText());
            }
        }
        TextOutput.write(report(), HtmlReport.render(run, stored.loaded().task(), result));
        TextOutput.write(folder().resolve("result.json"), resultJson() + "\n");
    }

    /**
     * The prompt or the chain to use from now on, where the user finds it.
     *
     * @throws InvalidInputException where a person has changed what stands there while the run went on, or it cannot be written; it
     *     says where the prompt is kept
     */
    void writePrompt() throws IOException {
        if (prompt().equals(stored.seedFile())) {
            return;
        }
        try {
            stored.checkOutput();
            writeOutput();
        } catch (InvalidInputException refused) {
            throw new InvalidInputException(
                    refused.what(),
                    refused.where(),
                    "take the prompt from \"" + Console.shown(isPromoted() ? kept() : stored.seedFile())
                            + "\", where it is kept.");
        }
    }

    private void writeOutput() throws IOException {
        Optional<ChainOutput> chain = stored.chainOutput();
        if (chain.isPresent() && isPromoted()) {
            write(chain.get());
        } else {
            TextOutput.write(prompt(), isPromoted() ? championText() : stored.seedText());
        }
    }

    private void write(ChainOutput output) throws IOException {
        for (Map.Entry<Path, String> file : output.champion(run, stored, result).entrySet()) {
            TextOutput.write(file.getKey(), file.getValue());
        }
    }

    private String championText() {
        Prompt champion = result.candidates().stream()
                .filter(candidate -> candidate.id() == result.championId())
                .map(RunResult.CandidateRecord::prompt)
                .findFirst()
                .orElseThrow();
        return stored.loaded()
                .promptFile()
                .withPrompt(champion)
                .withProvenance(Provenance.of(run, stored.loaded(), result, champion))
                .text();
    }
}
