package dev.emend.metric.text;

import java.util.List;

/** Counts the n-grams that texts share. */
final class NGrams {

    private NGrams() {}

    /** How many n-grams of order {@code n} a text of {@code length} has. */
    static int count(int length, int n) {
        return Math.max(0, length - n + 1);
    }

    /**
     * For each order from 1 to {@code highest}, how many of the candidate's n-grams are in a reference, each counted at
     * most as often as the reference with most of it has it. Exact: an n-gram is known by the number of the one that is
     * shorter by its last word, and by that word. Time and memory grow with the texts' lengths.
     *
     * @param references the codes of words or characters, none negative
     */
    static int[] matches(List<int[]> references, int[] candidate, int highest) {
        int[] matches = new int[highest];
        int total = references.stream().mapToInt(reference -> reference.length).sum();
        Numbering numbering = new Numbering(total);
        List<int[]> numbers =
                references.stream().map(reference -> new int[reference.length]).toList();
        int[] candidateNumbers = new int[candidate.length];
        for (int n = 1; n <= highest; n++) {
            numbering.clear();
            int[] left = new int[total];
            for (int r = 0; r < references.size(); r++) {
                lengthen(references.get(r), numbers.get(r), n, numbering);
                allow(numbers.get(r), count(numbers.get(r).length, n), left);
            }
            matches[n - 1] = take(candidate, candidateNumbers, n, numbering, left);
            if (matches[n - 1] == 0) {
                break;
            }
        }
        return matches;
    }

    /** Makes numbers of the n-grams at each place from those of the n-grams that are shorter by one. */
    private static void lengthen(int[] text, int[] numbers, int n, Numbering numbering) {
        for (int i = 0; i < count(text.length, n); i++) {
            numbers[i] = numbering.number(key(numbers[i], text[i + n - 1]));
        }
    }

    /** Raises what may be matched to how often each number occurs. */
    private static void allow(int[] numbers, int count, int[] left) {
        int[] own = new int[left.length];
        for (int i = 0; i < count; i++) {
            own[numbers[i]]++;
            left[numbers[i]] = Math.max(left[numbers[i]], own[numbers[i]]);
        }
    }

    private static int take(int[] text, int[] numbers, int n, Numbering numbering, int[] left) {
        int taken = 0;
        for (int i = 0; i < count(text.length, n); i++) {
            if (numbers[i] != Numbering.NONE) {
                numbers[i] = numbering.find(key(numbers[i], text[i + n - 1]));
                if (numbers[i] != Numbering.NONE && left[numbers[i]]-- > 0) {
                    taken++;
                }
            }
        }
        return taken;
    }

    private static long key(int shorter, int last) {
        return (long) shorter << 32 | last;
    }
}
