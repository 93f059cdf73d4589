package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.format.data.PassageFile;
import dev.emend.program.Retrieval;
import dev.emend.scoring.retrieval.LuceneRetriever;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the context of a question is looked up. */
public final class RetrievalOptions {

    /** The placeholder that the passages fill. */
    public static final String CONTEXT = Retrieval.USUAL_CONTEXT;

    @Option(
            names = "--retrieve",
            paramLabel = "PATH",
            description =
                    "Fill {{context}} with the passages of a file, or of the files in a folder, that fit the question"
                            + " best, by BM25: a passage a line, or the \"text\" of each line of a .jsonl file.")
    private @Nullable Path passages;

    @Option(
            names = "--query",
            paramLabel = "INPUT",
            description = "With --retrieve: the input that is looked up. Default: question, or the only one there is.")
    private @Nullable String query;

    @Option(names = "--k", paramLabel = "N", description = "With --retrieve: how many passages at most. Default: 3.")
    private int k = Retrieval.USUAL_K;

    public Optional<Path> passages() {
        return Optional.ofNullable(passages);
    }

    /**
     * Rows with their context, which is not read where it is looked up.
     *
     * @param placeholders of the prompt
     * @param defaults of placeholders
     * @param reading rows that fill placeholders, with defaults
     */
    public List<Example> rows(
            Set<String> placeholders,
            Map<String, String> defaults,
            BiFunction<Set<String>, Map<String, String>, List<Example>> reading) {
        Set<String> given = new LinkedHashSet<>(placeholders);
        Map<String, String> usual = new LinkedHashMap<>(defaults);
        Optional<Retrieval> retrieval = retrieval(placeholders);
        if (retrieval.isPresent()) {
            given.remove(CONTEXT);
            usual.remove(CONTEXT);
        }
        List<Example> rows = reading.apply(given, usual);
        return retrieval.map(found -> rows.stream().map(found).toList()).orElse(rows);
    }

    private Optional<Retrieval> retrieval(Set<String> placeholders) {
        if (passages == null) {
            if (query != null) {
                throw new InvalidInputException(
                        "--query goes with --retrieve", Where.NOWHERE, "add --retrieve passages.txt.");
            }
            return Optional.empty();
        }
        if (k < 1) {
            throw new InvalidInputException("--k must be at least 1, not " + k, Where.NOWHERE, "");
        }
        if (!placeholders.contains(CONTEXT)) {
            throw new InvalidInputException(
                    "the prompt has no placeholder {{" + CONTEXT + "}} for the passages that --retrieve finds",
                    Where.NOWHERE,
                    "write {{" + CONTEXT + "}} where they should stand.");
        }
        return Optional.of(
                new Retrieval(new LuceneRetriever(PassageFile.read(passages)), query(placeholders), CONTEXT, k));
    }

    private String query(Set<String> placeholders) {
        Set<String> others = new TreeSet<>(placeholders);
        others.remove(CONTEXT);
        if (query != null) {
            if (!others.contains(query)) {
                throw new InvalidInputException(
                        "the prompt has no placeholder {{" + query + "}} to look up",
                        Where.NOWHERE,
                        others.isEmpty() ? "" : Nearest.advice(query, others));
            }
            return query;
        }
        return Retrieval.usualQuery(others)
                .orElseThrow(() -> new InvalidInputException(
                        "which of " + others + " is to be looked up is not said", Where.NOWHERE, "add --query INPUT."));
    }
}
