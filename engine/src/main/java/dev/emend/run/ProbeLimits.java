package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.CutOff;
import dev.emend.metric.Outcome;
import dev.emend.metric.label.ConfusionMatrix;
import dev.emend.metric.label.LabelMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What limits a prompt, as far as its failures and the data tell.
 *
 * @param outcomes of the user's prompt
 */
record ProbeLimits(Task task, List<Outcome> outcomes) {

    /** A share of the failures from which on one cause is worth a sentence. */
    private static final double NOTABLE = 0.2;

    /** A share of the failures from which on one label takes in what belongs to several others. */
    private static final double SWALLOWING = 0.4;

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        List<Outcome> failures =
                outcomes.stream().filter(outcome -> outcome.score().value() < 1).toList();
        if (failures.isEmpty()) {
            sentences.add(
                    "All " + outcomes.size() + " answers have the full score: the prompt is at its ceiling here.");
        }
        CutOff.among(outcomes).warning().ifPresent(sentences::add);
        if (task.metric() instanceof LabelMetric metric) {
            labels(metric, failures, sentences);
        }
        long contradictions = Example.contradicted(task.splits().all().toList());
        if (contradictions > 0) {
            sentences.add(
                    contradictions + " inputs stand in the data with different expected answers: no prompt can get"
                            + " all of these right.");
        }
        return sentences;
    }

    private static void labels(LabelMetric metric, List<Outcome> failures, List<String> sentences) {
        ConfusionMatrix matrix = ConfusionMatrix.of(failures, metric);
        if (matrix.unreadable() >= Math.max(1, NOTABLE * failures.size())) {
            sentences.add(matrix.unreadable() + " of " + failures.size()
                    + " failures are format errors: the answer is no label, or not a label alone. These are the easiest"
                    + " to mend.");
        }
        matrix.mostConfused(Integer.MAX_VALUE).stream()
                .filter(confusion -> confusion.predicted().isPresent())
                .findFirst()
                .filter(most -> most.count() >= Math.max(2, NOTABLE * failures.size()))
                .ifPresent(most -> sentences.add("\"" + most.expected() + "\" is taken for \""
                        + most.predicted().orElseThrow() + "\" in " + most.count() + " of " + failures.size()
                        + " failures: tell these two apart in the prompt."));
        matrix.perLabel().stream()
                .max(Comparator.comparingInt(ConfusionMatrix.PerLabel::predicted))
                .filter(label -> label.predicted() >= Math.max(2, SWALLOWING * failures.size()))
                .ifPresent(label -> sentences.add(label.predicted() + " of " + failures.size() + " failures answer \""
                        + label.label() + "\": say in the prompt what does not belong there."));
    }
}
