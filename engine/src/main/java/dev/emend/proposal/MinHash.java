package dev.emend.proposal;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Estimates how much two texts have in common: the Jaccard similarity of their sets of three-word shingles, from 128
 * minimum hashes (Broder, "On the resemblance and containment of documents", 1997). Its standard error is at most 0.045.
 * Case, punctuation and white space do not count.
 */
final class MinHash {

    private static final int HASHES = 128;
    private static final int WORDS = 3;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern WITHOUT_SPACES = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}&&\\p{L}]\\p{M}*");

    private final long[] minima;

    private MinHash(long[] minima) {
        this.minima = minima;
    }

    static MinHash of(String text) {
        long[] minima = new long[HASHES];
        Arrays.fill(minima, Long.MAX_VALUE);
        String[] words = normalized(text).split(" ");
        for (int i = 0; i < Math.max(1, words.length - WORDS + 1); i++) {
            long shingle = hash(words, i, Math.min(words.length, i + WORDS));
            for (int h = 0; h < HASHES; h++) {
                minima[h] = Math.min(minima[h], mixed(shingle + h * 0x9E3779B97F4A7C15L));
            }
        }
        return new MinHash(minima);
    }

    /** Of the words from {@code from} to before {@code to}, in their order. */
    static long hash(String[] words, int from, int to) {
        long hash = 1125899906842597L;
        for (int i = from; i < to; i++) {
            for (int k = 0; k < words[i].length(); k++) {
                hash = 31 * hash + words[i].charAt(k);
            }
            hash = 31 * hash + ' ';
        }
        return hash;
    }

    /**
     * Lower case, with every run of other characters than letters, their marks and digits as one space. In scripts without spaces between
     * words each letter is taken for one.
     */
    static String normalized(String text) {
        String apart = WITHOUT_SPACES.matcher(text).replaceAll(" $0 ");
        return BETWEEN_WORDS
                .matcher(apart.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /** In [0, 1]. */
    double similarity(MinHash other) {
        int equal = 0;
        for (int h = 0; h < HASHES; h++) {
            equal += minima[h] == other.minima[h] ? 1 : 0;
        }
        return equal / (double) HASHES;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
