package dev.emend.cli.output;

import dev.emend.Fingerprint;

/** By what a chain file that Emend wrote is known: its first line is a comment with the fingerprint of the rest. */
public final class ChainMark {

    private static final String MARK = "# Written by emend. Fingerprint of what follows: ";

    private ChainMark() {}

    /** Whether the text is a chain file that Emend wrote and nobody changed since. */
    static boolean isOwn(String text) {
        int end = text.indexOf('\n');
        return end > 0 && text.startsWith(MARK) && text.equals(marked(text.substring(end + 1)));
    }

    /** The text of a chain file, so marked that {@link #isOwn} knows it. */
    public static String marked(String text) {
        return MARK + Fingerprint.of("chain file").add(text).hex() + "\n" + text;
    }
}
