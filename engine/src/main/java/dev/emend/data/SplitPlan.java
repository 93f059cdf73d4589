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

/**
 * How one list of examples is drawn into train, validation and hold-out.
 *
 * <p>The draw depends on the seed and on each example's id or group alone, so rows may be reordered or appended without
 * any other row changing its place in the draw. With {@code stratify}, each split gets each value of that column in
 * proportion to its share, by the largest remainder. With {@code group}, rows that share a value go into the same split,
 * and sizes are met as nearly as whole groups allow.
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
            strata.computeIfAbsent(stratify.map(example::column).orElse(""), value -> new ArrayList<>())
                    .add(example);
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
        int[] sizes = {train, validation, holdout};
        List<List<Example>> splits = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String value : order) {
            int neediest = -1;
            double need = 0;
            for (int i = 0; i < 3; i++) {
                int missing = sizes[i] - splits.get(i).size();
                double share = sizes[i] == 0 ? 0 : missing / (double) sizes[i];
                if (share > need) {
                    need = share;
                    neediest = i;
                }
            }
            if (neediest < 0) {
                break;
            }
            splits.get(neediest).addAll(groups.getOrDefault(value, List.of()));
        }
        return new Splits(splits.get(0), splits.get(1), splits.get(2), group);
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
