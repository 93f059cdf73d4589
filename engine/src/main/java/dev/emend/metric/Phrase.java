package dev.emend.metric;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds which of several phrases stand alone in a text: as whole words, not as a part of a longer or hyphenated word,
 * nor inside a longer phrase of the same set.
 */
public final class Phrase {

    private static final String BEFORE = "(?<![\\p{L}\\p{N}_])(?<![\\p{L}\\p{N}][-'])";
    private static final String BEHIND = "(?![\\p{L}\\p{N}_]|[-'][\\p{L}\\p{N}])";

    private final Pattern pattern;

    /** @param phrases normalized like the texts they are looked for in, none empty */
    public Phrase(Collection<String> phrases) {
        List<String> longestFirst = phrases.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        pattern = Pattern.compile(longestFirst.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", BEFORE + "(?:", ")" + BEHIND)));
    }

    /** Those of the phrases that stand alone in {@code text}. */
    public SortedSet<String> in(String text) {
        SortedSet<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
