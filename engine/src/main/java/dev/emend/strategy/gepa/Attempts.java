package dev.emend.strategy.gepa;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Parent;
import dev.emend.search.Assignment;
import dev.emend.search.Candidate;
import dev.emend.search.Minibatches;
import dev.emend.search.Parents;
import dev.emend.search.Search;
import java.util.ArrayList;
import java.util.List;

/** The attempts of an iteration of {@link Gepa}: parents, each with a minibatch of train examples to learn from. */
final class Attempts {

    private static final int REDRAWS = 4;

    private final Search search;
    private final Scoreboard scoreboard;
    private final Minibatches minibatches;
    private final Components components;

    /**
     * A parent that is to be improved.
     *
     * @param turn of its {@link Components}
     */
    record Attempt(Candidate parent, int turn, List<Example> minibatch) {

        /** The parent with its answers. */
        Parent look(Scoreboard scoreboard) {
            return Parents.answering(parent, minibatch, scoreboard);
        }
    }

    Attempts(Search search, Minibatches minibatches, Components components) {
        this.search = search;
        this.scoreboard = search.scoreboard();
        this.minibatches = minibatches;
        this.components = components;
    }

    /** Each parent with a minibatch that it does not solve, as far as one is found. */
    List<Attempt> of(List<Candidate> parents) {
        List<Attempt> attempts = new ArrayList<>();
        for (Candidate parent : parents) {
            attempts.add(new Attempt(parent, components.taken(parent), minibatches.next()));
        }
        measure(attempts);
        for (int i = 0; i < REDRAWS; i++) {
            attempts.replaceAll(attempt ->
                    solves(attempt) ? new Attempt(attempt.parent, attempt.turn, minibatches.next()) : attempt);
            measure(attempts);
        }
        attempts.removeIf(this::solves);
        return attempts;
    }

    private void measure(List<Attempt> attempts) {
        search.evaluate(attempts.stream()
                .map(attempt -> new Assignment(attempt.parent, attempt.minibatch))
                .toList());
    }

    private boolean solves(Attempt attempt) {
        return attempt.look(scoreboard).failures().isEmpty();
    }
}
