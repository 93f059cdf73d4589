package dev.emend.refine;

import java.util.List;

/**
 * What is wrong with an answer.
 *
 * @param critic who said it
 * @param findings most telling first, at least one
 */
public record Critique(Critic critic, List<Finding> findings) {

    public Critique {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a critique needs at least one finding");
        }
    }
}
