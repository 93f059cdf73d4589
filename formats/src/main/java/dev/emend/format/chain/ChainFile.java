package dev.emend.format.chain;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.yaml.Span;
import dev.emend.program.Program;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A chain as a file.
 *
 * <pre>{@code
 * name: support
 * inputs: [message]                 # what each row of the data gives
 * steps:
 *   - name: gist
 *     prompt: gist.prompty          # paths start from this file's folder
 *     reads: {text: message}        # placeholder: variable, where they differ
 *     writes: gist                  # the step's name where it is not given
 *   - name: kind
 *     prompt: kind.prompty
 *     labels: [bill, parcel]        # or type: text, list or json
 *   - name: reply
 *     branch: kind                  # on this variable
 *     cases:
 *       bill:
 *         - {name: bill, prompt: bill.prompty, writes: reply}
 *       parcel:
 *         - {name: passages, retrieve: gist, from: passages.txt, k: 3}
 *         - {name: parcel, prompt: parcel.prompty, writes: reply}
 *   - name: check
 *     tool: [python3, check.py]
 *     timeout: 5                    # seconds; 30 where it is not given
 *     reads: [reply]
 *     writes: checks
 *   - name: verdicts
 *     map: checks                   # a call for each element of this list
 *     as: check
 *     prompt: verdict.prompty
 * }</pre>
 *
 * <p>Passages are read one a line; of a file that ends in {@code .jsonl}, from the key {@code text} of each line.
 *
 * @param file as a person named it
 * @param text its content
 * @param program what it describes
 * @param prompts the file of each step's prompt, by step
 * @param sources the content of every prompt and passage file that it names, by path as it is written there
 * @param tools the identity of each step's tool, by step
 */
public record ChainFile(
        String file,
        String text,
        Program program,
        Map<String, Named> prompts,
        SortedMap<String, String> sources,
        SortedMap<String, String> tools) {

    /**
     * A prompt file as a chain names it.
     *
     * @param path as it is written in the chain file
     * @param place of the path
     */
    public record Named(String path, Span place, PromptFile prompt) {}

    public ChainFile {
        prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    }

    /** Whether a file of this name is a chain and not a prompt: one that ends in {@code .yaml} or {@code .yml}. */
    public static boolean isNamed(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** @throws InvalidInputException with file, line and field, for whatever is wrong with it or a file that it names */
    public static ChainFile read(Path file) {
        return read(file, Where.file(file.toString()));
    }

    /** @param namedAt what names the file, so that an error about a missing one points there */
    public static ChainFile read(Path file, Where namedAt) {
        return new ChainReader(
                        file,
                        (path, where) -> TextFile.read(TextFile.beside(file, path, where), where),
                        path -> file.resolveSibling(path).toString(),
                        Map.of())
                .read(TextFile.read(file, namedAt));
    }

    /**
     * Reads a chain from what was kept of it.
     *
     * @param file where it stood; commands still start in its folder
     * @param tools whose results are found in a journal though their files have changed or are gone; others are known as they are now
     */
    public static ChainFile parse(String file, String text, Map<String, String> sources, Map<String, String> tools) {
        return new ChainReader(
                        Path.of(file),
                        (path, where) -> {
                            String source = sources.get(path);
                            if (source == null) {
                                throw new InvalidInputException(
                                        "the content of \"" + path + "\" was not kept",
                                        where,
                                        "the journal is damaged.");
                            }
                            return source;
                        },
                        path -> path,
                        tools)
                .read(text);
    }

    /** The first prompt of which Emend has kept where it comes from; the first of all where there is none. */
    public PromptFile provenance() {
        return prompts.values().stream()
                .map(Named::prompt)
                .filter(prompt -> prompt.rest().metadata().containsKey("emend"))
                .findFirst()
                .orElseGet(() -> prompts.values().iterator().next().prompt());
    }

    /**
     * The file's content with other prompt files, everything else as it stands.
     *
     * @param paths by step
     */
    public String withPrompts(Map<String, String> paths) {
        // The last place first, so that the others stay where they are.
        List<Map.Entry<String, String>> backwards = paths.entrySet().stream()
                .sorted(Comparator.comparing(path -> -place(path.getKey()).from()))
                .toList();
        String changed = text;
        for (Map.Entry<String, String> path : backwards) {
            changed = place(path.getKey()).replaced(changed, path.getValue());
        }
        return changed;
    }

    private Span place(String step) {
        Named named = prompts.get(step);
        if (named == null) {
            throw new IllegalArgumentException("no prompt of a step " + step);
        }
        return named.place();
    }
}
