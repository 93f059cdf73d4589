package dev.emend.search;

import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import java.util.List;

/**
 * A prompt that the search has let through the screen, with the program that it is part of.
 *
 * @param id in order of arrival; what the user gave is 0
 * @param step the step of the program whose prompt is searched
 * @param parents ids of the candidates it was written from, empty for the seed
 * @param hypothesis why it should be better
 */
public record Candidate(
        int id, Program program, String step, List<Integer> parents, String operator, String hypothesis) {

    public Candidate {
        parents = List.copyOf(parents);
    }

    /** A candidate of a program that is one prompt. */
    public Candidate(int id, Prompt prompt, List<Integer> parents, String operator, String hypothesis) {
        this(id, Program.of(prompt), parents, operator, hypothesis);
    }

    private Candidate(int id, Program program, List<Integer> parents, String operator, String hypothesis) {
        this(id, program, program.prompts().keySet().iterator().next(), parents, operator, hypothesis);
    }

    /** The prompt of the step that is searched. */
    public Prompt prompt() {
        return program.prompt(step);
    }

    /** Whether it is what the user gave, with which the gate compares. */
    public boolean isUsersOwn() {
        return id == 0;
    }

    /** This candidate, seen from another step of its program. */
    public Candidate focused(String other) {
        return new Candidate(id, program, other, parents, operator, hypothesis);
    }

    /**
     * The candidate of this id.
     *
     * @throws java.util.NoSuchElementException where it is not among them
     */
    public static Candidate withId(List<Candidate> candidates, int id) {
        return candidates.stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
