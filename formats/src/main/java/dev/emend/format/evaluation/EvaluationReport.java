package dev.emend.format.evaluation;

import dev.emend.data.Split;
import dev.emend.evaluation.Evaluation;
import dev.emend.run.Spend;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation with what must be known to read it. The same report gives the same characters. Safe for use by many threads
 * at once.
 *
 * @param task its name
 * @param split which of the task's examples were answered
 * @param metric its name
 * @param model that answered
 * @param seed of the sampling and of the statistics
 * @param spend on all prompts and judges, what was found in a journal included
 * @param minScore what is required of each score, in [0, 1], if anything is
 * @param worst how many of each prompt's worst answers are told
 * @param notes what a reader must know besides
 */
public record EvaluationReport(
        String task,
        Split split,
        String metric,
        String model,
        long seed,
        Evaluation evaluation,
        Spend spend,
        Optional<Double> minScore,
        int worst,
        List<String> notes) {

    public EvaluationReport {
        notes = List.copyOf(notes);
    }

    /** How many examples each prompt answered. */
    public int n() {
        return evaluation.results().getFirst().measured().n();
    }

    /** One object on one line, without a line break. {@code docs/commands.md} names its fields. */
    public String json() {
        return new EvaluationJson(this).text();
    }

    /**
     * The XML that continuous integration reads: a test suite for each prompt, with a test case for the whole score and one
     * for each slice or, without slices, for each example. A test case has failed where its score is below
     * {@link #minScore}.
     */
    public String junit() {
        return new JUnitXml(this).text();
    }

    /** A page that needs no network and no script, to be written as UTF-8. */
    public String html() {
        return EvaluationPage.render(this);
    }
}
