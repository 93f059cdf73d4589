package dev.emend.strategy.evolution;

import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Material;
import java.util.List;

/** The texts by which Promptbreeder has instructions changed, and the questions by which it has those texts changed. */
final class MutationPrompts {

    /** What an evolution starts with. */
    static final List<String> FIRST = List.of(
            "Say it in quite other words.",
            "Keep only what decides the answer, and drop the rest.",
            "Add one rule that decides the hardest cases.",
            "Turn it into numbered steps.",
            "Say it as an expert would tell it to a beginner.",
            "Say first what the answer looks like, then how to find it.",
            "Name the mistakes that are easily made, and forbid them.",
            "Make every vague word exact.",
            "Begin with the goal, and let everything else serve it.",
            "Say why each part of it matters.",
            "Say it with more force, as if much depended on the answer.",
            "Say it from the point of view of whoever needs the answer.");

    private static final String SYSTEM =
            "You write short commands that say how an instruction for a language model is to be changed.";
    private static final String FORM = " Write one command of one or two sentences, and nothing else.";
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_TOKENS = 128;

    private MutationPrompts() {}

    /** Zero-order hyper-mutation: a new one, from the task and a way to think about it. */
    static Ask anew(String taskDescription, String style) {
        return ask((taskDescription.isBlank()
                        ? ""
                        : "The instruction is for this task: " + taskDescription.strip() + "\n\n")
                + "A way to think about it: " + style + "\n\nHow is the instruction to be changed?" + FORM);
    }

    /** First-order hyper-mutation: the same one, improved. */
    static Ask improved(String mutationPrompt) {
        return ask("Summarize this command and improve it: " + mutationPrompt + "\n\n" + FORM.strip());
    }

    private static Ask ask(String question) {
        return new Ask(
                List.of(new ChatMessage(Role.SYSTEM, SYSTEM), new ChatMessage(Role.USER, question)),
                new Sampling(Material.TEMPERATURE, 0.95, MOST_TOKENS, List.of()));
    }

    /** A reply as a mutation prompt: in one line, without fences, and short. */
    static String read(String reply, String otherwise) {
        String line = reply.replace("`", "").replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? otherwise : line.substring(0, Math.min(MOST_CHARACTERS, line.length()));
    }
}
