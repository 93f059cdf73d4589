package dev.emend.format.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import dev.emend.format.yaml.YamlText;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt as a file: a strict subset of Prompty v2.
 *
 * <pre>{@code
 * ---
 * name: route
 * description: Route a message to a team.
 * model:
 *   options: {temperature: 0, maxOutputTokens: 16}
 * inputs:
 *   message: {kind: string, description: what the customer wrote}
 * demonstrations:
 *   - inputs: {message: I was charged twice.}
 *     output: billing
 * ---
 * system:
 * Name the team. {# frozen #}Never answer the customer.{# /frozen #}
 *
 * user:
 * {{message}}
 * }</pre>
 *
 * <p>Blank lines around a message are not part of it. A backslash before a line that would read as a marker, or before a
 * blank line that belongs to the message, makes it text. Where {@code inputs} is there, it must name exactly the
 * placeholders. Unknown keys are errors. Reading what {@link #text} wrote gives an equal value, provided that an output
 * schema is compact JSON, as this class reads it.
 *
 * @param rest what the file says besides the prompt
 */
public record PromptFile(Prompt prompt, FrontMatter rest) {

    public static PromptFile of(Prompt prompt) {
        return new PromptFile(prompt, FrontMatter.NONE);
    }

    /** @throws InvalidInputException with file, line and field, where the file is missing or not as described above */
    public static PromptFile read(Path file) {
        return read(file, Where.file(file.toString()));
    }

    /** @param namedAt what names the file, so that an error about a missing one points there */
    public static PromptFile read(Path file, Where namedAt) {
        return parse(TextFile.read(file, namedAt), file.toString());
    }

    /** @param file named in errors; its last part without the ending is the name of a prompt that gives none */
    public static PromptFile parse(String text, String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int ending = last.indexOf('.');
        return new PromptReader(text, file).read(ending > 0 ? last.substring(0, ending) : last);
    }

    /**
     * What is wrong with a prompt that names no input.
     *
     * @param prompt what it is called, as the beginning of a sentence
     */
    public static InvalidInputException withoutPlaceholder(String prompt, Where where) {
        return new InvalidInputException(
                prompt + " has no placeholder, so that every row would be asked the same",
                where,
                "write {{NAME}} where an input belongs; a name has letters, digits, \"_\", \".\" and \"-\".");
    }

    /** The same file with another prompt in it. */
    public PromptFile withPrompt(Prompt changed) {
        return new PromptFile(changed, rest);
    }

    /** @param provenance where the prompt comes from, in order; stands under {@code metadata.emend} */
    public PromptFile withProvenance(Map<String, ?> provenance) {
        return new PromptFile(prompt, rest.withProvenance(provenance));
    }

    /** Writes the file in one step: a reader sees the old content or the new, never a part. */
    public void write(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path draft = whole.resolveSibling("." + whole.getFileName() + ".draft");
        Files.createDirectories(whole.getParent());
        try {
            Files.writeString(draft, text());
            Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * The file's content. The same value gives the same text.
     *
     * @throws IllegalArgumentException where a literal text looks like a placeholder, for which there is no escape
     */
    public String text() {
        StringBuilder text = new StringBuilder("---\n");
        text.append(YamlText.write(frontMatter())).append("---\n");
        String separator = "";
        for (Message message : prompt.messages()) {
            text.append(separator).append(message.role().label()).append(":\n");
            text.append(Body.escape(source(message.content())));
            separator = "\n";
        }
        return text.toString();
    }

    private static String source(Template template) {
        String source = template.source();
        if (!Template.parse(source).equals(template)) {
            throw new IllegalArgumentException("a text that looks like a placeholder cannot be written: " + source);
        }
        return source;
    }

    private Map<String, @Nullable Object> frontMatter() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", prompt.name());
        if (!prompt.description().isEmpty()) {
            fields.put("description", prompt.description());
        }
        putUnlessEmpty(fields, "metadata", rest.metadata());
        Map<String, @Nullable Object> model = new LinkedHashMap<>(rest.model());
        model.put("options", options(prompt.sampling()));
        fields.put("model", model);
        putUnlessEmpty(fields, "inputs", rest.inputs());
        putUnlessEmpty(fields, "template", rest.template());
        prompt.outputSchema().ifPresent(schema -> fields.put("outputs", Schemas.plain(schema)));
        if (!prompt.demonstrations().isEmpty()) {
            fields.put(
                    "demonstrations",
                    prompt.demonstrations().stream().map(PromptFile::plain).toList());
        }
        return fields;
    }

    private static void putUnlessEmpty(
            Map<String, @Nullable Object> fields, String key, Map<String, @Nullable Object> value) {
        if (!value.isEmpty()) {
            fields.put(key, value);
        }
    }

    private static Map<String, Object> options(Sampling sampling) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("temperature", sampling.temperature());
        options.put("maxOutputTokens", sampling.maxTokens());
        if (sampling.topP() != Sampling.GREEDY.topP()) {
            options.put("topP", sampling.topP());
        }
        if (!sampling.stop().isEmpty()) {
            options.put("stopSequences", List.copyOf(sampling.stop()));
        }
        return options;
    }

    private static Map<String, Object> plain(Demonstration demonstration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!demonstration.exampleId().isEmpty()) {
            fields.put("id", demonstration.exampleId());
        }
        fields.put("inputs", demonstration.inputs());
        fields.put("output", demonstration.output());
        return fields;
    }
}
