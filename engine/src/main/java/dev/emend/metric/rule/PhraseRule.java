package dev.emend.metric.rule;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Normalization;
import dev.emend.metric.Options;
import dev.emend.metric.Phrase;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Phrases that must or must not stand in an answer, each as whole words. The score is the share of required ones that are
 * there; one forbidden phrase makes it 0.
 *
 * @param phrases for every example; empty where {@code column} names them
 * @param column of the example that names them, separated by commas
 */
record PhraseRule(boolean required, List<String> phrases, Optional<String> column, Normalization normalization)
        implements Metric {

    static final Set<String> OPTIONS = Set.of("phrases", "column", "ignore-case");

    static PhraseRule from(Options options, boolean required) {
        List<String> phrases = options.texts("phrases");
        Optional<String> column = options.text("column").map(String::strip);
        if (column.isEmpty() && phrases.isEmpty()) {
            options.required("phrases", "give one or several, or \"column\", the column that holds them.");
            throw options.wrong("phrases", "a list with a phrase in it");
        }
        if (column.isPresent() && !phrases.isEmpty()) {
            throw options.wrong("column", "left out where phrases are given");
        }
        return new PhraseRule(
                required, phrases, column, new Normalization(true, options.flag("ignore-case", true), true, false));
    }

    @Override
    public String name() {
        return required ? "required-phrases" : "forbidden-phrases";
    }

    /** @throws InvalidInputException where the example lacks the column that names the phrases */
    @Override
    public Score score(Answer answer) {
        List<String> wanted = phrasesOf(answer.example());
        String text = normalization.apply(answer.text());
        Map<Boolean, List<String>> found =
                wanted.stream().distinct().collect(Collectors.partitioningBy(phrase -> stands(phrase, text)));
        return required
                ? required(answer.text(), found.getOrDefault(true, List.of()), found.getOrDefault(false, List.of()))
                : forbidden(found.getOrDefault(true, List.of()));
    }

    private static Score required(String output, List<String> found, List<String> missing) {
        int all = found.size() + missing.size();
        Map<String, Double> parts = Map.of("found", (double) found.size(), "required", (double) all);
        if (missing.isEmpty()) {
            return new Score(1, "Right: all " + all + " required phrases are there.", parts);
        }
        return new Score(
                (double) found.size() / all,
                "Missing " + missing.size() + " of " + all + " required phrases: " + quoted(missing)
                        + (output.isBlank() ? "; the answer is empty." : "."),
                parts);
    }

    private static Score forbidden(List<String> found) {
        return found.isEmpty()
                ? new Score(1, "Right: no forbidden phrase is in the answer.")
                : new Score(0, "The answer holds forbidden phrases: " + quoted(found) + ". Leave them out.");
    }

    private static String quoted(List<String> phrases) {
        return phrases.stream().map(Quote::of).collect(Collectors.joining(", "));
    }

    private boolean stands(String phrase, String text) {
        return !new Phrase(List.of(normalization.apply(phrase))).in(text).isEmpty();
    }

    private List<String> phrasesOf(Example example) {
        if (column.isEmpty()) {
            return phrases;
        }
        if (!example.hasColumn(column.get())) {
            throw new InvalidInputException(
                    "the example " + example.id() + " has no column \"" + column.get() + "\", which the metric "
                            + name() + " reads its phrases from",
                    example.where(),
                    "the column has another name.");
        }
        return Arrays.stream(example.column(column.get()).split(","))
                .map(String::strip)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
    }
}
