package dev.emend.format.prompt;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Reads a prompt whatever form its file has: a prompt file, which begins with front matter, or a text.
 *
 * <p>A text is the system message. The user's message asks for the inputs that the text does not have: as in the pattern, where
 * one is given, else as {@code {{input}}}, or a line {@code name: {{name}}} for each of several. A text that has all inputs is
 * the user's message itself.
 *
 * @param pattern of whose last message and sampling a text is given, such as a task's own prompt
 * @param inputs of the examples, in order, for a text without a pattern
 */
public record PromptSource(Optional<Prompt> pattern, SequencedSet<String> inputs) {

    private static final String FENCE = "---";
    private static final String ENDING = ".prompty";

    /**
     * @throws InvalidInputException where the file is missing, empty, no prompt file although it is called one, or an export of
     *     a chat as JSON
     */
    public PromptFile read(Path file) {
        String text = TextFile.read(file);
        String name = String.valueOf(file.getFileName());
        boolean fenced = text.lines().findFirst().orElse("").stripTrailing().equals(FENCE);
        if (fenced || name.endsWith(ENDING)) {
            return PromptFile.parse(text, file.toString());
        }
        if (text.isBlank()) {
            throw new InvalidInputException(
                    "the prompt is empty", Where.file(file.toString()), "it was saved too early.");
        }
        if (ChatExport.is(text)) {
            throw new InvalidInputException(
                    "the file is a chat's messages as JSON, and no prompt file or text",
                    Where.file(file.toString()),
                    "write each message behind a line \"system:\", \"user:\" or \"assistant:\", below front matter such as"
                            + " \"---\", \"name: mine\", \"---\", and call the file .prompty.");
        }
        int ending = name.lastIndexOf('.');
        Template instruction = Template.parse(text.strip(), Where.file(file.toString()));
        return PromptFile.of(new Prompt(
                ending > 0 ? name.substring(0, ending) : name,
                "",
                messages(instruction),
                List.of(),
                pattern.map(Prompt::sampling).orElse(Sampling.GREEDY),
                pattern.flatMap(Prompt::outputSchema)));
    }

    private List<Message> messages(Template instruction) {
        List<String> open = new ArrayList<>(inputs);
        open.removeAll(instruction.placeholders());
        List<String> asked = pattern.map(
                        prompt -> prompt.messages().getLast().content().placeholders())
                .orElse(open);
        if (!instruction.placeholders().isEmpty() && instruction.placeholders().containsAll(asked)) {
            return List.of(new Message(Role.USER, instruction));
        }
        Template question = pattern.map(prompt -> prompt.messages().getLast().content())
                .filter(content -> instruction.placeholders().isEmpty())
                .orElseGet(() -> Template.parse(question(asked.stream()
                        .filter(name -> !instruction.placeholders().contains(name))
                        .distinct()
                        .toList())));
        return List.of(new Message(Role.SYSTEM, instruction), new Message(Role.USER, question));
    }

    private static String question(List<String> names) {
        return names.size() == 1
                ? "{{" + names.getFirst() + "}}"
                : names.stream().map(name -> name + ": {{" + name + "}}").collect(Collectors.joining("\n"));
    }
}
