package dev.emend.metric.rule;

/**
 * A text that can be read only so often. A regular expression that backtracks without end runs out of reads, at the same
 * place on every machine, which a time limit would not give.
 */
final class LimitedText implements CharSequence {

    /** Thrown where the reads are used up. */
    static final class UsedUpException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsedUpException() {
            super("a regular expression read its text too often", null, false, false);
        }
    }

    private final String text;
    private long left;

    LimitedText(String text, long reads) {
        this.text = text;
        this.left = reads;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new UsedUpException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
