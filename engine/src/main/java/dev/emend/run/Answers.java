package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.evaluation.CutOff;
import dev.emend.metric.Metric;
import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a prompt answered to examples, and what judges said of it; see {@link Evaluator}.
 *
 * @param responses draw by draw, and within a draw in the examples' order; where the budget ended, those that were had and
 *     judged until then
 * @param stopped which limit ended it, if one did
 * @param spend until then, by all that shared the budget
 */
public record Answers(List<Response> responses, Optional<StopReason> stopped, Spend spend) {

    public Answers {
        responses = List.copyOf(responses);
    }

    /** By programs, stage by stage; judges say what the metric asks, where there is one. */
    static Answers made(List<Stages.Planned> planned, Optional<Metric> metric, Calls calls, Ledger ledger, long seed) {
        if (metric.isEmpty()) {
            Stages.Made made = new Stages(calls, seed).make(planned);
            return new Answers(had(made.responses()), made.stopped(), ledger.spend());
        }
        Judging.Judged judged = new Judging(metric.get(), calls, seed).answers(planned);
        return new Answers(had(judged.responses()), judged.stopped(), ledger.spend());
    }

    CutOff cutOff() {
        return CutOff.among(responses, response -> response.entry().reply().endsAtLimit());
    }

    private static List<Response> had(List<Optional<Response>> responses) {
        return responses.stream().flatMap(Optional::stream).toList();
    }

    /**
     * The sampling seed depends on the run's seed, the example and the draw alone, so that any two prompts meet the same
     * one.
     *
     * @param inputs by placeholder
     * @param example its id
     * @param draw from 0, among repeated answers to one example
     * @param seat which of the task models answers, from 0
     */
    static Request request(Prompt prompt, Map<String, String> inputs, String example, long seed, int draw, int seat) {
        Fingerprint sampling = Fingerprint.of("rollout seed").add(seed).add(example);
        return new Request(
                Purpose.TASK,
                prompt.render(inputs),
                prompt.sampling(),
                prompt.outputSchema()
                        .<Constraint>map(Constraint.JsonSchema::new)
                        .orElse(Constraint.NONE),
                (draw == 0 ? sampling : sampling.add(draw)).seed() >>> 33,
                0,
                seat);
    }
}
