package dev.emend.refine;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Prompt;
import dev.emend.run.Inquiry;
import dev.emend.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Refines a prompt over a stream of inputs that is there: answers them batch by batch, and has a {@link LearningPrompt} learn.
 * Inputs of one group are never parted, nor are those of which the prompt reads the same: each such unit counts as one input, a batch
 * and a window are whole units, and the test exchanges these.
 *
 * <p>Costs a call for each input of a batch; where there are failures, a call to the meta-model for each operator that asks
 * and a batch for each draft; and two calls for each input of a window. For one thread; inside, calls run in parallel.
 */
public final class PromptRefinement {

    private final String description;
    private final LoopSettings settings;
    private final Inquiry inquiry;
    private final Consumer<RunEvent> events;
    private final long seed;

    /**
     * @param description what the prompt is for; may be empty
     * @param inquiry with a task model and a meta-model, and with judges where the signal asks them
     * @param events hears what is done now
     */
    public PromptRefinement(
            String description, LoopSettings settings, Inquiry inquiry, long seed, Consumer<RunEvent> events) {
        this.description = description;
        this.settings = settings;
        this.inquiry = inquiry;
        this.events = events;
        this.seed = seed;
    }

    /**
     * Blocks until the stream, the gates, patience or the budget end.
     *
     * @param stream with distinct ids, in the order of their coming, groups in the order of their first inputs. Right answers,
     *     where there are any, are for the signal alone. A {@link dev.emend.program.Retrieval} gives inputs their passages
     * @throws dev.emend.model.ModelException where a model cannot be used
     * @throws IllegalArgumentException where two inputs have one id
     * @throws InvalidInputException where an input lacks what the prompt or the signal needs, or its group; or where a model is missing,
     *     before any call
     */
    public LearnedPrompt learn(Prompt prompt, List<Example> stream) {
        LearningPrompt.requireNewIds(stream, Set.of());
        List<List<Example>> units = Units.of(prompt, stream, settings.group());
        LearningPrompt learning = new LearningPrompt(prompt, description, settings, inquiry, seed, events);
        int at = 0;
        while (learning.isLearning()
                && (learning.isAtGate() || units.size() - at >= settings.batch() + settings.window())) {
            List<List<Example>> next = units.subList(at, at + learning.wanted());
            List<Example> inputs = next.stream().flatMap(List::stream).toList();
            announce(learning, inputs.size(), stream.size());
            List<Outcome> answered = answers(learning.prompt(), inputs);
            if (answered.size() < inputs.size()) {
                learning.keep(answered);
                break;
            }
            int from = 0;
            for (List<Example> unit : next) {
                learning.addScored(answered.subList(from, from + unit.size()));
                from += unit.size();
            }
            at += next.size();
        }
        return learning.learned();
    }

    /**
     * With answers to the rest of the stream, which no batch and no window took, by the prompt that was learned; as many as the
     * budget allows. A call for each.
     *
     * @throws dev.emend.model.ModelException where a model cannot be used
     */
    public LearnedPrompt answered(LearnedPrompt learned, List<Example> stream) {
        Set<String> done = learned.answers().stream()
                .map(answered -> answered.outcome().example().id())
                .collect(Collectors.toSet());
        List<Example> rest =
                stream.stream().filter(input -> !done.contains(input.id())).toList();
        List<LearnedPrompt.Answered> answers = new ArrayList<>(learned.answers());
        if (!rest.isEmpty() && inquiry.stopped().isEmpty()) {
            announce("answering the other " + rest.size() + " of " + stream.size() + " inputs");
            int replaced = Math.toIntExact(learned.replacements());
            answers(learned.prompt(), rest)
                    .forEach(outcome -> answers.add(new LearnedPrompt.Answered(outcome, replaced)));
        }
        return new LearnedPrompt(learned.prompt(), learned.steps(), answers, inquiry.stopped(), inquiry.spend());
    }

    /**
     * How many inputs a stream has, as batches and windows count them: those of one group as one, and those of which the prompt reads
     * the same.
     *
     * @param group the column whose equal values make inputs belong together
     * @throws InvalidInputException where an input has no such column
     */
    public static int count(Prompt prompt, List<Example> stream, Optional<String> group) {
        return Units.of(prompt, stream, group).size();
    }

    private void announce(LearningPrompt learning, int inputs, int all) {
        int answered = learning.learned().rows();
        announce(
                learning.isAtGate()
                        ? "gate " + (learning.gates() + 1) + ": answering " + inputs + " fresh inputs"
                        : "answering inputs " + (answered + 1) + " to " + (answered + inputs) + " of " + all);
    }

    private void announce(String phase) {
        events.accept(new RunEvent.PhaseStarted(phase));
    }

    /** One answer to each, scored; fewer where the budget ended before all were. */
    private List<Outcome> answers(Prompt prompt, List<Example> inputs) {
        return SelfRefinement.answers(settings.signal(), inquiry, prompt, inputs, seed);
    }
}
