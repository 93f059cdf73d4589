package dev.emend.program;

import dev.emend.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds passages by the words that they share with the query, rare words counting more: Okapi BM25 (Robertson and Zaragoza, "The
 * Probabilistic Relevance Framework: BM25 and Beyond", 2009) with k₁ = 1.2 and b = 0.75. Passages that share no word are not
 * found. Immutable.
 */
public final class Bm25 implements Retriever {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final List<String> passages;
    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final Map<String, Integer> holders = new HashMap<>();
    private final double[] lengths;
    private final double meanLength;

    public Bm25(List<String> passages) {
        this.passages = List.copyOf(passages);
        this.lengths = new double[passages.size()];
        for (int i = 0; i < passages.size(); i++) {
            Map<String, Integer> own = new HashMap<>();
            for (String word : words(passages.get(i))) {
                own.merge(word, 1, Integer::sum);
                lengths[i]++;
            }
            own.keySet().forEach(word -> holders.merge(word, 1, Integer::sum));
            counts.add(own);
        }
        this.meanLength = Arrays.stream(lengths).average().orElse(1);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Of passages that fit equally, the earlier is found first. */
    @Override
    public List<String> passages(String query, int k) {
        List<String> words = words(query).stream().distinct().toList();
        double[] scores = IntStream.range(0, passages.size())
                .mapToDouble(
                        i -> words.stream().mapToDouble(word -> score(word, i)).sum())
                .toArray();
        return IntStream.range(0, passages.size())
                .filter(i -> scores[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .limit(k)
                .map(passages::get)
                .toList();
    }

    private double score(String word, int passage) {
        int times = counts.get(passage).getOrDefault(word, 0);
        int holding = holders.getOrDefault(word, 0);
        double rarity = Math.log(1 + (passages.size() - holding + 0.5) / (holding + 0.5));
        return rarity * times * (K1 + 1) / (times + K1 * (1 - B + B * lengths[passage] / meanLength));
    }

    @Override
    public String identity() {
        Fingerprint print = Fingerprint.of("bm25").add(passages.size());
        passages.forEach(print::add);
        return print.hex();
    }
}
