package dev.emend.generation;

import java.util.Locale;

/**
 * One line of a candidate's critique.
 *
 * @param property that was wanted
 * @param why in a sentence
 * @param by who looked
 */
public record PropertyCheck(String property, Verdict verdict, String why, Critic by) {

    /** Whether the candidate has the property. */
    public enum Verdict {
        MET,
        NOT_MET,
        /** It had not, and was then changed for its sake; nobody looked again. */
        MENDED,
        /** The critic's reply could not be read, or the budget ended before. */
        NOT_JUDGED;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Who looked. */
    public enum Critic {
        RULE,
        MODEL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
