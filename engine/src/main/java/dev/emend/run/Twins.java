package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import java.util.List;
import java.util.Optional;

/** Candidates that answer alike whatever their words: as far as is known, one candidate under two ids. */
record Twins(Scoreboard scoreboard, List<Example> validation) {

    /** Two prompts that answer so many validation examples alike are taken for one; docs/strategies/README.md has how often that is wrong. */
    private static final int ENOUGH_TO_TELL = 24;

    /** The id of the first of the candidates before this one that answers as it does. */
    Optional<Integer> of(Candidate candidate, List<Candidate> candidates) {
        return candidates.stream()
                .filter(other -> other.id() < candidate.id() && answerAlike(other, candidate))
                .map(Candidate::id)
                .findFirst();
    }

    private boolean answerAlike(Candidate first, Candidate second) {
        List<Example> shared = scoreboard.shared(first.id(), second.id(), validation);
        return shared.size() >= ENOUGH_TO_TELL && texts(first, shared).equals(texts(second, shared));
    }

    private List<String> texts(Candidate candidate, List<Example> examples) {
        return scoreboard.outcomes(candidate.id(), examples).stream()
                .map(outcome -> outcome.output().strip())
                .toList();
    }
}
