package dev.emend.search;

import dev.emend.prompt.Prompt;
import java.util.List;

/**
 * A prompt that the search has let through the screen.
 *
 * @param id in order of arrival; the seed is 0
 * @param parents ids of the candidates it was written from, empty for the seed
 * @param hypothesis why it should be better
 */
public record Candidate(int id, Prompt prompt, List<Integer> parents, String operator, String hypothesis) {

    public Candidate {
        parents = List.copyOf(parents);
    }

    /**
     * The candidate of this id.
     *
     * @throws java.util.NoSuchElementException where it is not among them
     */
    static Candidate withId(List<Candidate> candidates, int id) {
        return candidates.stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
