package dev.emend.run;

import dev.emend.metric.Outcome;
import dev.emend.search.Candidate;
import java.util.List;
import java.util.Map;

/**
 * A round of a chain's search, on the prompt of one step.
 *
 * @param number from 1
 * @param base the chain so far
 * @param outcomes of the chain on the train examples that are looked at
 * @param blames by the ids of the examples that failed
 * @param slice calls that the round may make; one batch may go beyond it
 * @param callsEach calls from this step on that an answer of the chain takes, those of judges included
 */
record StepRound(
        int number,
        String step,
        Candidate base,
        List<Outcome> outcomes,
        Map<String, Blame> blames,
        long slice,
        double callsEach) {

    StepRound {
        outcomes = List.copyOf(outcomes);
    }

    /** Tells this round's chances from another's. */
    String label() {
        return "round " + number + " on " + step;
    }

    /** Whether what is left pays for a search at all. */
    boolean paysForASearch() {
        return slice >= 2 + 4 * callsEach;
    }

    StepView view() {
        return new StepView(base.program(), step, blames);
    }

    /** What went wrong by this step. */
    List<Outcome> blamed() {
        return outcomes.stream().filter(this::isBlamedFor).toList();
    }

    private boolean isBlamedFor(Outcome outcome) {
        Blame blame = blames.get(outcome.example().id());
        return blame != null && blame.step().equals(step);
    }
}
