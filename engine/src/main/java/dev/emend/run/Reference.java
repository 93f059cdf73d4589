package dev.emend.run;

/** The prompt of a comparison that the others' differences are to. */
public sealed interface Reference {

    String name();

    /** Named before anything was measured; the gate decides whether the winner may replace it. */
    record Baseline(String name) implements Reference {}

    /** The best, which the data have chosen. */
    record Winner(String name) implements Reference {}

    default boolean isBaseline() {
        return switch (this) {
            case Baseline baseline -> true;
            case Winner winner -> false;
        };
    }
}
