package dev.emend.refine;

import dev.emend.Excerpt;
import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.metric.Quote;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer is asked with, and the same again with what is wrong with it.
 *
 * @param input what the answer is about
 * @param shown the input as metrics that steer see it
 * @param seed of the sampling
 */
record Conversation(
        Example input, Example shown, List<ChatMessage> messages, Sampling sampling, Constraint constraint, long seed) {

    private static final int LONGEST_FAULTS = 8_000;

    /** Of what a revision is told of its faults, in bytes, and so in tokens: three a character, and the words around it. */
    static final int LONGEST_DEMAND = 3 * LONGEST_FAULTS + 1_000;

    private static final String NO_ANSWER = "(no answer)";
    private static final String NOTHING_ELSE =
            "Write the complete new answer and nothing else, without a word about the changes.";
    /** Self-Refine's. At 0 a small model writes its answer again, word by word. */
    private static final double WARM = 0.7;

    /** What steers sees no right answer. The sampling seed depends on the seed, the example and the round alone. */
    static Conversation of(Prompt prompt, Example input, long seed) {
        return of(prompt, input, input.withExpected(""), seed);
    }

    /** As {@link #of}, but what steers sees the right answer, where there is one. The model never does. */
    static Conversation labelled(Prompt prompt, Example input, long seed) {
        return of(prompt, input, input, seed);
    }

    private static Conversation of(Prompt prompt, Example input, Example shown, long seed) {
        return new Conversation(
                input,
                shown,
                prompt.render(input.allInputs()),
                prompt.sampling(),
                prompt.outputSchema()
                        .<Constraint>map(Constraint.JsonSchema::new)
                        .orElse(Constraint.NONE),
                Fingerprint.of("refined answer").add(seed).add(input.id()).seed() >>> 33);
    }

    Request first() {
        return new Request(Purpose.TASK, messages, sampling, constraint, seed, 0);
    }

    /**
     * The answer with what is wrong with it, and the request to mend it.
     *
     * @param round of the revision, from 1
     * @param lessons from attempts that were no better; may be empty
     */
    Request mending(int round, String answer, Critique critique, List<String> lessons) {
        List<ChatMessage> all = new ArrayList<>(messages);
        all.add(new ChatMessage(Role.ASSISTANT, answer.isBlank() ? NO_ANSWER : answer));
        all.add(new ChatMessage(
                Role.USER,
                "This answer is not right yet. What is wrong with it:\n"
                        + faults(critique, lessons)
                        + "\nAnswer the same request again: mend every point above, and keep what was right. "
                        + NOTHING_ELSE));
        return request(round, all);
    }

    /**
     * The first request, with what answers to it got wrong and none of them in sight. A small model that is shown
     * its answer mostly writes it again.
     *
     * @param round of the revision, from 1
     * @param answer the one that got it wrong, to keep it out of what is quoted
     */
    Request anew(int round, String answer, Critique critique, List<String> lessons) {
        List<ChatMessage> all = new ArrayList<>(messages);
        ChatMessage question = all.removeLast();
        String faults = faults(critique, lessons).replace(" It is " + Quote.of(answer) + ".", "");
        all.add(new ChatMessage(
                question.role(),
                question.content() + "\n\nMind what an earlier answer got wrong:\n" + faults
                        + "\nKeep to everything else that is asked for, too. " + NOTHING_ELSE));
        return request(round, all);
    }

    /** The first request, drawn once more. */
    Request again(int round) {
        return request(round, messages);
    }

    private Request request(int round, List<ChatMessage> all) {
        Sampling drawn = sampling.withTemperature(Math.max(WARM, sampling.temperature()));
        long own = Fingerprint.of("revision").add(seed).add(round).seed() >>> 33;
        return new Request(Purpose.TASK, all, drawn, constraint, own, 0);
    }

    private static String faults(Critique critique, List<String> lessons) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (Finding finding : critique.findings()) {
            text.append(number++).append(". ").append(finding.line()).append('\n');
        }
        if (!lessons.isEmpty()) {
            text.append("\nAttempts to mend it that were no better:\n");
            lessons.forEach(lesson -> text.append("- ").append(lesson).append('\n'));
        }
        return Excerpt.of(text.toString(), LONGEST_FAULTS);
    }
}
