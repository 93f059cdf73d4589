package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import dev.emend.format.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * Task files.
 *
 * <pre>{@code
 * name: support-intents
 * description: Route a customer's message to one of twelve intents.
 * prompt: seed.prompty                  # paths start from this file's folder; or chain: chain.yaml
 * data:
 *   file: messages.jsonl                # or files: {train: …, validation: …, holdout: …}
 *   split: {train: 60, validation: 80, holdout: 120, seed: 7, stratify: expected}    # or group: COLUMN
 *   columns: {id: ticket, expected: intent, inputs: {message: text}}     # where the file names them otherwise
 *   retrieve: {from: manual/, query: question, k: 3, as: context}         # an input that is looked up
 * metric: label                         # or {name: numeric, absolute-tolerance: 0.01}, or a list of these with weights
 * models: {task: embedded:qwen2.5-coder-1.5b, meta: same, judge: same}    # judge: or a list, for a jury
 * prices: {"openai:gpt-4o-mini": {input: 0.15, cachedInput: 0.075, output: 0.60}}    # US dollars for a million tokens
 * strategy: reflective                  # or {name: reflective, OPTION: VALUE}
 * budget: {calls: 400, tokens: 1M, usd: 2, time: 20m}
 * seed: 1
 * }</pre>
 *
 * <p>{@code prompt} or {@code chain}, {@code data} and {@code metric} are required. Without {@code models}, the embedded model does all
 * parts; without {@code judge}, the meta-model judges where a metric asks for it; without {@code budget}, a run may make 400 calls.
 */
public final class TaskFile {

    /** What a task without {@code models} is given to. */
    public static final String DEFAULT_MODEL = "embedded:qwen2.5-coder-1.5b";

    private TaskFile() {}

    /** The model's full name: {@code embedded} alone is the usual one, so that reports and judge files say which that was. */
    public static String model(String named) {
        return named.equals("embedded") ? DEFAULT_MODEL : named;
    }

    /** Reads a task and all files that it names. */
    public static LoadedTask read(Path file) {
        return read(file, Overrides.NONE);
    }

    /**
     * Reads a task and all files that it names.
     *
     * @throws InvalidInputException with file, line and field, for whatever is wrong with any of them
     */
    public static LoadedTask read(Path file, Overrides overrides) {
        return new TaskReader(file, overrides).read(parse(file));
    }

    /** What stands in a task file; no file that it names is read. */
    static YamlNode parse(Path file) {
        String text = TextFile.read(file);
        if (text.isBlank()) {
            throw new InvalidInputException(
                    "the task file is empty", Where.file(file.toString()), "\"emend init DATA\" can write one.");
        }
        return YamlNode.parse(text, file.toString(), 1);
    }

    /**
     * The prompt file or chain file that a task file names.
     *
     * @throws InvalidInputException where the task file is missing, or names none
     */
    public static Path promptPath(Path file) {
        Map<String, YamlNode> entries = parse(file).entries();
        YamlNode prompt = entries.getOrDefault("chain", entries.get("prompt"));
        if (prompt == null) {
            throw new InvalidInputException(
                    "the task names no prompt", Where.file(file.toString()), "write \"prompt: FILE.prompty\".");
        }
        return prompt.pathBeside(file);
    }
}
