package dev.emend.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the three uses of examples. */
public enum Split {
    /** Feeds proposals. */
    TRAIN,
    /** Feeds selection. */
    VALIDATION,
    /** Is touched once, by the gate. */
    HOLDOUT;

    /** As in files, on the command line and in JSON, such as {@code holdout}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in a sentence, such as {@code hold-out}. */
    public String words() {
        return this == HOLDOUT ? "hold-out" : label();
    }

    /** Its examples. */
    public List<Example> of(Splits splits) {
        return switch (this) {
            case TRAIN -> splits.train();
            case VALIDATION -> splits.validation();
            case HOLDOUT -> splits.holdout();
        };
    }

    /** @throws IllegalArgumentException where no split has this label */
    public static Split labelled(String label) {
        return Arrays.stream(values())
                .filter(split -> split.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no split " + label));
    }
}
