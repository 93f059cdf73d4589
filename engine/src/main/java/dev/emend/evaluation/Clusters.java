package dev.emend.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows belong together, such as the questions on one document. Rows of one group rise and fall together, so that
 * they count as fewer than they are: resampling and permutation take whole groups.
 */
final class Clusters {

    /** By group in the order of first appearance: its rows. */
    private final int[][] rows;

    private final int n;

    private Clusters(int[][] rows, int n) {
        this.rows = rows;
        this.n = n;
    }

    /** @param keys the group of each row */
    static Clusters of(List<String> keys) {
        Map<String, List<Integer>> byKey = new LinkedHashMap<>();
        for (int row = 0; row < keys.size(); row++) {
            byKey.computeIfAbsent(keys.get(row), key -> new ArrayList<>()).add(row);
        }
        return new Clusters(
                byKey.values().stream()
                        .map(group -> group.stream().mapToInt(row -> row).toArray())
                        .toArray(int[][]::new),
                keys.size());
    }

    static Clusters singletons(int n) {
        int[][] rows = new int[n][];
        Arrays.setAll(rows, row -> new int[] {row});
        return new Clusters(rows, n);
    }

    int count() {
        return rows.length;
    }

    boolean areSingletons() {
        return rows.length == n;
    }

    int[] rows(int group) {
        return rows[group];
    }

    /** The rows of these groups, repeated groups as often. */
    int[] rows(int[] groups) {
        return Arrays.stream(groups)
                .flatMap(group -> Arrays.stream(rows[group]))
                .toArray();
    }

    double[] sums(double[] values) {
        return Arrays.stream(rows)
                .mapToDouble(group ->
                        Arrays.stream(group).mapToDouble(row -> values[row]).sum())
                .toArray();
    }

    double[] sizes() {
        return Arrays.stream(rows).mapToDouble(group -> group.length).toArray();
    }

    /** How many independent rows there are at least, for each row. */
    double share() {
        return (double) rows.length / n;
    }
}
