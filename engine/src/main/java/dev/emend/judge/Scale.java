package dev.emend.judge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a judge grades with: whole numbers, or no and yes. */
public enum Scale {
    ONE_TO_FIVE(1, 5),
    /** Every grade is one digit, and so one token of nearly every vocabulary: the finest scale that can be weighted. */
    ZERO_TO_NINE(0, 9),
    ONE_TO_TEN(1, 10),
    /** No is 0 and yes is 1; weighted by its probabilities, a grade is that of yes. */
    NO_YES(0, 1);

    private final int least;
    private final int greatest;

    Scale(int least, int greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    public int least() {
        return least;
    }

    public int greatest() {
        return greatest;
    }

    /** Such as {@code 1-5}. */
    public String label() {
        return this == NO_YES ? "yes-no" : least + "-" + greatest;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Scale::label).toList();
    }

    /** @throws IllegalArgumentException where no scale has this label */
    public static Scale labelled(String label) {
        return Arrays.stream(values())
                .filter(scale -> scale.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scale " + label));
    }

    /** The grade of the scale that is nearest to a share of its range, in [0, 1], as a judge writes it. */
    public String written(double share) {
        return name(Math.toIntExact(Math.round(least + Math.clamp(share, 0, 1) * (greatest - least))));
    }

    String name(int grade) {
        return this == NO_YES ? (grade == 1 ? "yes" : "no") : Integer.toString(grade);
    }

    boolean isWords() {
        return this == NO_YES;
    }

    boolean holds(double score) {
        return score >= least && score <= greatest;
    }

    /** From this scale to [0, 1]. */
    double share(double score) {
        return Math.clamp((score - least) / (greatest - least), 0, 1);
    }

    /** As in a JSON Schema's enum; providers that know no bounds know this. */
    String values(String separator) {
        return IntStream.rangeClosed(least, greatest)
                .mapToObj(grade -> isWords() ? "\"" + name(grade) + "\"" : name(grade))
                .collect(Collectors.joining(separator));
    }
}
