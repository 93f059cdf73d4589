package dev.emend.generation;

import dev.emend.Fingerprint;
import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.generation.Specification.Artifact;
import dev.emend.prompt.Demonstration;
import dev.emend.proposal.AnswerSpace;
import dev.emend.proposal.DemonstrationChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a generation stands on before it asks anything: which examples may be shown, which are scored, and the skeleton of its
 * prompts.
 *
 * @param splits shown as train, scored as validation; empty where no data rank
 * @param shown to the meta-model and as demonstrations: the specification's own, and those of the data
 * @param open what neither the specification nor the data say, so that it is assumed
 * @param notes what a reader must know of it
 */
record Groundwork(Optional<Splits> splits, List<Example> shown, Skeleton skeleton, List<Gap> open, List<String> notes) {

    /** @param labelled empty where no data rank */
    static Groundwork of(Specification given, Optional<ScoringData> labelled, long seed) {
        List<String> notes = new ArrayList<>();
        Set<String> read = Skeleton.of(given, List.of()).inputs();
        Specification specification = given.withExamples(
                given.examples().stream().map(example -> example.reading(read)).toList());
        Optional<ScoringData> data = labelled.map(rows -> rows.reading(read));
        Optional<Splits> splits = data.map(rows -> split(usable(rows, specification, notes), seed, notes));
        List<Example> shown = Stream.concat(
                        specification.examples().stream(), splits.map(Splits::train).orElse(List.of()).stream())
                .toList();
        List<Example> all = Stream.concat(
                        specification.examples().stream(), data.map(ScoringData::examples).orElse(List.of()).stream())
                .toList();
        Specification known = labelled(specification, all, notes);
        List<Demonstration> demonstrations = demonstrations(read, shown, seed);
        if (specification.techniques().contains(Technique.FEW_SHOT)) {
            if (specification.artifact() == Artifact.CHAIN) {
                notes.add(
                        "few-shot was wanted, but the steps of a chain show no examples; it was left out. emend optimize"
                                + " finds examples for them.");
            } else if (demonstrations.isEmpty()) {
                notes.add("few-shot was wanted, but "
                        + (shown.isEmpty()
                                ? "there is no example to show"
                                : "no example has every input (" + String.join(", ", read) + ")")
                        + "; it was left out.");
            }
        }
        List<Gap> open = Gap.in(known).stream()
                .filter(gap -> gap.field() != Gap.Field.EXAMPLES || shown.isEmpty())
                .toList();
        return new Groundwork(splits, shown, Skeleton.of(known, demonstrations), open, notes);
    }

    /** Without rows that the specification shows as examples, and those that repeat the inputs of others. */
    private static ScoringData usable(ScoringData data, Specification specification, List<String> notes) {
        Set<Map<String, String>> own =
                specification.examples().stream().map(Example::inputs).collect(Collectors.toSet());
        List<Example> distinct = Example.distinct(data.examples());
        int repeated = data.examples().size() - distinct.size();
        if (repeated > 0) {
            notes.add("Left out of the labelled examples, since others have the same inputs: " + repeated + ".");
        }
        List<Example> usable = distinct.stream()
                .filter(example -> !own.contains(example.inputs()))
                .toList();
        noteOutsiders(usable, specification, notes);
        return new ScoringData(usable, data.metric(), data.rows(), data.group());
    }

    private static void noteOutsiders(List<Example> examples, Specification specification, List<String> notes) {
        List<String> labels = specification.contract().labels();
        if (labels.isEmpty() || specification.artifact() == Artifact.JUDGE) {
            return;
        }
        List<String> outside = examples.stream()
                .map(Example::expected)
                .filter(expected -> !Specification.isLabel(expected, labels))
                .toList();
        if (!outside.isEmpty()) {
            notes.add("Of the " + examples.size() + " labelled examples " + outside.size()
                    + " expect an answer that is none of the labels, such as \"" + outside.getFirst()
                    + "\"; a candidate that keeps to the labels cannot give it.");
        }
    }

    private static Splits split(ScoringData data, long seed, List<String> notes) {
        if (data.suffices()) {
            return data.split(seed);
        }
        notes.add("The " + data.examples().size() + " labelled examples are too few to rank by; " + ScoringData.FEWEST
                + " are the least. They were shown to the meta-model instead.");
        return new Splits(data.examples(), List.of(), List.of());
    }

    private static Specification labelled(Specification specification, List<Example> examples, List<String> notes) {
        List<String> labels = AnswerSpace.labels(examples);
        if (!specification.contract().isOpen() || labels.size() < 2 || specification.artifact() == Artifact.JUDGE) {
            return specification;
        }
        notes.add("The labels are the distinct right answers of the examples, since the specification names none.");
        return specification.withContract(specification.contract().withLabels(labels));
    }

    private static List<Demonstration> demonstrations(Set<String> read, List<Example> shown, long seed) {
        List<Example> filling = shown.stream()
                .filter(example -> example.inputs().keySet().containsAll(read))
                .toList();
        DemonstrationChoice choice = new DemonstrationChoice(filling);
        return choice.choose(
                choice.full(),
                List.of(),
                example -> 0,
                Lots.random(Fingerprint.of("demonstrations").add(seed)));
    }

    /** Whether there are rows to score. */
    boolean scores() {
        return splits.filter(drawn -> !drawn.validation().isEmpty()).isPresent();
    }
}
