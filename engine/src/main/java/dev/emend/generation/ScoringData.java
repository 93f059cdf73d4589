package dev.emend.generation;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.metric.Metric;
import dev.emend.proposal.AnswerSpace;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Labelled examples by which candidates are ranked.
 *
 * @param examples all there are, each with its right answer
 * @param rows how many of them are scored, at most
 * @param group the column whose equal values make examples belong together
 */
public record ScoringData(List<Example> examples, Metric metric, int rows, Optional<String> group) {

    /** Fewer say too little to rank by. */
    public static final int FEWEST = 12;

    private static final int USUAL_ROWS = 60;

    public ScoringData {
        examples = List.copyOf(examples);
        if (rows < 1) {
            throw new IllegalArgumentException("at least one row must be scored, not " + rows);
        }
    }

    /** As many rows as are usual, ungrouped. */
    public static ScoringData of(List<Example> examples, Metric metric) {
        return new ScoringData(examples, metric, USUAL_ROWS, Optional.empty());
    }

    /** Whether rows are scored for this specification under this seed. Where none are, a judge ranks. */
    public boolean ranks(Specification specification, long seed) {
        return Groundwork.of(specification, Optional.of(this), seed).scores();
    }

    /** Whether there are enough to show some and to score others. */
    boolean suffices() {
        return examples.size() >= FEWEST;
    }

    /** The same rows for prompts that read the inputs of these names. */
    ScoringData reading(Set<String> names) {
        return new ScoringData(
                examples.stream().map(example -> example.reading(names)).toList(), metric, rows, group);
    }

    /** As many as are wanted are scored, two thirds at most; all others are there to be shown. No example is in both. */
    Splits split(long seed) {
        int scored = Math.min(rows, examples.size() - examples.size() / 3);
        int shown = examples.size() - scored;
        boolean stratified = group.isEmpty() && !AnswerSpace.labels(examples).isEmpty();
        return new SplitPlan(shown, scored, 0, seed, stratified ? Optional.of("expected") : Optional.empty(), group)
                .draw(examples, Where.NOWHERE);
    }
}
