package dev.emend.proposal;

import dev.emend.Excerpt;
import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A request for a complete instruction: what the meta-model is shown, in which form it replies, and how the reply is read.
 * Every operator that has instructions written asks through it, so that a reply is held to the same rules whoever asked:
 * one line with a hypothesis, one block between fences, nothing behind it, placeholders and frozen sections kept. What it
 * shows can also end in a question whose answer is free text ({@link #asking}).
 *
 * <p>Every shown text is cut to a bounded length, so that a request cannot outgrow the model's context.
 */
final class InstructionRequest {

    static final int SHOWN_CHARACTERS = 400;
    private static final int LEAST_TOKENS = 512;
    private static final int MOST_TOKENS_OF_FREE_TEXT = 160;
    private static final int HYPOTHESES_TOLD = 5;
    private static final String NO_HYPOTHESIS = "(none given)";
    /** In characters. */
    private static final int MOST_OF_SECTIONS = 6000;

    private final String operator;
    private final List<Integer> parents;
    private final Prompt base;
    private final int message;
    private final StringBuilder text = new StringBuilder();
    /** In characters, the longest instruction that is shown or replaced. */
    private int longest;
    /** Around instructions, and around what the model writes. */
    private String fence;
    /** In characters, of what is added to the instruction; 0 where the instruction is replaced. */
    private int longestAddition;
    /** No instruction is shown, so that the model cannot know the frozen sections: they are put in by rule. */
    private boolean blind = true;

    /**
     * @param parents ids of the candidates that the request shows
     * @param base the prompt whose instruction is replaced by what the model writes; everything else stays
     */
    InstructionRequest(String operator, List<Integer> parents, Prompt base) {
        this(operator, parents, base, base.instructionIndex());
    }

    /** @param message which message of {@code base} is replaced */
    InstructionRequest(String operator, List<Integer> parents, Prompt base, int message) {
        this.operator = operator;
        this.parents = parents;
        this.base = base;
        this.message = message;
        String replaced = base.messages().get(message).content().source();
        this.longest = replaced.length();
        this.fence = Fenced.around(replaced);
    }

    /**
     * What the model writes is added to the instruction as a paragraph of its own, in place of a new instruction: behind the
     * last paragraph that stands before the first placeholder, else at the end.
     *
     * @param longest in characters
     */
    InstructionRequest adding(int longest) {
        longestAddition = longest;
        return this;
    }

    /** What the prompt is for, where that is known. */
    InstructionRequest task(String description) {
        if (!description.isBlank()) {
            text.append("The task: ").append(description.strip()).append("\n\n");
        }
        return this;
    }

    /** A paragraph of its own. */
    InstructionRequest say(String paragraph) {
        text.append(paragraph.strip()).append("\n\n");
        return this;
    }

    /** An instruction between fences. */
    InstructionRequest instruction(String heading, Template instruction) {
        blind = false;
        String source = instruction.source().strip();
        String around = Fenced.around(source);
        text.append(heading).append('\n').append(around).append('\n');
        text.append(source).append('\n').append(around).append("\n\n");
        longest = Math.max(longest, source.length());
        if (around.length() > fence.length()) {
            fence = around;
        }
        return this;
    }

    /** Answers, with what the metric says of them where that is wanted. */
    InstructionRequest outcomes(String heading, List<Outcome> outcomes, boolean withFeedback) {
        if (outcomes.isEmpty()) {
            return this;
        }
        text.append(heading).append('\n');
        int number = 1;
        for (Outcome outcome : outcomes) {
            inputs(number++, outcome.example().inputs());
            text.append("   answer: ")
                    .append(shortened(outcome.output().strip()))
                    .append('\n');
            if (withFeedback) {
                text.append("   feedback: ")
                        .append(shortened(outcome.score().feedback()))
                        .append('\n');
            }
        }
        text.append('\n');
        return this;
    }

    /** Inputs with their right answers. */
    InstructionRequest examples(String heading, List<Example> examples) {
        return examples(heading, "right answer", examples);
    }

    /** @param label what the expected answers are called */
    InstructionRequest examples(String heading, String label, List<Example> examples) {
        if (examples.isEmpty()) {
            return this;
        }
        text.append(heading).append('\n');
        int number = 1;
        for (Example example : examples) {
            inputs(number++, example.inputs());
            text.append("   ")
                    .append(label)
                    .append(": ")
                    .append(shortened(example.expected().strip()))
                    .append('\n');
        }
        text.append('\n');
        return this;
    }

    private void inputs(int number, Map<String, String> inputs) {
        text.append(number).append(". ");
        inputs.forEach((name, value) ->
                text.append(name).append(": ").append(shortened(value)).append('\n'));
    }

    /** A list of short texts. */
    InstructionRequest list(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(heading).append('\n');
            lines.forEach(line -> text.append("- ").append(shortened(line)).append('\n'));
            text.append('\n');
        }
        return this;
    }

    /** Parts of instructions, whole as long as all of them together are not too much: what is cut off cannot be put in again. */
    InstructionRequest sections(String heading, List<String> sections) {
        int all = sections.stream().mapToInt(String::length).sum();
        if (all > MOST_OF_SECTIONS) {
            return list(heading, sections);
        }
        if (!sections.isEmpty()) {
            text.append(heading).append('\n');
            sections.forEach(section -> text.append("- ").append(section).append('\n'));
            text.append('\n');
        }
        return this;
    }

    /** The last of the hypotheses that failed, each once, so that they are not tried again. */
    InstructionRequest failed(List<String> hypotheses) {
        List<String> told = hypotheses.reversed().stream()
                .filter(hypothesis -> !hypothesis.equals(NO_HYPOTHESIS))
                .distinct()
                .limit(HYPOTHESES_TOLD)
                .toList();
        return list("These ideas were tried and did not help:", told.reversed());
    }

    /**
     * The request, closed with the form of the reply.
     *
     * @param system who the meta-model is
     * @param hypothesis what the line with the hypothesis says, such as "says what in the instruction causes the errors"
     * @param written what stands between the fences, such as "the complete improved instruction"
     * @param advice how it is to be written; may be empty
     */
    Draft.Asked closed(String system, String hypothesis, String written, String advice, double temperature) {
        text.append("First write one line that begins with \"Hypothesis:\" and ")
                .append(hypothesis)
                .append(". Then write ")
                .append(written)
                .append(" between two lines of ")
                .append(fence.length() == 3 ? "three" : fence.length())
                .append(" backticks (")
                .append(fence)
                .append("), and nothing behind it.");
        if (!advice.isEmpty()) {
            text.append(' ').append(advice);
        }
        Template replaced = content();
        List<String> placeholders = blind ? replaced.editablePlaceholders() : replaced.placeholders();
        if (longestAddition == 0 && !placeholders.isEmpty()) {
            text.append(" Keep each of these exactly once and unchanged: ")
                    .append(placeholders.stream()
                            .map(name -> "{{" + name + "}}")
                            .collect(Collectors.joining(" ")))
                    .append('.');
        }
        if (longestAddition == 0 && !blind && !replaced.frozenSections().isEmpty()) {
            text.append(" Copy everything between {# frozen #} and {# /frozen #}, these marks included, unchanged.");
        }
        List<ChatMessage> messages =
                List.of(new ChatMessage(Role.SYSTEM, system), new ChatMessage(Role.USER, text.toString()));
        return new Draft.Asked(
                parents, operator, messages, new Sampling(temperature, 0.95, mostTokens(), List.of()), this::read);
    }

    /** Room for an instruction as long as the longest one, at two characters a token, and for some growth. */
    private int mostTokens() {
        return Math.max(LEAST_TOKENS, LEAST_TOKENS / 2 + longest / 2);
    }

    /** What was shown, with a question behind it whose answer is a few sentences. */
    Ask asking(String system, String question, double temperature) {
        text.append(question);
        return new Ask(
                List.of(new ChatMessage(Role.SYSTEM, system), new ChatMessage(Role.USER, text.toString())),
                new Sampling(temperature, 0.95, MOST_TOKENS_OF_FREE_TEXT, List.of()));
    }

    private Reading read(Completion reply) {
        if (reply.finish() == Completion.Finish.LENGTH) {
            return unreadable("truncated", "the reply reached its length limit", reply);
        }
        Fenced fenced = Fenced.instruction(reply.text(), fence);
        if (!fenced.isReadable()) {
            return unreadable(fenced.rule(), fenced.detail(), reply);
        }
        return longestAddition == 0
                ? proposal(() -> complete(fenced.block()), fenced.hypothesis(), reply)
                : addition(fenced.block(), fenced.hypothesis(), reply);
    }

    private Reading addition(String paragraph, String hypothesis, Completion reply) {
        if (paragraph.length() > longestAddition) {
            return unreadable(
                    "too-long",
                    "the rule has " + paragraph.length() + " characters, more than " + longestAddition,
                    reply);
        }
        if (says(content().source(), paragraph)) {
            return unreadable(Screen.REPEATED_RULE, "the instruction says so already", reply);
        }
        return proposal(() -> content().inserting("\n\n" + paragraph), hypothesis, reply);
    }

    private Template complete(String source) {
        Template written = Template.parse(source);
        List<String> frozen = content().frozenSections();
        return blind && !frozen.isEmpty() && written.frozenSections().isEmpty()
                ? written.inserting("\n\n" + String.join("\n\n", frozen))
                : written;
    }

    private Reading proposal(Supplier<Template> instruction, String hypothesis, Completion reply) {
        try {
            return new Proposal(
                    base.withMessage(message, instruction.get()),
                    parents,
                    operator,
                    hypothesis.isEmpty() ? NO_HYPOTHESIS : hypothesis);
        } catch (InvalidInputException broken) {
            return unreadable("frozen-section", broken.what(), reply);
        }
    }

    private Template content() {
        return base.messages().get(message).content();
    }

    private static boolean says(String instruction, String paragraph) {
        return MinHash.normalized(instruction).contains(MinHash.normalized(paragraph))
                || new Sections(List.of(paragraph), "")
                        .without(Sections.of(instruction))
                        .isEmpty();
    }

    private Reading.Unreadable unreadable(String rule, String detail, Completion reply) {
        return new Reading.Unreadable(parents, operator, rule, detail, reply.text());
    }

    static String shortened(String text) {
        return Excerpt.of(text, SHOWN_CHARACTERS);
    }
}
