package dev.emend.metric.rule;

import java.util.List;

/**
 * How hard an English text is to read.
 *
 * @param words at least one
 * @param sentences at least one
 * @param syllables counted by rules on the letters, so about right
 */
record ReadingLevel(int words, int sentences, int syllables) {

    /** Of a text with at least one word. */
    static ReadingLevel of(String text) {
        List<String> words = TextCounts.words(text);
        return new ReadingLevel(
                words.size(),
                Math.max(1, TextCounts.sentences(text).size()),
                words.stream().mapToInt(Syllables::of).sum());
    }

    /** Flesch, "A new readability yardstick", 1948: about 0 (hard) to 100 (easy), unbounded on both sides. */
    double readingEase() {
        return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words;
    }

    /** Kincaid et al., "Derivation of new readability formulas for Navy enlisted personnel", 1975: a US school grade. */
    double grade() {
        return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    }
}
