package dev.emend.metric.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * ROUGE (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004) as rouge-score 0.1.2 counts it: words are
 * runs of a–z and 0–9 in lower case, all other characters part them. So a text in another script has no words, and every
 * figure of it is 0. Pure functions, safe for use by many threads.
 */
public final class Rouge {

    // What tracing back through one pair of lines may hold in memory: 16,384² bits are 32 MiB.
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_LINES = 2_000;

    private static final long MOST_WORK = 2_500_000_000L;
    private static final int CUT = 50_000;

    private Rouge() {}

    /**
     * ROUGE-N without stemming: which of the candidate's runs of {@code n} words are in the reference (precision), and
     * which of the reference's are in the candidate (recall), repeated runs counted as often as both have them. Linear in
     * the texts' lengths.
     *
     * @param n at least 1
     */
    public static PrecisionRecall n(String reference, String candidate, int n) {
        return n(RougeWords.of(reference, false), RougeWords.of(candidate, false), n);
    }

    static PrecisionRecall n(List<String> reference, List<String> candidate, int n) {
        Vocabulary vocabulary = new Vocabulary();
        int[] wanted = vocabulary.encode(reference);
        int[] came = vocabulary.encode(candidate);
        return PrecisionRecall.of(
                NGrams.matches(List.of(wanted), came, n)[n - 1],
                NGrams.count(wanted.length, n),
                NGrams.count(came.length, n));
    }

    /**
     * ROUGE-L: the longest common subsequence of the words. Where the lengths multiply to more than 2.5 · 10<sup>9</sup>,
     * the first 50,000 words of both are compared, which bounds the time to about a second.
     */
    static PrecisionRecall l(List<String> reference, List<String> candidate) {
        Vocabulary vocabulary = new Vocabulary();
        int[] wanted = vocabulary.encode(reference);
        int[] came = vocabulary.encode(candidate);
        if ((long) wanted.length * came.length > MOST_WORK) {
            wanted = Arrays.copyOf(wanted, Math.min(CUT, wanted.length));
            came = Arrays.copyOf(came, Math.min(CUT, came.length));
        }
        int length = new CommonSubsequence(vocabulary.size()).length(wanted, came);
        return PrecisionRecall.of(length, wanted.length, came.length);
    }

    /**
     * ROUGE-Lsum: for each line of the reference, the words that any line of the candidate has in common with it as a
     * subsequence, no word counted more often than either text has it. Of a line with more than 16,384 words
     * and of a text with more than 2,000 lines, the first ones are aligned.
     */
    static PrecisionRecall lsum(String reference, String candidate, boolean stem) {
        Vocabulary vocabulary = new Vocabulary();
        List<int[]> wanted = lines(reference, stem, vocabulary);
        List<int[]> came = lines(candidate, stem, vocabulary);
        int[] leftWanted = counts(wanted, vocabulary.size());
        int[] leftCame = counts(came, vocabulary.size());
        CommonSubsequence subsequence = new CommonSubsequence(vocabulary.size());
        int hits = 0;
        for (int[] line : first(wanted)) {
            for (int place : union(subsequence, line, first(came))) {
                int word = line[place];
                if (leftWanted[word] > 0 && leftCame[word] > 0) {
                    leftWanted[word]--;
                    leftCame[word]--;
                    hits++;
                }
            }
        }
        return PrecisionRecall.of(hits, length(wanted), length(came));
    }

    private static List<int[]> lines(String text, boolean stem, Vocabulary vocabulary) {
        List<int[]> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            int[] words = vocabulary.encode(RougeWords.of(line, stem));
            if (words.length > 0) {
                lines.add(words);
            }
        }
        return lines;
    }

    private static List<int[]> first(List<int[]> lines) {
        return lines.subList(0, Math.min(MOST_LINES, lines.size()));
    }

    private static int[] counts(List<int[]> lines, int vocabulary) {
        int[] counts = new int[vocabulary];
        lines.forEach(line -> Arrays.stream(line).forEach(word -> counts[word]++));
        return counts;
    }

    private static int length(List<int[]> lines) {
        return lines.stream().mapToInt(line -> line.length).sum();
    }

    private static int[] union(CommonSubsequence subsequence, int[] line, List<int[]> others) {
        BitSet places = new BitSet(line.length);
        for (int[] other : others) {
            subsequence.mark(aligned(line), aligned(other), places);
        }
        return places.stream().toArray();
    }

    private static int[] aligned(int[] line) {
        return line.length <= LONGEST_LINE ? line : Arrays.copyOf(line, LONGEST_LINE);
    }
}
