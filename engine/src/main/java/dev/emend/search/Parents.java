package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Parent;
import java.util.List;

/** Candidates as operators take them. */
public final class Parents {

    private Parents() {}

    /** Without its answers. */
    public static Parent of(Candidate candidate) {
        return new Parent(candidate.id(), candidate.prompt());
    }

    /** Without their answers, in order. */
    public static List<Parent> of(List<Candidate> candidates) {
        return candidates.stream().map(Parents::of).toList();
    }

    /** With those of its answers to the examples that are on the scoreboard; asks no model. */
    public static Parent answering(Candidate candidate, List<Example> examples, Scoreboard scoreboard) {
        return new Parent(candidate.id(), candidate.prompt(), scoreboard.outcomes(candidate.id(), examples));
    }
}
