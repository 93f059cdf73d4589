package dev.emend.scoring.retrieval;

import dev.emend.program.Retriever;
import dev.emend.program.RetrieverProvider;
import java.util.List;

/** Passages that are found by their words. */
public final class LuceneRetrieval implements RetrieverProvider {

    @Override
    public Retriever over(List<String> passages) {
        return new LuceneRetriever(passages);
    }
}
