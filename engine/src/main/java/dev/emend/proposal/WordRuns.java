package dev.emend.proposal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs of consecutive words that stand in a few of many texts, by their hashes: who has such a run has it from there. What many
 * texts have in common, such as a letterhead, is nobody's own.
 */
final class WordRuns {

    /** So many words in a row are no accident. */
    static final int WORDS = 12;

    private final Set<Long> own;

    /** In so many texts a run is anybody's, however few texts there are. */
    private static final int FEW = 3;

    private static final int SHARE = 20;

    /** @param texts normalized, as {@link MinHash#normalized} does it */
    WordRuns(List<String> texts) {
        Map<Long, Integer> times = new HashMap<>();
        texts.forEach(text ->
                Arrays.stream(hashes(text.split(" "))).distinct().forEach(run -> times.merge(run, 1, Integer::sum)));
        int most = Math.max(FEW, texts.size() / SHARE);
        this.own = times.entrySet().stream()
                .filter(run -> run.getValue() <= most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The first run of a text that is one of these.
     *
     * @param text normalized
     * @param allowed a normalized text whose runs do not count
     */
    Optional<String> in(String text, String allowed) {
        String[] words = text.split(" ");
        long[] hashes = hashes(words);
        Set<Long> exempt = new HashSet<>();
        Arrays.stream(hashes(allowed.split(" "))).forEach(exempt::add);
        for (int i = 0; i < hashes.length; i++) {
            if (!exempt.contains(hashes[i]) && own.contains(hashes[i])) {
                return Optional.of(String.join(" ", Arrays.asList(words).subList(i, i + WORDS)));
            }
        }
        return Optional.empty();
    }

    /** Of each run in order; none of a text that has fewer words. */
    private static long[] hashes(String[] words) {
        long[] hashes = new long[Math.max(0, words.length - WORDS + 1)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = MinHash.hash(words, i, i + WORDS);
        }
        return hashes;
    }
}
