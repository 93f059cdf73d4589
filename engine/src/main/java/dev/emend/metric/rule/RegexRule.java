package dev.emend.metric.rule;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** 1 where a regular expression matches the answer as {@code way} says, else 0. */
record RegexRule(Pattern pattern, Way way) implements Metric {

    static final Set<String> OPTIONS = Set.of("pattern", "match", "ignore-case");

    enum Way {
        FOUND,
        WHOLE,
        ABSENT
    }

    static RegexRule from(Options options) {
        String pattern = options.required("pattern", "give a regular expression, such as [A-Z]{2}-[0-9]+.");
        Way way = switch (options.choice("match", "found", List.of("found", "whole", "absent"))) {
            case "whole" -> Way.WHOLE;
            case "absent" -> Way.ABSENT;
            default -> Way.FOUND;
        };
        int flags = options.flag("ignore-case", false) ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        try {
            return new RegexRule(Pattern.compile(pattern, flags), way);
        } catch (PatternSyntaxException wrong) {
            throw options.wrong("pattern", "a regular expression of Java (" + wrong.getDescription() + ")");
        }
    }

    @Override
    public String name() {
        return "regex";
    }

    @Override
    public Score score(Answer answer) {
        String text = answer.text().strip();
        PatternSearch.Result result =
                way == Way.WHOLE ? PatternSearch.whole(pattern, text) : PatternSearch.first(pattern, text);
        return switch (result) {
            case PatternSearch.Result.GivenUp gaveUp ->
                new Score(
                        0,
                        "The pattern " + pattern + " takes too long on this answer of " + text.length()
                                + " characters and was given up: it backtracks too much.");
            case PatternSearch.Result.Found(String found) ->
                way == Way.ABSENT
                        ? new Score(
                                0,
                                "The answer must not hold what the pattern " + pattern + " matches, but has "
                                        + Quote.of(found) + ".")
                        : new Score(1, "Right: the pattern " + pattern + " matches " + Quote.of(found) + ".");
            case PatternSearch.Result.NotFound none ->
                way == Way.ABSENT
                        ? new Score(1, "Right: nothing in the answer matches the pattern " + pattern + ".")
                        : new Score(0, missing(text));
        };
    }

    private String missing(String text) {
        if (text.isEmpty()) {
            return "The answer is empty; it must match the pattern " + pattern + ".";
        }
        if (way == Way.WHOLE
                && PatternSearch.first(pattern, text) instanceof PatternSearch.Result.Found(String found)) {
            return "Format error: the pattern " + pattern + " must match the whole answer, but matches only "
                    + Quote.of(found) + " in " + Quote.of(text) + ".";
        }
        return "Format error: the pattern " + pattern + " does not match the answer " + Quote.of(text) + ".";
    }
}
