package dev.emend.metric.label;

import static java.util.Objects.requireNonNull;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Normalization;
import dev.emend.metric.Phrase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The labels of a classification task, and how an answer is read as one of them. Labels that {@link Normalization} makes
 * equal are one label, called by the first of them in alphabetical order.
 */
final class Labels {

    private final Normalization normalization;
    private final boolean lenient;
    private final SortedMap<String, String> byNormalForm = new TreeMap<>();
    // Spares the normalization, which resampling an aggregate would otherwise repeat a million times.
    private final Map<String, String> byWriting = new HashMap<>();
    private final Phrase phrase;

    Labels(Normalization normalization, boolean lenient, SortedSet<String> labels) {
        this.normalization = normalization;
        this.lenient = lenient;
        for (String label : labels) {
            if (label.isBlank()) {
                throw new InvalidInputException(
                        "a label is empty", Where.NOWHERE, "a row of the data lacks its expected answer.");
            }
            String normal = normalization.apply(label);
            byNormalForm.putIfAbsent(normal, label);
            byWriting.put(label, requireNonNull(byNormalForm.get(normal)));
        }
        phrase = new Phrase(byNormalForm.keySet());
    }

    /** How an answer reads. */
    sealed interface Reading {

        /** The answer is this label and nothing else. */
        record Plain(String label) implements Reading {}

        /** One label stands in a longer answer. */
        record Buried(String label) implements Reading {}

        record Several(SortedSet<String> labels) implements Reading {}

        /** No label; {@code similar} is one that differs from the answer only in how it is spelled. */
        record Unknown(Optional<String> similar) implements Reading {}

        record Empty() implements Reading {}
    }

    Reading read(String output) {
        if (output.isBlank()) {
            return new Reading.Empty();
        }
        String asWritten = byWriting.get(output);
        if (asWritten != null) {
            return new Reading.Plain(asWritten);
        }
        String normal = normalization.apply(output);
        String label = byNormalForm.get(normal);
        if (label != null) {
            return new Reading.Plain(label);
        }
        SortedSet<String> found = new TreeSet<>();
        phrase.in(normal).forEach(form -> found.add(requireNonNull(byNormalForm.get(form))));
        return switch (found.size()) {
            case 0 -> new Reading.Unknown(similar(output));
            case 1 -> new Reading.Buried(found.first());
            default -> new Reading.Several(found);
        };
    }

    /** The label that the answer counts as; empty where it counts as none. */
    Optional<String> predicted(String output) {
        return switch (read(output)) {
            case Reading.Plain(String label) -> Optional.of(label);
            case Reading.Buried(String label) -> lenient ? Optional.of(label) : Optional.empty();
            case Reading.Several several -> Optional.empty();
            case Reading.Unknown unknown -> Optional.empty();
            case Reading.Empty empty -> Optional.empty();
        };
    }

    /** @throws InvalidInputException where the example's expected answer is none of the labels */
    String expected(Example example) {
        String asWritten = byWriting.get(example.expected());
        if (asWritten != null) {
            return asWritten;
        }
        String label = byNormalForm.get(normalization.apply(example.expected()));
        if (label == null) {
            throw new InvalidInputException(
                    "the expected answer \"" + example.expected() + "\" of the example " + example.id()
                            + " is none of the " + byNormalForm.size() + " labels",
                    example.where(),
                    "the label is misspelled.");
        }
        return label;
    }

    private Optional<String> similar(String output) {
        String letters = lettersAndDigits(output);
        return byNormalForm.values().stream()
                .filter(label -> lettersAndDigits(label).equals(letters))
                .findFirst();
    }

    private static String lettersAndDigits(String text) {
        return Normalization.ALL.apply(text).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
