package dev.emend.judge;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The metric {@code judge-pairwise} by grades: the answer and the one in a column are graded each alone, so that no order
 * can sway the judge, and the difference of the grades is the verdict.
 *
 * @param against the column of the other answer
 */
record GradedPair(PointJudge judge, Readout readout, String against, Jury jury) implements Metric {

    @Override
    public String name() {
        return "judge-pairwise";
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public List<Question> questions(Answer answer) {
        Brief brief = Brief.of(answer.example()).without(against);
        List<Question> questions = new ArrayList<>();
        for (int juror = 0; juror < jury.jurors(); juror++) {
            for (String text : List.of(answer.text(), answer.example().column(against))) {
                questions.add(judge.question(brief, text, Asking.juror(juror), readout.usesLogProbabilities()));
            }
        }
        return questions;
    }

    @Override
    public void check(Example example) {
        PairPreference.requireOther(example, against);
    }

    @Override
    public Score score(Answer answer) {
        List<Double> values = new ArrayList<>();
        List<String> said = new ArrayList<>();
        int readable = 0;
        for (int juror = 0; juror < jury.jurors(); juror++) {
            Optional<Grade> own = grade(answer, 2 * juror);
            Optional<Grade> other = grade(answer, 2 * juror + 1);
            readable += (own.isPresent() ? 1 : 0) + (other.isPresent() ? 1 : 0);
            if (own.isPresent() && other.isPresent()) {
                double difference = judge.scale().share(own.get().score())
                        - judge.scale().share(other.get().score());
                values.add((1 + difference) / 2);
                said.add("The answer has "
                        + RubricGrade.shown(own.get().score()) + " on the scale "
                        + judge.scale().label() + ", the other "
                        + RubricGrade.shown(other.get().score()) + "."
                        + (own.get().critique().isEmpty() ? "" : " " + own.get().critique()));
            }
        }
        Map<String, Double> parts = new TreeMap<>();
        parts.put("asked", 2.0 * jury.jurors());
        parts.put("readable", values.isEmpty() ? 0.0 : readable);
        return values.isEmpty()
                ? new Score(0, "The judge gave no readable grades.", parts)
                : new Score(jury.pool(values), String.join(" ", said), parts);
    }

    private Optional<Grade> grade(Answer answer, int at) {
        return at < answer.judgements().size() ? judge.read(answer.judgements().get(at), readout) : Optional.empty();
    }
}
