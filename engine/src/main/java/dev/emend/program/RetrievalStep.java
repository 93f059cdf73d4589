package dev.emend.program;

import java.util.Set;

/**
 * Looks up passages for a query.
 *
 * @param query the variable with the query
 * @param k how many passages at most, at least 1
 * @param writes the list of the passages' texts, best first
 */
public record RetrievalStep(String name, String query, int k, Retriever retriever, String writes) implements Step {

    public RetrievalStep {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
    }

    @Override
    public Set<String> reads() {
        return Set.of(query);
    }
}
