package dev.emend.evaluation;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's test in its exact form: whether, among the pairs that differ, wins and losses are equally likely. Pairs that
 * do not differ say nothing.
 */
final class McNemar {

    private McNemar() {}

    /** The two-sided p-value, 1 where no pair differs. */
    static double p(int wins, int losses) {
        return wins + losses == 0
                ? 1
                : BinomialTest.withDefaults().test(wins + losses, wins, 0.5).getPValue();
    }
}
