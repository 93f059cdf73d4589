package dev.emend.program;

import java.util.List;

/**
 * Makes passages findable. Implementations are found by {@link java.util.ServiceLoader}; without one, chain files with
 * retrieval steps cannot be read.
 */
public interface RetrieverProvider {

    /** @param passages of equal rank: what a query finds does not depend on their order, but that of equals the earlier comes first */
    Retriever over(List<String> passages);
}
