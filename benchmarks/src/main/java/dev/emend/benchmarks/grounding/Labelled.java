package dev.emend.benchmarks.grounding;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.format.data.ExampleFile;
import dev.emend.metric.Answer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An answer of which people know whether it keeps to its context.
 *
 * @param document what it was written about: rows of the same one are kept together
 */
record Labelled(Answer answer, String document, boolean grounded) {

    /** A data set of such answers, in an order that depends on the rows' ids alone, so that its head is a fair sample. */
    static List<Labelled> read(Path file, String document, String output, String right) {
        return ExampleFile.unlabelled(Set.of(document, output)).read(file).stream()
                .map(example -> of(example, document, output, right))
                .sorted(Comparator.comparing(row ->
                        Fingerprint.of("groundedness order").add(row.id()).hex()))
                .toList();
    }

    private static Labelled of(Example example, String document, String output, String right) {
        return new Labelled(
                Answer.of(example, example.column(output)),
                example.column(document),
                example.expected().equals(right));
    }

    String id() {
        return answer.example().id();
    }

    /** Whether the row is of the half on which measures were designed; the other half tests them. */
    boolean isForDesign() {
        return (Fingerprint.of("groundedness half").add(document).seed() & 1) == 0;
    }
}
