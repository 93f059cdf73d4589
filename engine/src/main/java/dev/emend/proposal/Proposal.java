package dev.emend.proposal;

import dev.emend.prompt.Prompt;
import java.util.List;

/**
 * A new prompt that an operator has written, not yet screened.
 *
 * @param parents ids of the candidates it was written from
 * @param hypothesis why it should be better, in one sentence
 */
public record Proposal(Prompt prompt, List<Integer> parents, String operator, String hypothesis) implements Reading {

    public Proposal {
        parents = List.copyOf(parents);
    }
}
