package dev.emend.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Trades examples between splits until none stands where an earlier search has spoilt it; see {@link Splits#after(List)}. */
final class Replacing {

    private final Splits splits;
    private final Set<Map<String, String>> shown;
    private final Set<Map<String, String>> selectedBy;
    private final List<List<Example>> train;
    private final List<List<Example>> validation;
    private final List<List<Example>> holdout;

    Replacing(Splits splits, List<Splits> earlier) {
        this.splits = splits;
        this.shown = inputs(earlier, Splits::train);
        this.selectedBy = inputs(earlier, Splits::validation);
        this.train = units(splits.train());
        this.validation = units(splits.validation());
        this.holdout = units(splits.holdout());
    }

    private static Set<Map<String, String>> inputs(List<Splits> earlier, Function<Splits, List<Example>> split) {
        Set<Map<String, String>> inputs = new HashSet<>();
        earlier.forEach(splits -> split.apply(splits).forEach(example -> inputs.add(example.inputs())));
        return inputs;
    }

    /** What moves together: a group, or a single example. */
    private List<List<Example>> units(List<Example> examples) {
        Map<String, List<Example>> groups = new LinkedHashMap<>();
        examples.forEach(example -> groups.computeIfAbsent(splits.groupOf(example), key -> new ArrayList<>())
                .add(example));
        return new ArrayList<>(groups.values());
    }

    Splits splits() {
        Predicate<List<Example>> unseen = unit -> unit.stream().noneMatch(this::wasShown)
                && unit.stream().noneMatch(example -> selectedBy.contains(example.inputs()));
        Predicate<List<Example>> notShown = unit -> unit.stream().noneMatch(this::wasShown);
        clear(holdout, unseen, List.of(train, validation));
        clear(validation, notShown, List.of(train));
        return new Splits(joined(train), joined(validation), joined(holdout), splits.group());
    }

    private boolean wasShown(Example example) {
        return shown.contains(example.inputs());
    }

    /** @param others where units come from that may take the place of those that must go */
    private void clear(List<List<Example>> split, Predicate<List<Example>> allowed, List<List<List<Example>>> others) {
        for (int i = 0; i < split.size(); ) {
            if (allowed.test(split.get(i)) || traded(split, i, allowed, others)) {
                i++;
            } else {
                train.add(split.remove(i));
            }
        }
    }

    private static boolean traded(
            List<List<Example>> split, int place, Predicate<List<Example>> allowed, List<List<List<Example>>> others) {
        for (List<List<Example>> other : others) {
            Optional<List<Example>> substitute = other.stream().filter(allowed).findFirst();
            if (substitute.isPresent()) {
                other.set(other.indexOf(substitute.get()), split.get(place));
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
