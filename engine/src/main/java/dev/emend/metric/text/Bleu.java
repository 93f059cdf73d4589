package dev.emend.metric.text;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts that BLEU is made of (Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation", 2002),
 * of one answer or, added up, of many; and its value as sacreBLEU 2.6 computes it. Immutable.
 */
final class Bleu {

    static final int ORDERS = 4;

    private final long length;
    private final long referenceLength;
    private final long[] matches;
    private final long[] totals;

    private Bleu(long length, long referenceLength, long[] matches, long[] totals) {
        this.length = length;
        this.referenceLength = referenceLength;
        this.matches = matches;
        this.totals = totals;
    }

    /** Of no answer at all: the start of a sum. */
    static Bleu none() {
        return new Bleu(0, 0, new long[ORDERS], new long[ORDERS]);
    }

    /** Of one answer, whose n-grams may match those of any reference, and whose length is held to that of the closest. */
    static Bleu of(List<List<String>> references, List<String> candidate) {
        Vocabulary vocabulary = new Vocabulary();
        List<int[]> wanted = references.stream().map(vocabulary::encode).toList();
        int[] matches = NGrams.matches(wanted, vocabulary.encode(candidate), ORDERS);
        int closest = wanted.getFirst().length;
        for (int[] reference : wanted) {
            int farther = Math.abs(reference.length - candidate.size()) - Math.abs(closest - candidate.size());
            if (farther < 0 || farther == 0 && reference.length < closest) {
                closest = reference.length;
            }
        }
        return of(candidate.size(), closest, matches);
    }

    private static Bleu of(int length, int referenceLength, int[] matches) {
        long[] matched = new long[ORDERS];
        long[] totals = new long[ORDERS];
        for (int n = 1; n <= ORDERS; n++) {
            matched[n - 1] = matches[n - 1];
            totals[n - 1] = NGrams.count(length, n);
        }
        return new Bleu(length, referenceLength, matched, totals);
    }

    /** From the {@link #parts} of one answer's score. */
    static Bleu from(Map<String, Double> parts) {
        int[] matches = new int[ORDERS];
        for (int n = 1; n <= ORDERS; n++) {
            matches[n - 1] = whole(parts, "matches-" + n);
        }
        return of(whole(parts, "words"), whole(parts, "expected-words"), matches);
    }

    private static int whole(Map<String, Double> parts, String name) {
        return requireNonNull(parts.get(name), name).intValue();
    }

    /** One answer's counts and brevity penalty by name. */
    Map<String, Double> parts() {
        Map<String, Double> parts = new TreeMap<>();
        for (int n = 1; n <= ORDERS; n++) {
            parts.put("matches-" + n, (double) matches[n - 1]);
        }
        parts.put("words", (double) length);
        parts.put("expected-words", (double) referenceLength);
        parts.put("brevity-penalty", brevityPenalty());
        return parts;
    }

    Bleu plus(Bleu other) {
        long[] matched = new long[ORDERS];
        long[] all = new long[ORDERS];
        for (int n = 0; n < ORDERS; n++) {
            matched[n] = matches[n] + other.matches[n];
            all[n] = totals[n] + other.totals[n];
        }
        return new Bleu(length + other.length, referenceLength + other.referenceLength, matched, all);
    }

    /** In [0, 1]: 1 for an answer that is no shorter than what is expected. */
    double brevityPenalty() {
        if (length >= referenceLength) {
            return 1;
        }
        return length == 0 ? 0 : Math.exp(1 - referenceLength / (double) length);
    }

    /**
     * In [0, 1]: the geometric mean of the precisions of each order, times the brevity penalty.
     *
     * @param effectiveOrder whether orders too long for the answer are left out, as for a single sentence, and do not
     *     make the value 0
     */
    double value(Smoothing smoothing, boolean effectiveOrder) {
        if (matches[0] == 0) {
            return 0;
        }
        double logs = 0;
        double halved = 1;
        int order = 0;
        while (order < ORDERS) {
            double added = smoothing.method() == Smoothing.Method.ADD_K && order > 0 ? smoothing.value() : 0;
            double matched = matches[order] + added;
            double total = totals[order] + added;
            if (total == 0) {
                break;
            }
            if (matched == 0) {
                halved /= 2;
                matched = smoothing.method() == Smoothing.Method.EXP ? halved : smoothing.value();
            }
            logs += Math.log(matched / total);
            order++;
        }
        if (order < ORDERS && !effectiveOrder) {
            return 0;
        }
        return Math.min(1, brevityPenalty() * Math.exp(logs / order));
    }
}
