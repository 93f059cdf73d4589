package dev.emend;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that someone probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The known word with the smallest edit distance, where that is at most a third of the longer word's length, or 2. */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate ->
                        distance(word, candidate) <= Math.max(2, Math.max(word.length(), candidate.length()) / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** What to say after "Maybe" about a word that is not among the known ones; nothing where there are none. */
    public static String advice(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        return to(word, known)
                .map(near -> "it should be \"" + near + "\".")
                .orElse("it should be one of " + String.join(", ", known) + ".");
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
