package dev.emend.prompt;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A prompt: messages with placeholders, demonstrations, and how the answer is drawn.
 *
 * <p>Demonstrations are sent as turns between the leading messages and the last one: for each, the last message filled
 * with the demonstration's inputs, then its output as the assistant's answer. So the last message is the user's.
 *
 * @param name as in the file; says nothing about the content
 * @param description for people; never sent
 * @param messages at least one, the last of {@link Role#USER}
 * @param outputSchema JSON Schema that the answer must satisfy, where the model can be held to it
 * @param instructionIndex the message that carries the instruction, the one operators rewrite, from 0; it stays the same however its
 *     text changes
 */
public record Prompt(
        String name,
        String description,
        List<Message> messages,
        List<Demonstration> demonstrations,
        Sampling sampling,
        Optional<String> outputSchema,
        int instructionIndex) {

    public Prompt {
        messages = List.copyOf(messages);
        demonstrations = List.copyOf(demonstrations);
        if (messages.isEmpty() || messages.getLast().role() != Role.USER) {
            throw new InvalidInputException(
                    "the last message of a prompt must be the user's, but "
                            + (messages.isEmpty()
                                    ? "there is none"
                                    : "it is the " + messages.getLast().role().label() + "'s"),
                    Where.NOWHERE,
                    "add a 'user:' line and the placeholders behind it.");
        }
    }

    /** With the instruction in the message that has the most editable text, the earliest where several have as much. */
    public Prompt(
            String name,
            String description,
            List<Message> messages,
            List<Demonstration> demonstrations,
            Sampling sampling,
            Optional<String> outputSchema) {
        this(name, description, messages, demonstrations, sampling, outputSchema, instructionIndex(messages));
    }

    /** A prompt of one system and one user message, without demonstrations, drawn greedily. */
    public static Prompt of(String name, String system, String user) {
        return new Prompt(
                name,
                "",
                List.of(new Message(Role.SYSTEM, Template.parse(system)), new Message(Role.USER, Template.parse(user))),
                List.of(),
                Sampling.GREEDY,
                Optional.empty());
    }

    /** Every placeholder's name, each once, in order of first use. */
    public Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>();
        messages.forEach(message -> names.addAll(message.content().placeholders()));
        return names;
    }

    /** That it sends what looks like a placeholder as it stands, in sentences; empty where it does not. */
    public Optional<String> lookalikes() {
        return messages.stream()
                .flatMap(message -> message.content().lookalikes().stream())
                .findFirst()
                .map(lookalike -> "The prompt \"" + name + "\" sends " + lookalike
                        + " as it stands: it is no placeholder. Maybe {{NAME}} is meant; a name has letters, digits,"
                        + " \"_\", \".\" and \"-\".");
    }

    /**
     * What a model is sent for these inputs. A system message of which only blanks are left is not sent.
     *
     * @throws InvalidInputException where a placeholder has no value
     */
    public List<ChatMessage> render(Map<String, String> inputs) {
        List<ChatMessage> rendered = new ArrayList<>();
        Template question = messages.getLast().content();
        for (Message message : messages.subList(0, messages.size() - 1)) {
            ChatMessage leading =
                    new ChatMessage(message.role(), message.content().render(inputs));
            if (!leading.saysNothing()) {
                rendered.add(leading);
            }
        }
        for (Demonstration demonstration : demonstrations) {
            rendered.add(new ChatMessage(Role.USER, question.render(demonstration.inputs())));
            rendered.add(new ChatMessage(Role.ASSISTANT, demonstration.output()));
        }
        rendered.add(new ChatMessage(Role.USER, question.render(inputs)));
        return rendered;
    }

    private static int instructionIndex(List<Message> messages) {
        int best = 0;
        for (int i = 1; i < messages.size(); i++) {
            if (editableLength(messages.get(i)) > editableLength(messages.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static int editableLength(Message message) {
        return message.role() == Role.ASSISTANT
                ? 0
                : message.content().editableText().strip().length();
    }

    public Template instruction() {
        return messages.get(instructionIndex).content();
    }

    public Prompt withMessage(int index, Template content) {
        List<Message> changed = new ArrayList<>(messages);
        changed.set(index, new Message(messages.get(index).role(), content));
        return new Prompt(name, description, changed, demonstrations, sampling, outputSchema, instructionIndex);
    }

    /**
     * Whether one of its demonstrations has these inputs, or a part of them; what the prompt does not read of a demonstration is of no
     * matter. What it answers to them says nothing of others.
     */
    public boolean demonstrates(Map<String, String> inputs) {
        Set<String> read = placeholders();
        return demonstrations.stream()
                .map(demonstration -> {
                    Map<String, String> shown = new TreeMap<>(demonstration.inputs());
                    shown.keySet().retainAll(read);
                    return shown;
                })
                .anyMatch(shown -> !shown.isEmpty() && inputs.entrySet().containsAll(shown.entrySet()));
    }

    public Prompt withDemonstrations(List<Demonstration> changed) {
        return new Prompt(name, description, messages, changed, sampling, outputSchema, instructionIndex);
    }

    public Prompt withOutputSchema(Optional<String> changed) {
        return new Prompt(name, description, messages, demonstrations, sampling, changed, instructionIndex);
    }

    public Prompt withSampling(Sampling changed) {
        return new Prompt(name, description, messages, demonstrations, changed, outputSchema, instructionIndex);
    }

    /** The same with room for answers of at least so many tokens. */
    public Prompt withRoomFor(int tokens) {
        return withSampling(sampling.withMaxTokens(Math.max(sampling.maxTokens(), tokens)));
    }

    /** Identity of the content: what is sent and how the answer is drawn. Name, description and the instruction's place are not part of it. */
    public String fingerprint() {
        Fingerprint print = Fingerprint.of("prompt");
        print.add(messages.size());
        for (Message message : messages) {
            print.add(message.role().label()).add(message.content().source());
        }
        print.add(demonstrations.size());
        for (Demonstration demonstration : demonstrations) {
            print.add(demonstration.inputs().size());
            demonstration.inputs().forEach((name, value) -> print.add(name).add(value));
            print.add(demonstration.output());
        }
        print.add(sampling.temperature()).add(sampling.topP()).add(sampling.maxTokens());
        print.add(sampling.stop().size());
        sampling.stop().forEach(print::add);
        return print.add(outputSchema.orElse("")).hex();
    }

    /** Length in characters of everything that is sent besides the inputs. */
    public int length() {
        int length = 0;
        for (Message message : messages) {
            for (Segment segment : message.content().segments()) {
                length += segment instanceof Segment.Text text ? text.value().length() : 0;
            }
        }
        for (Demonstration demonstration : demonstrations) {
            length += demonstration.output().length();
            length += demonstration.inputs().values().stream()
                    .mapToInt(String::length)
                    .sum();
        }
        return length;
    }
}
