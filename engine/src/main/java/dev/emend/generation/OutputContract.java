package dev.emend.generation;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an answer must look like.
 *
 * @param labels of which the answer is one; none where it is no label
 * @param schema JSON Schema that the answer satisfies
 * @param form in words, such as "one sentence" or "a number"
 * @param words at most so many
 * @param language such as "German"
 * @param reasoning whether the model may reason in writing before the answer; where it is not said, it may unless there are
 *     labels or a schema, since such answers are read whole
 */
public record OutputContract(
        List<String> labels,
        Optional<String> schema,
        Optional<String> form,
        OptionalInt words,
        Optional<String> language,
        Optional<Boolean> reasoning) {

    /** Nothing is said about the answer. */
    public static final OutputContract OPEN = new OutputContract(
            List.of(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    private static final int REASONING_TOKENS = 400;
    private static final int SCHEMA_TOKENS = 512;

    public OutputContract {
        labels = List.copyOf(labels);
        if (labels.stream().anyMatch(String::isBlank)) {
            throw new InvalidInputException("a label is empty", Where.NOWHERE, "a comma is one too many.");
        }
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new InvalidInputException("a label is given twice: " + labels, Where.NOWHERE, "");
        }
        if (labels.size() == 1) {
            throw new InvalidInputException(
                    "there is one label alone, \"" + labels.getFirst() + "\"",
                    Where.NOWHERE,
                    "commas are missing between several.");
        }
        if (!labels.isEmpty() && schema.isPresent()) {
            throw new InvalidInputException(
                    "an answer cannot be both a label and JSON", Where.NOWHERE, "give the schema an enum.");
        }
        if (words.isPresent() && words.getAsInt() < 1) {
            throw new InvalidInputException(
                    "an answer needs at least one word, not " + words.getAsInt(), Where.NOWHERE, "");
        }
    }

    public static OutputContract oneOf(List<String> labels) {
        return OPEN.withLabels(labels);
    }

    public OutputContract withLabels(List<String> changed) {
        return new OutputContract(changed, schema, form, words, language, reasoning);
    }

    public OutputContract withSchema(String changed) {
        return new OutputContract(labels, Optional.of(changed), form, words, language, reasoning);
    }

    public OutputContract withForm(String changed) {
        return new OutputContract(labels, schema, Optional.of(changed), words, language, reasoning);
    }

    public OutputContract withWords(int changed) {
        return new OutputContract(labels, schema, form, OptionalInt.of(changed), language, reasoning);
    }

    public OutputContract withLanguage(String changed) {
        return new OutputContract(labels, schema, form, words, Optional.of(changed), reasoning);
    }

    public OutputContract withReasoning(boolean changed) {
        return new OutputContract(labels, schema, form, words, language, Optional.of(changed));
    }

    /** Whether nothing is said of what the answer is. */
    boolean isOpen() {
        return labels.isEmpty() && schema.isEmpty() && form.isEmpty() && words.isEmpty();
    }

    /** Whether reasoning may stand before the answer. */
    boolean showsReasoning() {
        return reasoning.orElse(labels.isEmpty() && schema.isEmpty());
    }

    /** @param reasoned whether reasoning stands before the answer */
    String text(boolean reasoned) {
        List<String> lines = new ArrayList<>();
        String where = reasoned ? "On the last line, write" : "Write";
        if (!labels.isEmpty()) {
            lines.add(where + " exactly one of these, and nothing else:");
            labels.forEach(label -> lines.add("- " + label));
        } else if (schema.isPresent()) {
            lines.add(where + " one JSON object that satisfies this schema, and nothing else:");
            lines.add(schema.get());
        } else if (reasoned) {
            lines.add("On the last line, write the answer alone.");
        }
        form.ifPresent(words -> lines.add("Form of the answer: " + Emphasis.ended(words)));
        words.ifPresent(most -> lines.add("The answer has at most " + most + (most == 1 ? " word." : " words.")));
        language.ifPresent(name -> lines.add("Answer in " + Emphasis.ended(name)));
        return String.join("\n", lines);
    }

    /** How long an answer may become, in tokens. */
    int tokens(boolean reasoned) {
        int longest = labels.stream().mapToInt(String::length).max().orElse(0);
        int answer = longest > 0
                ? Math.max(16, 8 + longest)
                : schema.isPresent() ? SCHEMA_TOKENS : words.isPresent() ? 32 + 2 * words.getAsInt() : 256;
        return reasoned ? answer + REASONING_TOKENS : answer;
    }
}
