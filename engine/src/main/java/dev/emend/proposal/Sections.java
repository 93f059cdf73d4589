package dev.emend.proposal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An instruction as the sections that a reader sees: paragraphs where there are several, else lines, else sentences.
 *
 * @param parts as in the text, without the white space between them
 * @param separator what stands between two of them
 */
record Sections(List<String> parts, String separator) {

    private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");
    private static final Pattern LINE = Pattern.compile("\\n");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})");

    static Sections of(String instruction) {
        String text = instruction.strip();
        for (Pattern cut : List.of(PARAGRAPH, LINE)) {
            List<String> parts = parts(cut, text);
            if (parts.size() > 1) {
                return new Sections(parts, cut == PARAGRAPH ? "\n\n" : "\n");
            }
        }
        return new Sections(parts(SENTENCE, text), " ");
    }

    private static List<String> parts(Pattern cut, String text) {
        return Arrays.stream(cut.split(text))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Those that have no counterpart among the other's. */
    List<String> without(Sections other) {
        return parts.stream()
                .filter(part -> other.parts.stream().noneMatch(twin -> overlap(part, twin) >= 0.9))
                .toList();
    }

    String text(List<String> chosen) {
        return String.join(separator, chosen);
    }

    /**
     * For each section, the place of the other's that is about the same, or -1: the one that shares most words with it, if
     * it shares a third. No place is given twice.
     */
    List<Integer> twins(Sections other) {
        List<Integer> twins = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        for (String part : parts) {
            int best = -1;
            double most = 1.0 / 3;
            for (int j = 0; j < other.parts.size(); j++) {
                double overlap = overlap(part, other.parts.get(j));
                if (overlap >= most && !taken.contains(j)) {
                    most = overlap;
                    best = j;
                }
            }
            if (best >= 0) {
                taken.add(best);
            }
            twins.add(best);
        }
        return twins;
    }

    /** The share of distinct words that two texts have in common, in [0, 1]. */
    private static double overlap(String first, String second) {
        Set<String> words = words(first);
        Set<String> others = words(second);
        long common = words.stream().filter(others::contains).count();
        long all = words.size() + others.size() - common;
        return all == 0 ? 1 : (double) common / all;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(MinHash.normalized(text).split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
