package dev.emend.refine;

import dev.emend.metric.Outcome;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import java.util.List;
import java.util.Optional;

/**
 * The refined answers to many inputs.
 *
 * @param refined in the inputs' order; inputs whose first answer the budget did not allow are not there
 * @param stopped which limit was reached, if one was
 * @param spend by everything that shared the budget until then
 */
public record Refinement(List<Refined> refined, Optional<StopReason> stopped, Spend spend) {

    public Refinement {
        refined = List.copyOf(refined);
    }

    /** The first answers with the score that steers. */
    public List<Outcome> firsts() {
        return refined.stream().map(one -> one.first().outcome()).toList();
    }

    /** The best answers with the score that steers. None is below its first answer: this is how they were chosen. */
    public List<Outcome> bests() {
        return refined.stream().map(one -> one.best().outcome()).toList();
    }
}
