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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The metric {@code judge-pairwise}: the answer against the one in a column, asked of each juror in both orders.
 *
 * @param readout weighted, the value is the mean of the probabilities that the judge gave, in place of its verdicts
 * @param against the column of the other answer
 */
record PairPreference(PairJudge judge, Readout readout, String against, Jury jury) implements Metric {

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
        String other = answer.example().column(against);
        List<Question> questions = new ArrayList<>();
        for (int juror = 0; juror < jury.jurors(); juror++) {
            questions.add(
                    judge.question(brief, answer.text(), other, Asking.juror(juror), readout.usesLogProbabilities()));
            questions.add(
                    judge.question(brief, other, answer.text(), Asking.juror(juror), readout.usesLogProbabilities()));
        }
        return questions;
    }

    @Override
    public void check(Example example) {
        requireOther(example, against);
    }

    static void requireOther(Example example, String against) {
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
        int inBoth = 0;
        int swayed = 0;
        for (int juror = 0; juror < jury.jurors(); juror++) {
            Optional<PairJudge.Ruling> first = ruling(answer.judgements(), 2 * juror);
            Optional<PairJudge.Ruling> second = ruling(answer.judgements(), 2 * juror + 1);
            Duel duel = new Duel(first.map(PairJudge.Ruling::preference), second.map(PairJudge.Ruling::preference));
            OptionalDouble weighted =
                    readout.usesLogProbabilities() ? weighted(answer.judgements(), juror) : OptionalDouble.empty();
            OptionalDouble value = weighted.isPresent() || readout == Readout.WEIGHTED ? weighted : duel.ofOne();
            readable += (first.isPresent() ? 1 : 0) + (second.isPresent() ? 1 : 0);
            inBoth += duel.isReadable() ? 1 : 0;
            swayed += duel.isReadable() && !duel.isConsistent() ? 1 : 0;
            if (value.isPresent()) {
                values.add(value.getAsDouble());
                said.add(said(juror, duel, weighted.isPresent(), value.getAsDouble(), first.or(() -> second)));
                if (jury.jurors() > 1) {
                    parts.put("juror " + (juror + 1), value.getAsDouble());
                }
            }
        }
        parts.put("asked", 2.0 * jury.jurors());
        parts.put("readable", values.isEmpty() ? 0.0 : readable);
        if (inBoth > 0) {
            parts.put("order disagreement", (double) swayed / inBoth);
        }
        if (values.isEmpty()) {
            return new Score(0, "The judge gave no readable verdict.", parts);
        }
        if (jury.jurors() > 1) {
            parts.put("disagreement", Jury.spread(values));
        }
        return new Score(jury.pool(values), String.join(" ", said), parts);
    }

    /** The mean over both orders; where one has no probabilities, the other's. */
    private OptionalDouble weighted(List<Completion> judgements, int juror) {
        if (2 * juror + 1 >= judgements.size()) {
            return OptionalDouble.empty();
        }
        OptionalDouble first = judge.first(judgements.get(2 * juror));
        OptionalDouble second = judge.first(judgements.get(2 * juror + 1));
        if (first.isEmpty() || second.isEmpty()) {
            return first.isPresent()
                    ? first
                    : second.isPresent() ? OptionalDouble.of(1 - second.getAsDouble()) : OptionalDouble.empty();
        }
        return OptionalDouble.of((first.getAsDouble() + 1 - second.getAsDouble()) / 2);
    }

    private Optional<PairJudge.Ruling> ruling(List<Completion> judgements, int at) {
        return at < judgements.size() ? judge.read(judgements.get(at)) : Optional.empty();
    }

    private String said(int juror, Duel duel, boolean weighted, double value, Optional<PairJudge.Ruling> ruling) {
        String verdict = weighted
                ? String.format(
                        Locale.ROOT, "With a probability of %.0f %% the answer is better than the ", 100 * value)
                : duel.isReadable() && !duel.isConsistent()
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
