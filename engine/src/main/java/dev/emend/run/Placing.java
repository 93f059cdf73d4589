package dev.emend.run;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.judge.League;
import dev.emend.search.Candidate;
import java.util.Optional;

/**
 * A candidate of a comparison, as it was measured.
 *
 * @param score on the examples that it met; empty where it met none
 * @param difference to the reference, on the examples that both met; empty for the reference itself and where they share none
 * @param strength where a judge compared answers
 */
record Placing(
        Candidate candidate,
        Optional<Estimate> score,
        Optional<Difference> difference,
        Optional<League.Standing> strength,
        Fate fate) {}
