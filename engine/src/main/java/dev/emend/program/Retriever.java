package dev.emend.program;

import java.util.List;

/** Finds passages for a query. Safe for use by many threads at once. */
@FunctionalInterface
public interface Retriever {

    /** @return at most {@code k} passages, best first */
    List<String> passages(String query, int k);

    /**
     * What tells this retriever from another, such as a fingerprint of its passages. What it found is kept under this name, so
     * that a run that goes on later finds the same.
     */
    default String identity() {
        return "";
    }
}
