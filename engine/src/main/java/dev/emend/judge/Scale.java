package dev.emend.judge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The whole numbers that a judge grades with. */
public enum Scale {
    ONE_TO_FIVE(1, 5),
    /** Every grade is one digit, and so one token of nearly every vocabulary: the finest scale that can be weighted. */
    ZERO_TO_NINE(0, 9),
    ONE_TO_TEN(1, 10);

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
        return least + "-" + greatest;
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
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(separator));
    }
}
