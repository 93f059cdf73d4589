package dev.emend.metric.text;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * For each order, first those of characters and then those of words, how many n-grams an answer has, how many a reference,
 * and how many both; of one answer or, added up, of many. An answer's n-grams count only where the reference has any.
 * Immutable.
 */
final class ChrfCounts {

    private final Lengths lengths;
    private final long[] came;
    private final long[] wanted;
    private final long[] matched;

    /** What one answer and its reference consist of. */
    record Lengths(int characters, int expectedCharacters, int words, int expectedWords) {}

    private final int characterOrder;

    private ChrfCounts(Lengths lengths, int characterOrder, int orders) {
        this.lengths = lengths;
        this.characterOrder = characterOrder;
        came = new long[orders];
        wanted = new long[orders];
        matched = new long[orders];
    }

    /** Of no answer at all: the start of a sum. */
    static ChrfCounts none(int characterOrder, int wordOrder) {
        return new ChrfCounts(new Lengths(0, 0, 0, 0), characterOrder, characterOrder + wordOrder);
    }

    static ChrfCounts of(Lengths lengths, int[] characterMatches, int[] wordMatches) {
        ChrfCounts counts =
                new ChrfCounts(lengths, characterMatches.length, characterMatches.length + wordMatches.length);
        for (int n = 1; n <= characterMatches.length; n++) {
            counts.set(n - 1, n, lengths.characters, lengths.expectedCharacters, characterMatches[n - 1]);
        }
        for (int n = 1; n <= wordMatches.length; n++) {
            counts.set(characterMatches.length + n - 1, n, lengths.words, lengths.expectedWords, wordMatches[n - 1]);
        }
        return counts;
    }

    private void set(int order, int n, int length, int expectedLength, int matches) {
        wanted[order] = NGrams.count(expectedLength, n);
        came[order] = wanted[order] > 0 ? NGrams.count(length, n) : 0;
        matched[order] = matches;
    }

    /** From the {@link #parts} of one answer's score. */
    static ChrfCounts from(Map<String, Double> parts, int characterOrder, int wordOrder) {
        int[] characterMatches = new int[characterOrder];
        for (int n = 1; n <= characterOrder; n++) {
            characterMatches[n - 1] = whole(parts, "matches-" + n);
        }
        int[] wordMatches = new int[wordOrder];
        for (int n = 1; n <= wordOrder; n++) {
            wordMatches[n - 1] = whole(parts, "word-matches-" + n);
        }
        Lengths lengths = new Lengths(
                whole(parts, "characters"),
                whole(parts, "expected-characters"),
                whole(parts, "words"),
                whole(parts, "expected-words"));
        return of(lengths, characterMatches, wordMatches);
    }

    private static int whole(Map<String, Double> parts, String name) {
        return requireNonNull(parts.get(name), name).intValue();
    }

    /** One answer's counts by name. */
    Map<String, Double> parts() {
        Map<String, Double> parts = new TreeMap<>();
        for (int i = 0; i < matched.length; i++) {
            String name = i < characterOrder ? "matches-" + (i + 1) : "word-matches-" + (i - characterOrder + 1);
            parts.put(name, (double) matched[i]);
        }
        parts.put("characters", (double) lengths.characters);
        parts.put("expected-characters", (double) lengths.expectedCharacters);
        parts.put("words", (double) lengths.words);
        parts.put("expected-words", (double) lengths.expectedWords);
        return parts;
    }

    ChrfCounts plus(ChrfCounts other) {
        ChrfCounts sum = none(characterOrder, matched.length - characterOrder);
        for (int i = 0; i < matched.length; i++) {
            sum.came[i] = came[i] + other.came[i];
            sum.wanted[i] = wanted[i] + other.wanted[i];
            sum.matched[i] = matched[i] + other.matched[i];
        }
        return sum;
    }

    double precision(int order, double otherwise) {
        return came[order] > 0 ? matched[order] / (double) came[order] : otherwise;
    }

    double recall(int order, double otherwise) {
        return wanted[order] > 0 ? matched[order] / (double) wanted[order] : otherwise;
    }

    /** Whether both sides have n-grams of this order. */
    boolean isEffective(int order) {
        return came[order] > 0 && wanted[order] > 0;
    }
}
