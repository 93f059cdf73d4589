package dev.emend.proposal;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clauses of a text: they end with its lines, and at a punctuation mark before a space. Case and punctuation do not count. */
final class Clauses {

    private static final Pattern END = Pattern.compile("(?<=[.;:,!?])\\s+|\\R+");

    private Clauses() {}

    /** The clauses of one text that another does not have, in their order; empty where it has all. */
    static String apart(String text, String other) {
        Set<String> others = of(other).map(MinHash::normalized).collect(Collectors.toSet());
        return of(text).filter(clause -> !others.contains(MinHash.normalized(clause)))
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> of(String text) {
        return Arrays.stream(END.split(text))
                .map(String::strip)
                .filter(clause -> !MinHash.normalized(clause).isEmpty());
    }
}
