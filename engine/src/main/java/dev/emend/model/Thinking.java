package dev.emend.model;

import dev.emend.model.Completion.Finish;
import dev.emend.model.Completion.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What some models write before they reply, between {@code <think>} and {@code </think>}. It is no part of the reply. */
public final class Thinking {

    private static final String BEGIN = "<think>";
    private static final String END = "</think>";
    private static final Pattern END_AT_A_LINE = Pattern.compile("(?m)^[ \\t]*" + END);

    private Thinking() {}

    /**
     * The completion without the thinking and the blanks behind it, in its text and its tokens; the same where there is none. A server may
     * hold back the tag that opens it, and the one that closes it then stands at the beginning of a line. Thinking that does not end was
     * cut off, and the reply with it.
     */
    public static Completion dropped(Completion completion) {
        OptionalInt end = end(completion.text());
        if (end.isEmpty()) {
            return new Completion("", Finish.LENGTH, completion.usage(), List.of());
        }
        return end.getAsInt() == 0
                ? completion
                : new Completion(
                        completion.text().substring(end.getAsInt()).stripLeading(),
                        completion.finish(),
                        completion.usage(),
                        reply(completion.tokens()));
    }

    /** Where the thinking ends, 0 where there is none; empty where it does not end. */
    private static OptionalInt end(String text) {
        if (text.stripLeading().startsWith(BEGIN)) {
            int end = text.indexOf(END);
            return end < 0 ? OptionalInt.empty() : OptionalInt.of(end + END.length());
        }
        Matcher end = END_AT_A_LINE.matcher(text);
        return OptionalInt.of(end.find() && !text.substring(0, end.start()).contains(BEGIN) ? end.end() : 0);
    }

    /** Those that begin behind the thinking: places are counted in the tokens, which may spell another text than the reply. */
    private static List<Token> reply(List<Token> tokens) {
        StringBuilder spelled = new StringBuilder();
        tokens.forEach(token -> spelled.append(token.text()));
        int end = end(spelled.toString()).orElse(spelled.length());
        List<Token> reply = new ArrayList<>();
        int start = 0;
        for (Token token : tokens) {
            if (start >= end) {
                reply.add(token);
            }
            start += token.text().length();
        }
        return reply;
    }
}
