package dev.emend.proposal;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.program.TextList;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says exactly what an answer may be: one of the labels, each on a line of its own, or the bare answer. Answers in the wrong
 * form are the errors that are cheapest to mend, and need no model to be mended.
 *
 * <p>Labels that the instruction names in a row are put on lines of their own where they stand; otherwise a sentence is added. On
 * the messages of this project's example, a prompt that lists its labels line by line got 75 % of 170 right from the small
 * embedded model, and one that names them in a row 60 % (benchmarks/matrices). No call.
 */
public final class Contract implements Operator {

    public static final String NAME = "contract";

    private static final int SHORT_ANSWER = 80;

    private static final String QUOTES = "\"'`“”‘’«»";
    private static final Set<String> BRACKETS = Set.of("()", "[]", "{}");

    private final List<String> labels;
    private final boolean brief;

    public Contract(List<Example> train) {
        List<Example> labelled =
                train.stream().filter(example -> !example.expected().isEmpty()).toList();
        this.labels = AnswerSpace.labels(labelled);
        this.brief = !labelled.isEmpty()
                && labelled.stream()
                        .allMatch(example -> example.expected().strip().length() <= SHORT_ANSWER);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "says exactly what an answer may be: one of the labels, a line each, or the bare answer";
    }

    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** Empty where answers are long texts, or the instruction says so already. */
    @Override
    public Optional<Draft> draft(Material material) {
        Parent parent = material.parent();
        Prompt prompt = parent.prompt();
        String before = prompt.instruction().source().strip();
        String after = labels.isEmpty() ? (brief ? bare(before) : before) : listed(before);
        if (after.equals(before)) {
            return Optional.empty();
        }
        Template instruction;
        try {
            instruction = Template.parse(after);
        } catch (InvalidInputException torn) {
            return Optional.empty();
        }
        return Optional.of(new Draft.Written(new Proposal(
                prompt.withMessage(prompt.instructionIndex(), instruction),
                List.of(parent.id()),
                NAME,
                "answers are wrong in their form, not in what they mean")));
    }

    private static String bare(String instruction) {
        String sentence = "Write the bare answer on the last line, without a word around it.";
        return instruction.contains(sentence) ? instruction : instruction + "\n" + sentence;
    }

    private String listed(String instruction) {
        if (isListed(instruction)) {
            return instruction;
        }
        String list = labels.stream().map(label -> "- " + label).collect(Collectors.joining("\n"));
        Optional<Span> row = row(instruction);
        if (row.isEmpty()) {
            return instruction + "\nWrite exactly one of these, and nothing else:\n" + list;
        }
        String rest = instruction.substring(row.get().to).strip();
        String named = instruction.substring(row.get().from, row.get().to);
        String inOrder = labels.stream()
                .sorted((a, b) -> Integer.compare(place(named, a), place(named, b)))
                .map(label -> "- " + label)
                .collect(Collectors.joining("\n"));
        return instruction.substring(0, row.get().from).strip() + "\n" + inOrder + (rest.isEmpty() ? "" : "\n" + rest);
    }

    /** Each label on a line of its own, in any order. */
    private boolean isListed(String instruction) {
        return instruction
                .lines()
                .map(TextList::item)
                .collect(Collectors.toSet())
                .containsAll(labels);
    }

    private record Span(int from, int to) {}

    /**
     * Where every label stands in one row with nothing but commas and the like between them; quotes and brackets around it, and the full
     * stop, included.
     */
    private Optional<Span> row(String instruction) {
        if (labels.size() < 2) {
            return Optional.empty();
        }
        int from = instruction.length();
        int to = 0;
        for (String label : labels) {
            int at = place(instruction, label);
            if (at < 0) {
                return Optional.empty();
            }
            from = Math.min(from, at);
            to = Math.max(to, at + label.length());
        }
        String between = instruction.substring(from, to);
        for (String label : labels.stream()
                .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                .toList()) {
            between = between.replace(label, " ");
        }
        if (!between.replaceAll("\\b(?:and|or)\\b|[\\s,;|/" + QUOTES + "]", "").isEmpty()) {
            return Optional.empty();
        }
        return withMarks(instruction, from, to);
    }

    /** With the quotes and brackets around it and the full stop; empty where a quote begins or ends there alone. */
    private static Optional<Span> withMarks(String text, int first, int behind) {
        int from = first;
        int to = behind;
        boolean opened = isQuote(text, from - 1) && !isWord(text, from - 2);
        // A stop may stand before the closing quote.
        int closing = isStop(text, to) && isQuote(text, to + 1) ? to + 1 : to;
        boolean closed = isQuote(text, closing) && !isWord(text, closing + 1);
        if (opened != closed) {
            return Optional.empty();
        }
        if (opened) {
            from--;
            to = closing + 1;
        }
        if (from > 0 && to < text.length() && BRACKETS.contains(text.charAt(from - 1) + "" + text.charAt(to))) {
            from--;
            to++;
        }
        return Optional.of(new Span(from, isStop(text, to) ? to + 1 : to));
    }

    private static boolean isStop(String text, int at) {
        return at < text.length() && text.charAt(at) == '.';
    }

    private static boolean isQuote(String text, int at) {
        return at >= 0 && at < text.length() && QUOTES.indexOf(text.charAt(at)) >= 0;
    }

    /** Whether a character of a word stands there; nothing stands outside the text. */
    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }

    /** Where the label stands as a word of its own, or -1. */
    private static int place(String text, String label) {
        int at = text.indexOf(label);
        while (at >= 0) {
            int end = at + label.length();
            if (!isWord(text, at - 1) && !isWord(text, end)) {
                return at;
            }
            at = text.indexOf(label, at + 1);
        }
        return -1;
    }
}
