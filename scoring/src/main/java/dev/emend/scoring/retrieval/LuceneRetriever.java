package dev.emend.scoring.retrieval;

import dev.emend.Fingerprint;
import dev.emend.program.Retriever;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Finds passages by the words that they share with the query, rare words counting more: Okapi BM25 (Robertson and Zaragoza, "The
 * Probabilistic Relevance Framework: BM25 and Beyond", 2009) with k₁ = 1.2 and b = 0.75, over an index of Lucene in memory. Words
 * are split by the rules of Unicode and compared in lower case, without stemming. Passages that share no word are not found; of
 * passages that fit equally, the earlier comes first. Safe for use by many threads at once.
 */
public final class LuceneRetriever implements Retriever {

    private static final String TEXT = "text";
    /** Lucene refuses a query of more. */
    private static final int MOST_WORDS = 1024;

    private final List<String> passages;
    private final Analyzer analyzer = new StandardAnalyzer();
    private final IndexSearcher searcher;

    public LuceneRetriever(List<String> passages) {
        this.passages = List.copyOf(passages);
        try {
            this.searcher = indexed();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an index in memory cannot be written", impossible);
        }
        searcher.setSimilarity(new BM25Similarity());
    }

    /** One segment, so that documents keep the order of the passages. */
    private IndexSearcher indexed() throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer =
                new IndexWriter(directory, new IndexWriterConfig(analyzer).setSimilarity(new BM25Similarity()))) {
            for (String passage : passages) {
                Document document = new Document();
                document.add(new TextField(TEXT, passage, Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        return new IndexSearcher(DirectoryReader.open(directory));
    }

    @Override
    public List<String> passages(String query, int k) {
        if (passages.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words(query).stream()
                .limit(MOST_WORDS)
                .forEach(word -> any.add(new TermQuery(new Term(TEXT, word)), BooleanClause.Occur.SHOULD));
        List<String> found = new ArrayList<>();
        try {
            for (ScoreDoc hit : searcher.search(any.build(), k).scoreDocs) {
                found.add(passages.get(hit.doc));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("an index in memory cannot be read", impossible);
        }
        return found;
    }

    private Set<String> words(String query) {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream stream = analyzer.tokenStream(TEXT, query)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(word.toString());
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text cannot be read", impossible);
        }
        return words;
    }

    @Override
    public String identity() {
        Fingerprint print = Fingerprint.of("lucene bm25").add(passages.size());
        passages.forEach(print::add);
        return print.hex();
    }
}
