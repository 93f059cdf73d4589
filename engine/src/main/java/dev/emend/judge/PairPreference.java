package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The metric {@code judge-pairwise}: the answer against the one in a column, asked of each juror in both orders.
 *
 * @param against the column of the other answer
 */
record PairPreference(PairJudge judge, String against, Jury jury) implements Metric {

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
        Brief brief = Brief.of(answer.example());
        String other = answer.example().column(against);
        List<Question> questions = new ArrayList<>();
        for (int juror = 0; juror < jury.jurors(); juror++) {
            questions.add(judge.question(brief, answer.text(), other, Asking.juror(juror)));
            questions.add(judge.question(brief, other, answer.text(), Asking.juror(juror)));
        }
        return questions;
    }

    @Override
    public void check(Example example) {
        if (example.column(against).isBlank()) {
            throw new InvalidInputException(
                    "the metric judge-pairwise compares with the column \"" + against + "\", which is empty for the"
                            + " example " + example.id(),
                    example.where(),
                    "\"against\" must name another column.");
        }
    }

    @Override
    public Score score(Answer answer) {
        Map<String, Double> parts = new TreeMap<>();
        List<Double> values = new ArrayList<>();
        List<String> said = new ArrayList<>();
        int readable = 0;
        int swayed = 0;
        for (int juror = 0; juror < jury.jurors(); juror++) {
            Optional<PairJudge.Ruling> first = ruling(answer.judgements(), 2 * juror);
            Optional<PairJudge.Ruling> second = ruling(answer.judgements(), 2 * juror + 1);
            Duel duel = new Duel(first.map(PairJudge.Ruling::preference), second.map(PairJudge.Ruling::preference));
            OptionalDouble value = duel.ofOne();
            readable += (first.isPresent() ? 1 : 0) + (second.isPresent() ? 1 : 0);
            swayed += duel.isReadable() && !duel.isConsistent() ? 1 : 0;
            if (value.isPresent()) {
                values.add(value.getAsDouble());
                said.add(said(juror, duel, value.getAsDouble(), first.or(() -> second)));
                if (jury.jurors() > 1) {
                    parts.put("juror " + (juror + 1), value.getAsDouble());
                }
            }
        }
        parts.put("asked", 2.0 * jury.jurors());
        parts.put("readable", (double) readable);
        parts.put("order disagreement", values.isEmpty() ? 0 : (double) swayed / values.size());
        if (values.isEmpty()) {
            return new Score(0, "The judge gave no readable verdict.", parts);
        }
        if (jury.jurors() > 1) {
            parts.put("disagreement", Jury.spread(values));
        }
        return new Score(jury.pool(values), String.join(" ", said), parts);
    }

    private Optional<PairJudge.Ruling> ruling(List<Completion> judgements, int at) {
        return at < judgements.size() ? judge.read(judgements.get(at)) : Optional.empty();
    }

    private String said(int juror, Duel duel, double value, Optional<PairJudge.Ruling> ruling) {
        String verdict = duel.isReadable() && !duel.isConsistent()
                ? "The verdict changes with the order of the two answers, so it counts as a tie with the "
                : value == 1
                        ? "The answer is better than the "
                        : value == 0 ? "The answer is worse than the " : "The answer is as good as the ";
        String critique = ruling.map(PairJudge.Ruling::critique).orElse("");
        return (jury.jurors() > 1 ? "Juror " + (juror + 1) + ": " : "") + verdict
                + (against.equals("expected") ? "expected one" : "one in the column " + against) + "."
                + (duel.isReadable() ? "" : " Only one order had a readable verdict.")
                + (critique.isEmpty()
                        ? ""
                        : " Of the answer as " + (duel.oneFirst().isPresent() ? "A" : "B") + ": " + critique);
    }
}
