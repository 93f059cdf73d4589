package dev.emend.search;

import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Critique;
import java.util.ArrayList;
import java.util.List;

/**
 * The backward pass of TextGrad (Yuksekgonul et al., 2024): criticism flows from the evaluation to the answer, and from the
 * answer to the prompt that gave it, as derivatives flow by the chain rule. One call to the meta-model for each answer and
 * link.
 *
 * <p>A strategy sees one prompt, so what is passed here is prompt, answer, evaluation: two links, each a method. In a chain of
 * prompts the run finds the step that is to blame, and the feedback on its answers says so.
 *
 * <p>What flows is a list in the order of the answers, from end to end: the order of what the optimizer reads is part of its
 * input, and must not depend on anything but that.
 */
final class BackwardPass {

    private final Search search;

    BackwardPass(Search search) {
        this.search = search;
    }

    /** For each answer, how the prompt would have to differ for it to be better. */
    List<String> gradients(Prompt prompt, List<Outcome> outcomes) {
        return throughAnswers(prompt, outcomes, throughEvaluation(prompt, outcomes));
    }

    /** From the evaluation to the answers: what is wrong with each. */
    List<String> throughEvaluation(Prompt prompt, List<Outcome> outcomes) {
        Critique critique = new Critique(search.description(), prompt);
        return asked(
                outcomes.stream().map(critique::ofAnswer).toList(),
                outcomes.stream().map(outcome -> outcome.score().feedback()).toList());
    }

    /**
     * From the answers to the prompt.
     *
     * @param critiques of the answers, one each
     */
    List<String> throughAnswers(Prompt prompt, List<Outcome> outcomes, List<String> critiques) {
        Critique critique = new Critique(search.description(), prompt);
        List<Ask> asks = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            asks.add(critique.ofInstruction(outcomes.get(i), critiques.get(i)));
        }
        return asked(asks, critiques);
    }

    /** Where the meta-model says nothing, what came in from behind is passed on. */
    private List<String> asked(List<Ask> asks, List<String> otherwise) {
        List<String> replies = search.ask(asks);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            String reply = Critique.read(replies.get(i));
            read.add(reply.isEmpty() ? otherwise.get(i) : reply);
        }
        return read;
    }
}
