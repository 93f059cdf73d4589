package dev.emend.generation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a candidate stresses.
 *
 * @param property that it serves: one of the specification's priorities, or one of Emend's own
 * @param rule the sentence that says so by rule
 */
public record Emphasis(String property, String rule) {

    private static final List<Emphasis> OWN = List.of(
            new Emphasis("evidence before the answer", "Let the input decide: rest every answer on what stands in it."),
            new Emphasis(
                    "hard cases told apart",
                    "Where two answers seem possible, compare them, and take the one that fits the whole input."),
            new Emphasis("the exact form", "Mind the form of the answer: a right answer in a wrong form is wrong."),
            new Emphasis(
                    "checked before it is given", "Check the answer against the input once more before you give it."),
            new Emphasis("few words", "Do what is asked and nothing beyond."),
            new Emphasis(
                    "the intent of the writer", "Ask what the writer of the input really wants, and answer that."));

    /** The specification's priorities first, then Emend's own. */
    static List<Emphasis> of(Specification specification) {
        List<Emphasis> all = new ArrayList<>();
        specification
                .priorities()
                .forEach(priority -> all.add(new Emphasis(priority, "Above all: " + ended(priority))));
        all.addAll(OWN);
        return all;
    }

    static String ended(String text) {
        return text.matches("(?s).*[.!?]") ? text : text + ".";
    }
}
