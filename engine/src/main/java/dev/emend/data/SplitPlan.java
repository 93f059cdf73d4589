package dev.emend.data;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How one list of examples is drawn into train, validation and hold-out.
 *
 * <p>The draw depends on the seed and on each example's id or group alone, so rows may be reordered or appended without
 * any other row changing its place in the draw. With {@code stratify}, each split gets each value of that column in
 * proportion to its share, by the largest remainder. With {@code group}, rows that share a value go into the same split,
 * and sizes and proportions are met as nearly as whole groups allow: each group goes where its rows' strata are missed most.
 *
 * @param train how many examples, as for the other two; at least 0
 */
public record SplitPlan(
        int train, int validation, int holdout, long seed, Optional<String> stratify, Optional<String> group) {

    public SplitPlan {
        if (train < 0 || validation < 0 || holdout < 0 || sum(train, validation, holdout) == 0) {
            throw new IllegalArgumentException(
                    "sizes must not be negative, nor all zero: " + train + ", " + validation + ", " + holdout);
        }
    }

    private static long sum(long train, long validation, long holdout) {
        return train + validation + holdout;
    }

    /**
     * @throws InvalidInputException where there are too few examples, or a column is missing
     */
    public Splits draw(List<Example> examples, Where where) {
        stratify.ifPresent(column -> requireColumn(examples, column, "stratify", where));
        group.ifPresent(column -> requireColumn(examples, column, "group", where));
        long wanted = sum(train, validation, holdout);
        if (examples.size() < wanted) {
            throw new InvalidInputException(
                    "the split asks for " + wanted + " examples (train " + train + ", validation " + validation
                            + ", holdout " + holdout + "), but there are " + examples.size(),
                    where,
                    "ask for fewer, or add rows.");
        }
        return group.isPresent() ? drawGroups(examples, group.get()) : drawRows(examples);
    }

    private static void requireColumn(List<Example> examples, String column, String key, Where where) {
        for (Example example : examples) {
            if (!example.hasColumn(column)) {
                throw new InvalidInputException(
                        "\"" + key + "\" names the column \"" + column + "\", which the row at " + example.where()
                                + " lacks",
                        where,
                        "the column has another name; this row has " + columnsOf(example) + ".");
            }
        }
    }

    private static List<String> columnsOf(Example example) {
        List<String> names = new ArrayList<>(List.of("id", "expected"));
        names.addAll(example.allInputs().keySet());
        names.addAll(example.columns().keySet());
        return names;
    }

    private Splits drawRows(List<Example> examples) {
        Map<String, List<Example>> strata = new TreeMap<>();
        for (Example example : shuffled(examples)) {
            strata.computeIfAbsent(stratum(example), value -> new ArrayList<>()).add(example);
        }
        List<Example> remaining = interleaved(strata);
        return new Splits(
                remaining.subList(0, train),
                remaining.subList(train, train + validation),
                remaining.subList(train + validation, train + validation + holdout));
    }

    /**
     * All rows in an order of which every stretch has each stratum in proportion: the k-th of n rows of a stratum
     * stands at (k + ½) / n.
     */
    private static List<Example> interleaved(Map<String, List<Example>> strata) {
        record Placed(double at, String stratum, Example example) {}
        List<Placed> placed = new ArrayList<>();
        strata.forEach((value, rows) -> {
            for (int k = 0; k < rows.size(); k++) {
                placed.add(new Placed((k + 0.5) / rows.size(), value, rows.get(k)));
            }
        });
        placed.sort(Comparator.comparingDouble(Placed::at).thenComparing(Placed::stratum));
        return placed.stream().map(Placed::example).toList();
    }

    private Splits drawGroups(List<Example> examples, String column) {
        Map<String, List<Example>> groups = new TreeMap<>();
        shuffled(examples)
                .forEach(example -> groups.computeIfAbsent(example.column(column), value -> new ArrayList<>())
                        .add(example));
        List<String> order = new ArrayList<>(groups.keySet());
        order.sort(Comparator.comparingLong(this::rank).thenComparing(Comparator.naturalOrder()));
        Map<String, Integer> strata = new TreeMap<>();
        examples.forEach(example -> strata.merge(stratum(example), 1, Integer::sum));
        List<Filling> splits = IntStream.of(train, validation, holdout)
                .mapToObj(size -> new Filling(size, strata, examples.size()))
                .toList();
        List<List<Example>> passedOver = new ArrayList<>();
        for (String value : order) {
            List<Example> rows = groups.getOrDefault(value, List.of());
            neediest(splits, split -> split.needOf(rows))
                    .ifPresentOrElse(split -> split.add(rows), () -> passedOver.add(rows));
        }
        // What no split lacks by its strata still makes up the numbers.
        for (List<Example> rows : passedOver) {
            neediest(splits, Filling::need).ifPresent(split -> split.add(rows));
        }
        return new Splits(splits.get(0).rows, splits.get(1).rows, splits.get(2).rows, group);
    }

    /** The first of those that need most; empty where none needs anything. */
    private static Optional<Filling> neediest(List<Filling> splits, ToDoubleFunction<Filling> need) {
        return splits.stream()
                .filter(split -> split.need() > 0 && need.applyAsDouble(split) > 0)
                .reduce((first, second) -> need.applyAsDouble(second) > need.applyAsDouble(first) ? second : first);
    }

    private String stratum(Example example) {
        return stratify.map(example::column).orElse("");
    }

    /** A split that takes whole groups until it has its size. */
    private final class Filling {

        private final int size;
        private final Map<String, Double> due = new TreeMap<>();
        private final Map<String, Integer> taken = new TreeMap<>();
        private final List<Example> rows = new ArrayList<>();

        /** @param strata how many rows of each there are among all */
        Filling(int size, Map<String, Integer> strata, int all) {
            this.size = size;
            strata.forEach((stratum, rows) -> due.put(stratum, (double) size * rows / all));
        }

        void add(List<Example> group) {
            rows.addAll(group);
            group.forEach(example -> taken.merge(stratum(example), 1, Integer::sum));
        }

        /** Which part of its size is missing, at most 1. */
        double need() {
            return size == 0 ? 0 : (size - rows.size()) / (double) size;
        }

        /** Which part of these rows' strata is missing, on the mean over the rows; at most 1. */
        double needOf(List<Example> group) {
            return group.stream()
                    .map(SplitPlan.this::stratum)
                    .mapToDouble(stratum -> 1 - taken.getOrDefault(stratum, 0) / due.getOrDefault(stratum, 1.0))
                    .average()
                    .orElse(0);
        }
    }

    private List<Example> shuffled(List<Example> examples) {
        List<Example> shuffled = new ArrayList<>(examples);
        shuffled.sort(
                Comparator.<Example>comparingLong(example -> rank(example.id())).thenComparing(Example::id));
        return Collections.unmodifiableList(shuffled);
    }

    private long rank(String key) {
        return Fingerprint.of("split").add(seed).add(key).seed();
    }
}
