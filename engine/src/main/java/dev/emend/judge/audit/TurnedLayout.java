package dev.emend.judge.audit;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with its layout turned round: the same words with Markdown where it had none, and without where it had some.
 *
 * @param text after the change
 * @param added whether Markdown was added rather than taken away
 */
record TurnedLayout(String text, boolean added) {

    private static final Pattern MARKS = Pattern.compile(
            "(?m)^[ \\t]*(?:[-*+•]|#{1,6})[ \\t]+|\\*\\*|__(?=\\S)|(?<=\\S)__|^[ \\t]*[-=]{3,}[ \\t]*$");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=\\p{Lu})|\\n+");

    /** What stands in a fence is code, and is left as it is. */
    private static final String FENCE = "```";

    static boolean isCode(String text) {
        return text.contains(FENCE);
    }

    static TurnedLayout turned(String text) {
        return MARKS.matcher(text).find()
                ? new TurnedLayout(MARKS.matcher(text).replaceAll("").strip(), false)
                : new TurnedLayout(marked(text), true);
    }

    /** Each sentence is a bullet with its first two words in bold print. */
    private static String marked(String text) {
        return Arrays.stream(SENTENCE_END.split(text.strip()))
                .filter(sentence -> !sentence.isBlank())
                .map(sentence -> "- " + sentence.strip().replaceFirst("^(\\S+(?:\\s+\\S+)?)", "**$1**"))
                .collect(Collectors.joining("\n"));
    }
}
