package dev.emend.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trades examples between splits until none stands where an earlier search has spoilt it; see {@link Splits#after(List)}. */
final class Replacing {

    private final Splits splits;
    private final Rows shown;
    private final Rows selectedBy;
    private final Set<Optional<String>> searchedTasks;
    private final List<List<Example>> train;
    private final List<List<Example>> validation;
    private final List<List<Example>> holdout;

    Replacing(Splits splits, List<Splits> earlier) {
        this.splits = splits;
        Set<String> read = splits.inputNames();
        List<Splits> asRead = earlier.stream().map(other -> other.reading(read)).toList();
        this.shown = rows(asRead, Splits::train);
        this.selectedBy = rows(asRead, Splits::validation);
        this.searchedTasks = Stream.concat(splits.train().stream(), splits.validation().stream())
                .map(Audience::task)
                .collect(Collectors.toSet());
        this.train = units(splits.train());
        this.validation = units(splits.validation());
        this.holdout = units(splits.holdout());
    }

    private static Rows rows(List<Splits> earlier, Function<Splits, List<Example>> split) {
        return new Rows(
                earlier.stream().flatMap(splits -> split.apply(splits).stream()).toList());
    }

    /** What moves together: a group, or a single example. */
    private List<List<Example>> units(List<Example> examples) {
        Map<String, List<Example>> groups = new LinkedHashMap<>();
        examples.forEach(example -> groups.computeIfAbsent(splits.groupOf(example), key -> new ArrayList<>())
                .add(example));
        return new ArrayList<>(groups.values());
    }

    Splits splits() {
        Predicate<List<Example>> notShown = unit -> unit.stream().noneMatch(shown::contains);
        Predicate<List<Example>> unseen = notShown.and(unit -> unit.stream().noneMatch(selectedBy::contains));
        clear(holdout, unseen, List.of(train, validation));
        clear(validation, notShown, List.of(train));
        return new Splits(joined(train), joined(validation), joined(holdout), splits.group());
    }

    /** @param others where units come from that may take the place of those that must go */
    private void clear(List<List<Example>> split, Predicate<List<Example>> allowed, List<List<List<Example>>> others) {
        for (int i = 0; i < split.size(); ) {
            List<Example> unit = split.get(i);
            List<Example> leaving = unit.stream().filter(this::mayBeSearched).toList();
            if (allowed.test(unit) || (!leaving.isEmpty() && traded(split, i, leaving, allowed, others))) {
                i++;
            } else {
                split.remove(i);
                if (!leaving.isEmpty()) {
                    train.add(leaving);
                }
            }
        }
    }

    /** Not an example of a task that only the hold-out has. */
    private boolean mayBeSearched(Example example) {
        Optional<String> task = Audience.task(example);
        return task.isEmpty() || searchedTasks.contains(task);
    }

    /** @param leaving what the substitute's place is for */
    private static boolean traded(
            List<List<Example>> split,
            int place,
            List<Example> leaving,
            Predicate<List<Example>> allowed,
            List<List<List<Example>>> others) {
        for (List<List<Example>> other : others) {
            Optional<List<Example>> substitute = other.stream().filter(allowed).findFirst();
            if (substitute.isPresent()) {
                other.set(other.indexOf(substitute.get()), leaving);
                split.set(place, substitute.get());
                return true;
            }
        }
        return false;
    }

    private static List<Example> joined(List<List<Example>> units) {
        return units.stream().flatMap(List::stream).toList();
    }
}
