package dev.emend.proposal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What some models write before they reply, between {@code <think>} and {@code </think>}. It is no part of the reply. */
public final class Thinking {

    private static final String BEGIN = "<think>";
    private static final String END = "</think>";
    private static final Pattern END_AT_A_LINE = Pattern.compile("(?m)^[ \\t]*" + END);

    private Thinking() {}

    /**
     * What follows the thinking; all of it where there is none. A server may hold back the tag that opens it, and the one that closes it
     * then stands at the beginning of a line.
     *
     * @return empty where the thinking does not end
     */
    public static Optional<String> reply(String text) {
        if (text.stripLeading().startsWith(BEGIN)) {
            int end = text.indexOf(END);
            return end < 0 ? Optional.empty() : Optional.of(text.substring(end + END.length()));
        }
        Matcher end = END_AT_A_LINE.matcher(text);
        return Optional.of(
                end.find() && !text.substring(0, end.start()).contains(BEGIN) ? text.substring(end.end()) : text);
    }
}
