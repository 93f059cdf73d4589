package dev.emend.metric.rule;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a regular expression in a text without ever taking long over it. */
final class PatternSearch {

    private static final long READS = 5_000_000;
    private static final long READS_PER_CHARACTER = 50;

    private PatternSearch() {}

    /** What came of a search. */
    sealed interface Result {

        record Found(String text) implements Result {}

        record NotFound() implements Result {}

        /** The pattern backtracks so much on this text that the search was given up. */
        record GivenUp() implements Result {}
    }

    /** The first place where the pattern matches. */
    static Result first(Pattern pattern, String text) {
        return search(pattern, text, Matcher::find);
    }

    /** Whether the pattern matches the whole text. */
    static Result whole(Pattern pattern, String text) {
        return search(pattern, text, Matcher::matches);
    }

    private static Result search(Pattern pattern, String text, Predicate<Matcher> way) {
        Matcher matcher = pattern.matcher(new LimitedText(text, Math.max(READS, READS_PER_CHARACTER * text.length())));
        try {
            return way.test(matcher) ? new Result.Found(matcher.group()) : new Result.NotFound();
        } catch (LimitedText.UsedUpException | StackOverflowError tooMuch) {
            // java.util.regex recurses for repeated groups, and so runs out of stack on a long text.
            return new Result.GivenUp();
        }
    }
}
