package dev.emend.metric.text;

import java.util.Arrays;
import java.util.List;

/**
 * METEOR (Lavie and Agarwal, "Meteor: An Automatic Metric for MT Evaluation with High Levels of Correlation with Human
 * Judgments", 2007) as NLTK 3.10 computes it, with its stages for equal words and equal stems, and without that for
 * synonyms.
 *
 * @param matches how many words are aligned with one of the reference
 * @param chunks how many runs of neighbours they make, in the same order on both sides
 * @param reference its words
 * @param candidate its words
 */
record Meteor(int matches, int chunks, int reference, int candidate) {

    private static final double ALPHA = 0.9;
    private static final double BETA = 3;
    private static final double GAMMA = 0.5;

    private static final int FREE = -1;

    /** Linear in the texts' lengths. */
    static Meteor of(List<String> reference, List<String> candidate) {
        List<String> wanted = reference.stream().map(PythonText::lower).toList();
        List<String> came = candidate.stream().map(PythonText::lower).toList();
        int[] partners = new int[came.size()];
        Arrays.fill(partners, FREE);
        boolean[] taken = new boolean[wanted.size()];
        align(wanted, came, partners, taken);
        align(stems(wanted), stems(came), partners, taken);
        return new Meteor(
                (int) Arrays.stream(partners).filter(place -> place != FREE).count(),
                chunks(partners),
                wanted.size(),
                came.size());
    }

    private static List<String> stems(List<String> words) {
        return words.stream().map(PorterStemmer::stem).toList();
    }

    /** From the last word to the first, each with the last equal one that is still free. */
    private static void align(List<String> wanted, List<String> came, int[] partners, boolean[] taken) {
        Vocabulary vocabulary = new Vocabulary();
        int[] wantedCodes = vocabulary.encode(wanted);
        int[] cameCodes = vocabulary.encode(came);
        int[] last = new int[vocabulary.size()];
        int[] previous = new int[wantedCodes.length];
        Arrays.fill(last, FREE);
        for (int i = 0; i < wantedCodes.length; i++) {
            if (!taken[i]) {
                previous[i] = last[wantedCodes[i]];
                last[wantedCodes[i]] = i;
            }
        }
        for (int i = cameCodes.length - 1; i >= 0; i--) {
            int place = last[cameCodes[i]];
            if (partners[i] == FREE && place != FREE) {
                partners[i] = place;
                taken[place] = true;
                last[cameCodes[i]] = previous[place];
            }
        }
    }

    private static int chunks(int[] partners) {
        int chunks = 0;
        for (int i = 0; i < partners.length; i++) {
            boolean goesOn = i > 0 && partners[i - 1] != FREE && partners[i] == partners[i - 1] + 1;
            chunks += partners[i] != FREE && !goesOn ? 1 : 0;
        }
        return chunks;
    }

    double precision() {
        return matches / (double) Math.max(1, candidate);
    }

    double recall() {
        return matches / (double) Math.max(1, reference);
    }

    /** What is taken off for words in another order, in [0, 0.5]. */
    double penalty() {
        return matches == 0 ? 0 : GAMMA * Math.pow(chunks / (double) matches, BETA);
    }

    /** In [0, 1); 0 where no word is aligned. */
    double value() {
        if (matches == 0) {
            return 0;
        }
        double mean = precision() * recall() / (ALPHA * precision() + (1 - ALPHA) * recall());
        return (1 - penalty()) * mean;
    }
}
