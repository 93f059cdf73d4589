package dev.emend.metric.grounding;

import dev.emend.Fingerprint;

/**
 * Puts a text that is judged between two equal lines. The lines come from the text's own fingerprint, so that the text
 * cannot hold them, and whatever it says stays between them; the same text has the same lines, so that a question is
 * found in the journal again.
 */
final class Fence {

    private static final int DIGITS = 16;

    private Fence() {}

    /** @param label what the text is, in capitals, such as {@code CLAIM} */
    static String around(String label, String text) {
        String line = label + "-"
                + Fingerprint.of("judged text").add(label).add(text).hex().substring(0, DIGITS);
        return line + "\n" + text + "\n" + line;
    }
}
