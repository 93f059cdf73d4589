package dev.emend.proposal;

import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import java.util.List;

/**
 * Questions to the meta-model about what is wrong with a prompt or its answers, and how the replies are read. A reply is
 * free text: it is shown to the meta-model again, as data, and is never an instruction itself.
 *
 * <p>The textual gradients of ProTeGi (Pryzant et al., "Automatic Prompt Optimization with 'Gradient Descent' and Beam
 * Search", 2023) and TextGrad (Yuksekgonul et al., "TextGrad: Automatic 'Differentiation' via Text", 2024). One call each.
 *
 * @param taskDescription what the prompt is for; may be empty
 */
public record Critique(String taskDescription, Prompt prompt) {

    private static final String REVIEWER =
            "You review the instructions of prompts for language models. You find what in"
                    + " them causes wrong answers, and say it plainly.";
    private static final String EXAMINER =
            "You examine the answers of language models. You find what is wrong with them, and say it plainly.";
    private static final String GENERAL = " In at most three sentences, and without writing a new instruction.";

    /** What in the instruction could have led to these errors: ProTeGi's gradient of a group of errors. */
    public Ask ofErrors(List<Outcome> errors) {
        return shown("The instruction that a language model is given:")
                .outcomes("It went wrong here:", errors, true)
                .asking(
                        REVIEWER,
                        "What in the instruction, or missing from it, could have led to these errors? Say what they have"
                                + " in common." + GENERAL,
                        Material.TEMPERATURE);
    }

    /** What is wrong with an answer: TextGrad's loss. The instruction is not shown, so that the answer is judged alone. */
    public Ask ofAnswer(Outcome outcome) {
        InstructionRequest request = new InstructionRequest("", List.of(), prompt)
                .task(taskDescription)
                .outcomes("A language model answered this:", List.of(outcome), true);
        String expected = outcome.example().expected().strip();
        if (!expected.isEmpty()) {
            request.say("The right answer: " + InstructionRequest.shortened(expected));
        }
        return request.asking(
                EXAMINER,
                "What is wrong with its answer, and what would have made it right? In at most three sentences.",
                Material.TEMPERATURE);
    }

    /**
     * How what an earlier step of a chain wrote would have to differ for these answers to be better: TextGrad's gradient along the
     * edge between two steps.
     *
     * @param writer the earlier step
     * @param written what it wrote; the outcomes were made from it
     * @param critique of the answers
     */
    public Ask ofWritten(String writer, String written, List<Outcome> outcomes, String critique) {
        return shown("A step of a chain of prompts has this instruction:")
                .outcomes("It answered this:", outcomes, false)
                .say("What is wrong with the answer: " + critique)
                .say("It works with what the step " + writer + " wrote before it: "
                        + InstructionRequest.shortened(written.strip()))
                .asking(
                        EXAMINER,
                        "How would what the step " + writer
                                + " wrote have to differ so that the answer comes out right? In at"
                                + " most three sentences, and without writing an instruction.",
                        Material.TEMPERATURE);
    }

    /**
     * How the instruction would have to differ for an answer to be better: TextGrad's gradient of the answer with respect
     * to the prompt.
     *
     * @param critique of the answer
     */
    public Ask ofInstruction(Outcome outcome, String critique) {
        return shown("The instruction that a language model is given:")
                .outcomes("It answered this:", List.of(outcome), false)
                .say("What is wrong with the answer: " + critique)
                .asking(
                        REVIEWER,
                        "How would the instruction have to differ so that such answers come out right? Think of all"
                                + " inputs, not of this one alone." + GENERAL,
                        Material.TEMPERATURE);
    }

    private InstructionRequest shown(String heading) {
        return new InstructionRequest("", List.of(), prompt)
                .task(taskDescription)
                .instruction(heading, prompt.instruction());
    }

    /** A reply in one line of bounded length, without fences; empty where it says nothing. */
    public static String read(String reply) {
        return InstructionRequest.shortened(
                reply.replaceAll("`{3,}\\w*", " ").replaceAll("\\s+", " ").strip());
    }
}
