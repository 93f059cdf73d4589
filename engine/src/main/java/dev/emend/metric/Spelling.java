package dev.emend.metric;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelled name was meant to be. */
public final class Spelling {

    private Spelling() {}

    /** The error for a name that is none of {@code known}, with all of them and the one it looks like. */
    public static InvalidInputException unknown(String what, String name, Collection<String> known) {
        return new InvalidInputException(
                "unknown " + what + "; there " + (known.size() == 1 ? "is " : "are ") + String.join(", ", known),
                Where.NOWHERE,
                nearest(name, known)
                        .map(candidate -> "you mean \"" + candidate + "\".")
                        .orElse(""));
    }

    /** Which of {@code known} was probably meant. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
