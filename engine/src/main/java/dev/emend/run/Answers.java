package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has a prompt answer examples, under a budget and from a journal, without any search: what {@code emend run} and
 * {@code emend evaluate} do. What a metric asks judges is asked too.
 *
 * @param responses in the examples' order; where the budget ended, those that were had and judged until then
 * @param stopped which limit ended it, if one did
 */
public record Answers(List<Response> responses, Optional<StopReason> stopped, Spend spend) {

    public Answers {
        responses = List.copyOf(responses);
    }

    /**
     * Blocks until all answers are there or a limit is reached. Calls run in parallel.
     *
     * @param metric whose questions judges answer; empty where nobody judges
     * @throws ModelException where the model cannot be used
     * @throws dev.emend.InvalidInputException where an example lacks an input that the prompt needs
     */
    public static Answers of(
            Prompt prompt,
            List<Example> examples,
            Optional<Metric> metric,
            Models models,
            Budget budget,
            Journal journal,
            long seed,
            Consumer<RunEvent> events) {
        Ledger ledger = new Ledger(budget);
        Calls calls = new Calls(models, journal, ledger, events, System::nanoTime);
        budget.time().ifPresent(calls::deadline);
        Calls.Batch batch = calls.complete(
                examples.stream().map(example -> request(prompt, example, seed)).toList());
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            batch.entries().get(i).ifPresent(entry -> responses.add(new Response(example, entry, List.of())));
        }
        if (metric.isEmpty()) {
            return new Answers(responses, batch.stopped(), ledger.spend());
        }
        Judging.Judged judged = new Judging(metric.get(), calls, seed).judge(responses);
        return new Answers(
                judged.responses().stream().flatMap(Optional::stream).toList(),
                batch.stopped().or(judged::stopped),
                ledger.spend());
    }

    /** The sampling seed depends on the run's seed and the example alone, so that any two prompts meet the same one. */
    static Request request(Prompt prompt, Example example, long seed) {
        return new Request(
                Purpose.TASK,
                prompt.render(example.inputs()),
                prompt.sampling(),
                prompt.outputSchema()
                        .<Constraint>map(Constraint.JsonSchema::new)
                        .orElse(Constraint.NONE),
                Fingerprint.of("rollout seed").add(seed).add(example.id()).seed() >>> 33,
                0);
    }
}
