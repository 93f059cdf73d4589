package dev.emend.program;

import java.util.List;

/** Finds passages for a query. Safe for use by many threads at once. */
@FunctionalInterface
public interface Retriever {

    /** @return at most {@code k} passages, best first */
    List<String> passages(String query, int k);

    /**
     * What tells this retriever from another, such as a fingerprint of its passages. What it found is kept under this name, so
     * that a run that goes on later finds the same. That of a lambda is empty, whatever it searches, unless {@link #named} gives it one.
     */
    default String identity() {
        return "";
    }

    /**
     * A retriever with an identity, such as {@code handbook-2026-10}. Whoever changes the passages or the search changes that too: under the
     * old one, a journal still gives what was found before.
     */
    static Retriever named(String identity, Retriever retriever) {
        return new Retriever() {
            @Override
            public List<String> passages(String query, int k) {
                return retriever.passages(query, k);
            }

            @Override
            public String identity() {
                return identity;
            }
        };
    }
}
