package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.model.Completion;
import dev.emend.model.Price;
import dev.emend.model.Usage;
import dev.emend.program.Trace;
import java.util.List;

/**
 * What came back for one example.
 *
 * @param entry the task model's, from the journal; of a chain, all its calls taken together, and rejected where it has no answer
 * @param usage of the task model, also where it came to no answer
 * @param judgements what judges replied to the metric's questions; empty where none was asked
 * @param trace what the steps of a chain did; {@link Trace#NONE} of a single prompt
 * @param calls of the task model, found in the journal or not
 */
public record Response(
        Example example, Journal.Entry entry, Usage usage, List<Completion> judgements, Trace trace, int calls) {

    public Response {
        judgements = List.copyOf(judgements);
    }

    /** The answer of a single prompt. */
    public Response(Example example, Journal.Entry entry, List<Completion> judgements) {
        this(example, entry, entry.reply().usage(), judgements, Trace.NONE, 1);
    }

    /** The model's text; empty where it rejected the request. */
    public String text() {
        return entry.reply().completion().text();
    }

    /** @param price of the task model that answered */
    public Answer answer(Price price) {
        return new Answer(example, text(), new Effort(usage, entry.took(), price.microDollars(usage)), judgements);
    }

    Response judged(List<Completion> replies) {
        return new Response(example, entry, usage, replies, trace, calls);
    }

    /**
     * Scores the answer. A request that the model rejected, and an answer that was held back, score 0; an answer that was cut off is said
     * to be.
     *
     * @param price of the task model that answered
     */
    public Outcome scored(Metric metric, Price price) {
        Answer answer = answer(price);
        if (entry.reply().saysNothing()) {
            return new Outcome(answer, metric.silence(answer, trace.failure().orElseGet(entry.reply()::whySilent)));
        }
        Outcome outcome = Outcome.of(answer, metric);
        return entry.reply().endsAtLimit() ? outcome.cutOff() : outcome;
    }
}
