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

    private record Drawn(Candidate parent, List<Example> minibatch) {}

    /** Each parent with a minibatch that it does not solve, as far as one is found; a parent of which none is found keeps its turn. */
    List<Attempt> of(List<Candidate> parents) {
        List<Drawn> drawn = new ArrayList<>();
        parents.forEach(parent -> drawn.add(new Drawn(parent, minibatches.next())));
        measure(drawn);
        for (int i = 0; i < REDRAWS; i++) {
            drawn.replaceAll(one -> isSolved(one) ? new Drawn(one.parent, minibatches.next()) : one);
            measure(drawn);
        }
        return drawn.stream()
                .filter(one -> !isSolved(one))
                .map(one -> new Attempt(one.parent, components.taken(one.parent), one.minibatch))
                .toList();
    }

    private void measure(List<Drawn> drawn) {
        search.evaluate(drawn.stream()
                .map(one -> new Assignment(one.parent, one.minibatch))
                .toList());
    }

    private boolean isSolved(Drawn drawn) {
        return Parents.answering(drawn.parent, drawn.minibatch, scoreboard)
                .failures()
                .isEmpty();
    }
}
