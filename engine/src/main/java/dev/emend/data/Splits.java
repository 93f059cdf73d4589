package dev.emend.data;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The examples in their three uses. No example is in two of them. Examples of the same inputs count as evidence of their own: {@link
 * Example#distinct} leaves one of them.
 *
 * @param train feeds proposals: shown to the meta-model, taken as demonstrations
 * @param validation feeds selection
 * @param holdout is touched once, by the gate
 * @param group the column whose equal values make examples belong together, such as questions on one document; statistics
 *     then draw whole groups
 */
public record Splits(List<Example> train, List<Example> validation, List<Example> holdout, Optional<String> group) {

    public Splits {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        holdout = List.copyOf(holdout);
        Map<String, Example> seen = new HashMap<>();
        for (List<Example> split : List.of(train, validation, holdout)) {
            for (Example example : split) {
                Example earlier = seen.put(example.id(), example);
                if (earlier != null) {
                    throw new InvalidInputException(
                            "the id \"" + example.id() + "\" is given twice"
                                    + (earlier.where().equals(Where.NOWHERE) ? "" : "; first at " + earlier.where()),
                            example.where(),
                            "two rows share an id, or one example stands in two splits.");
                }
            }
        }
    }

    /** Examples that do not belong together. */
    public Splits(List<Example> train, List<Example> validation, List<Example> holdout) {
        this(train, validation, holdout, Optional.empty());
    }

    /** The same rows for a prompt or chain that reads the inputs of these names. */
    public Splits reading(Set<String> names) {
        return new Splits(reading(train, names), reading(validation, names), reading(holdout, names), group);
    }

    /** Every example: train, then validation, then hold-out. */
    public Stream<Example> all() {
        return Stream.of(train, validation, holdout).flatMap(List::stream);
    }

    /** The names of the inputs that are read of any of its examples. */
    public Set<String> inputNames() {
        return all().flatMap(example -> example.inputs().keySet().stream()).collect(Collectors.toSet());
    }

    /**
     * Without those rows that only what is not read tells from a row before them: of what a prompt reads, the same stands in one split
     * only. Rows of one split that are the same in everything, as where several models answer, stay.
     */
    public Splits withoutLookalikes() {
        Set<Map<String, String>> earlier = new HashSet<>();
        return new Splits(distinct(train, earlier), distinct(validation, earlier), distinct(holdout, earlier), group);
    }

    /** @param earlier what is read of the splits before; what is read of this one joins it */
    private static List<Example> distinct(List<Example> split, Set<Map<String, String>> earlier) {
        Map<Map<String, String>, Map<String, String>> first = new HashMap<>();
        List<Example> distinct = split.stream()
                .filter(example -> !earlier.contains(example.inputs()))
                .filter(example -> first.computeIfAbsent(example.inputs(), inputs -> example.allInputs())
                        .equals(example.allInputs()))
                .toList();
        earlier.addAll(first.keySet());
        return distinct;
    }

    /** How many examples it has. */
    public int size() {
        return train.size() + validation.size() + holdout.size();
    }

    private static List<Example> reading(List<Example> examples, Set<String> names) {
        return examples.stream().map(example -> example.reading(names)).toList();
    }

    /** The key of the group that the example is in; one of its own where examples are not grouped. */
    public String groupOf(Example example) {
        return group.map(example::column).orElse(example.id());
    }

    /** How many groups the hold-out has; as many as it has examples where they are not grouped. */
    public int holdoutGroups() {
        return (int) holdout.stream().map(this::groupOf).distinct().count();
    }

    /**
     * The same examples, placed so that what earlier searches on some of them have learned is judged fairly: none of the
     * hold-out was in the train or validation of one of them, and none of validation in their train. An example that stands
     * where it must not trades places with one that may, and goes to train where there is none. Examples of one group move
     * together; the same row makes the same example, whatever its id ({@link Rows}).
     *
     * <p>Where several task models answer, a row of the hold-out or of validation stands there for each of them, and a row of train
     * for one. A task whose examples all stand in the hold-out is kept unseen: what must leave the hold-out is dropped.
     *
     * @param earlier the splits of every search that the prompts descend from, in any order
     */
    public Splits after(List<Splits> earlier) {
        List<String> models = Audience.models(this);
        return models.isEmpty()
                ? new Replacing(this, earlier).splits()
                : Audience.ofModels(new Replacing(Audience.rows(this), earlier).splits(), models);
    }

    /** Identity of the data: every example with its split. */
    public String fingerprint() {
        Fingerprint print = Fingerprint.of("data").add(group.orElse(""));
        for (List<Example> split : List.of(train, validation, holdout)) {
            print.add(split.size());
            for (Example example : split) {
                Map<String, String> inputs = example.allInputs();
                print.add(example.id()).add(example.expected()).add(inputs.size());
                inputs.forEach((name, value) -> print.add(name).add(value));
            }
        }
        return print.hex();
    }
}
