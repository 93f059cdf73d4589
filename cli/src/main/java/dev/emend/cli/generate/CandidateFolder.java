package dev.emend.cli.generate;

import dev.emend.cli.console.Console;
import dev.emend.cli.output.ChainMark;
import dev.emend.cli.output.Json;
import dev.emend.cli.output.OutputFile;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.specification.CandidateFile;
import dev.emend.format.yaml.YamlText;
import dev.emend.generation.ChainSteps;
import dev.emend.generation.Generated;
import dev.emend.generation.GeneratedPrompt;
import dev.emend.generation.JudgeForm;
import dev.emend.generation.Specification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where candidates are written, a file each, named by their numbers: prompts; for a judge also its rubric; chains, and a prompt for
 * each step. Nothing is overwritten that Emend did not write.
 */
record CandidateFolder(Path folder, Specification specification) {

    private static final String ENDING = ".prompty";

    /**
     * What was written of a candidate.
     *
     * @param prompt the candidate itself, which of a chain is the file that names the steps
     * @param rubric of a judge; else the candidate itself
     * @param steps of a chain, by name; else none
     */
    record Written(Path prompt, Path rubric, Map<String, Path> steps) {

        /** Of a candidate that was not written. */
        static final Written NOTHING = new Written(Path.of(""), Path.of(""), Map.of());
    }

    /** Looks before anything is spent whether files are in the way. */
    void check(int count) throws IOException {
        check(file(0, ""));
        for (int number = 1; number <= count; number++) {
            switch (specification.artifact()) {
                case PROMPT -> check(file(number, ""));
                case JUDGE -> {
                    check(file(number, ""));
                    checkRubric(number);
                }
                case CHAIN -> {
                    check(chain(number));
                    int step = 0;
                    for (String name : ChainSteps.names(specification)) {
                        check(step(number, ++step, name));
                    }
                }
            }
        }
    }

    private void check(Path file) throws IOException {
        new OutputFile(file, true).check(folder.resolve("-"), "");
    }

    private void checkRubric(int number) {
        Path rubric = rubric(number);
        Path prompt = file(number, "");
        TextOutput.check(rubric);
        OutputFile.requireOwn(
                rubric, text -> Files.isRegularFile(prompt) && CandidateFile.isRubricOf(PromptFile.read(prompt), text));
    }

    Map<Integer, Written> write(Generated generated, CandidateFile form) {
        TextOutput.write(file(0, ""), form.of(generated.plain()).text());
        Map<Integer, Written> written = new LinkedHashMap<>();
        for (GeneratedPrompt candidate : generated.candidates()) {
            written.put(candidate.number(), write(candidate, form));
        }
        return written;
    }

    private Written write(GeneratedPrompt candidate, CandidateFile form) {
        Path prompt = file(candidate.number(), "");
        return switch (specification.artifact()) {
            case PROMPT -> {
                TextOutput.write(prompt, form.of(candidate).text());
                yield new Written(prompt, prompt, Map.of());
            }
            case JUDGE -> {
                Path rubric = rubric(candidate.number());
                TextOutput.write(prompt, form.of(candidate).text());
                TextOutput.write(rubric, JudgeForm.rubric(specification, candidate));
                yield new Written(prompt, rubric, Map.of());
            }
            case CHAIN -> {
                Path chain = chain(candidate.number());
                Map<String, Path> steps = steps(candidate, form, String.valueOf(chain.getFileName()));
                TextOutput.write(chain, ChainMark.marked(chainText(candidate.number(), steps)));
                yield new Written(chain, chain, steps);
            }
        };
    }

    private Map<String, Path> steps(GeneratedPrompt candidate, CandidateFile form, String chain) {
        Map<String, Path> steps = new LinkedHashMap<>();
        for (ChainSteps.Step step : ChainSteps.of(specification, candidate)) {
            Path file = step(candidate.number(), steps.size() + 1, step.name());
            PromptFile prompt = step.guided() ? form.of(candidate, step.prompt(), chain) : form.of(step.prompt());
            TextOutput.write(file, prompt.text());
            steps.put(step.name(), file);
        }
        return steps;
    }

    private String chainText(int number, Map<String, Path> steps) {
        return YamlText.write(Json.ordered(
                "name",
                base(number),
                "inputs",
                List.copyOf(ChainSteps.inputs(specification)),
                "steps",
                steps.entrySet().stream()
                        .map(step -> Json.ordered(
                                "name",
                                step.getKey(),
                                "prompt",
                                String.valueOf(step.getValue().getFileName())))
                        .toList()));
    }

    private Path file(int number, String more) {
        return folder.resolve(base(number) + more + ENDING);
    }

    private Path rubric(int number) {
        return folder.resolve(base(number) + ".rubric.txt");
    }

    private Path chain(int number) {
        return folder.resolve(base(number) + ".chain.yaml");
    }

    private Path step(int number, int step, String name) {
        return file(number, "." + step + "-" + name);
    }

    private String base(int number) {
        String name = specification.name().replaceAll("[^A-Za-z0-9_.-]+", "-");
        return name + "-" + (number == 0 ? "plain" : String.valueOf(number));
    }

    /** How a task file asks the judge that was written. */
    static String metric(Path rubric) {
        return "metric: {name: judge, rubric-file: " + Console.shown(rubric) + ", scale: " + JudgeForm.SCALE.label()
                + ", critique: before, readout: auto}";
    }

    /** The steps of a chain for JSON: each with its name and its file. */
    static List<Map<String, Object>> steps(Written written) {
        List<Map<String, Object>> steps = new ArrayList<>();
        written.steps().forEach((name, file) -> {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("output", name);
            step.put("prompt", file.toString());
            steps.add(step);
        });
        return steps;
    }
}
