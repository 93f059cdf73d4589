package dev.emend.judge;

/** Which of two answers, in the order shown, is better. */
public enum Preference {
    FIRST,
    SECOND,
    TIE;

    /** What the verdict is worth for the first: 1, 0, or 0.5 for a tie. */
    public double ofFirst() {
        return switch (this) {
            case FIRST -> 1;
            case SECOND -> 0;
            case TIE -> 0.5;
        };
    }

    /** The same verdict about the same answers, had they been shown the other way round. */
    Preference swapped() {
        return switch (this) {
            case FIRST -> SECOND;
            case SECOND -> FIRST;
            case TIE -> TIE;
        };
    }
}
