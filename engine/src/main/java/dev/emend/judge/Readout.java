package dev.emend.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a score is read from a judge's replies. */
enum Readout {
    /** Weighted where the reply carries log-probabilities, else plain. */
    AUTO,
    /** The mean of the scores, each weighted by its probability at the place where the judge wrote one. */
    WEIGHTED,
    /** The mean over several replies at a temperature above 0. */
    SAMPLED,
    /** The score as written, of one greedy reply. */
    PLAIN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Readout::label).toList();
    }

    static Readout labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    boolean usesLogProbabilities() {
        return this == AUTO || this == WEIGHTED;
    }
}
