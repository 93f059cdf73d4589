package dev.emend.judge.calibration;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Labelled items in their three uses. No group is in two of them.
 *
 * @param train shown to who writes rubrics, and in a judge's prompt
 * @param validation designs are chosen on it
 * @param holdout touched once, by the proof
 */
public record RatedSplits(List<Rated> train, List<Rated> validation, List<Rated> holdout) {

    /** With fewer there is nothing left to choose by. */
    public static final int FEWEST_ITEMS = 12;

    private static final int FEWEST_GROUPS = 3;
    private static final int MOST_TRAIN = 32;
    private static final int BANDS = 3;

    public RatedSplits {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        holdout = List.copyOf(holdout);
    }

    /**
     * A fifth for train, two for validation, two for the hold-out, as nearly as whole groups allow. No more than a quarter
     * of the calls goes to either judge's hold-out, and at most {@value #MOST_TRAIN} items are for train. Where no two
     * items share a group, ratings are spread evenly.
     *
     * @param labelled all with ratings
     * @param questions that a judgement of an item takes at most, at least 1
     * @throws InvalidInputException where there are too few items or groups
     * @throws IllegalArgumentException where a judgement takes no question
     */
    public static RatedSplits draw(List<Rated> labelled, OptionalLong calls, int questions, long seed, Where where) {
        if (questions < 1) {
            throw new IllegalArgumentException("a judgement of an item takes at least one question, not " + questions);
        }
        if (labelled.size() < FEWEST_ITEMS) {
            throw new InvalidInputException(
                    "there are " + labelled.size() + " items with ratings, and a calibration needs " + FEWEST_ITEMS,
                    where,
                    "label more; 20 are a start, and 100 can show something.");
        }
        long groups = labelled.stream().map(Rated::group).distinct().count();
        if (groups < FEWEST_GROUPS) {
            throw new InvalidInputException(
                    "the items belong to " + groups + (groups == 1 ? " group" : " groups")
                            + ", and no group may be in two splits, so " + FEWEST_GROUPS + " are the least",
                    where,
                    "--group names a column that holds the same for nearly all rows.");
        }
        int n = labelled.size();
        int holdout =
                (int) Math.min(Math.round(0.4 * n), Math.max(4, calls.orElse(Long.MAX_VALUE / 8) / (4L * questions)));
        int train = Math.clamp(Math.round(0.2 * n), 4, MOST_TRAIN);
        boolean grouped = groups < n;
        SplitPlan plan = new SplitPlan(
                train,
                n - holdout - train,
                holdout,
                seed,
                grouped ? Optional.empty() : Optional.of("band"),
                grouped ? Optional.of(Rated.GROUP) : Optional.empty());
        Splits drawn = plan.draw(banded(labelled), where);
        if (drawn.train().isEmpty()
                || drawn.validation().isEmpty()
                || drawn.holdout().isEmpty()) {
            throw new InvalidInputException(
                    "the " + groups + " groups are too large to be split into train, validation and hold-out",
                    where,
                    "--group names a column that holds the same for many rows.");
        }
        Map<String, Rated> byId = new HashMap<>();
        labelled.forEach(item -> byId.put(item.id(), item));
        return new RatedSplits(
                ordered(drawn.train(), byId, seed),
                ordered(drawn.validation(), byId, seed),
                ordered(drawn.holdout(), byId, seed));
    }

    private static List<Example> banded(List<Rated> items) {
        List<Rated> sorted = items.stream()
                .sorted(Comparator.comparingDouble(Rated::rating).thenComparing(Rated::id))
                .toList();
        Map<String, Integer> place = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            place.put(sorted.get(i).id(), i);
        }
        if (place.size() < items.size()) {
            HashSet<String> seen = new HashSet<>();
            Rated again = items.stream()
                    .filter(item -> !seen.add(item.id()))
                    .findFirst()
                    .orElseThrow();
            throw new InvalidInputException(
                    "the id \"" + again.id() + "\" is given twice",
                    again.example().where(),
                    "two rows share an id.");
        }
        return items.stream()
                .map(item -> {
                    Map<String, String> columns = new TreeMap<>(item.example().columns());
                    columns.put("band", Integer.toString(BANDS * place.getOrDefault(item.id(), 0) / items.size()));
                    return new Example(
                            item.id(), Map.of(), "", columns, item.example().where());
                })
                .toList();
    }

    /** By lot, so that the first few come from many groups. */
    private static List<Rated> ordered(List<Example> split, Map<String, Rated> byId, long seed) {
        return split.stream()
                .map(example -> byId.get(example.id()))
                .filter(item -> item != null)
                .sorted(Comparator.<Rated>comparingLong(item -> Fingerprint.of("calibration order")
                                .add(seed)
                                .add(item.id())
                                .seed())
                        .thenComparing(Rated::id))
                .toList();
    }

    /** How many groups the hold-out holds. */
    public int holdoutGroups() {
        return (int) holdout.stream().map(Rated::group).distinct().count();
    }
}
