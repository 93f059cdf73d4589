package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metric {@code judge}: each juror's grade by a rubric, brought to [0, 1].
 *
 * @param samples replies for each juror, 1 unless they are sampled
 * @param temperature of sampled replies
 */
record RubricGrade(PointJudge judge, Reference reference, Readout readout, int samples, double temperature, Jury jury)
        implements Metric {

    /** Whether the judge sees the expected answer. */
    enum Reference {
        AUTO,
        NEVER,
        REQUIRED
    }

    @Override
    public String name() {
        return "judge";
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public List<Question> questions(Answer answer) {
        Brief brief = brief(answer.example());
        List<Question> questions = new ArrayList<>();
        for (int juror = 0; juror < jury.jurors(); juror++) {
            for (int draw = 0; draw < samples; draw++) {
                Asking asking = new Asking(juror, draw, readout == Readout.SAMPLED ? temperature : 0);
                questions.add(judge.question(brief, answer.text(), asking, readout.usesLogProbabilities()));
            }
        }
        return questions;
    }

    private Brief brief(Example example) {
        Brief brief = Brief.of(example);
        return reference != Reference.NEVER && !example.expected().isBlank()
                ? brief.withReference(example.expected())
                : brief;
    }

    @Override
    public void check(Example example) {
        if (reference == Reference.REQUIRED && example.expected().isBlank()) {
            throw new InvalidInputException(
                    "the metric judge is to compare with a reference, but the example " + example.id()
                            + " has no expected answer",
                    example.where(),
                    "\"reference: auto\" judges such rows without one.");
        }
    }

    private record Juror(int number, double score, double spread, int readable, double mass, String critique) {}

    @Override
    public Score score(Answer answer) {
        List<Juror> jurors = new ArrayList<>();
        for (int juror = 0; juror < jury.jurors(); juror++) {
            juror(juror, answer.judgements()).ifPresent(jurors::add);
        }
        if (jurors.isEmpty()) {
            return new Score(
                    0,
                    "The judge gave no readable verdict"
                            + (readout == Readout.WEIGHTED ? "; it may give no log-probabilities." : "."),
                    parts(0, jurors));
        }
        double score = jury.pool(jurors.stream().map(this::voted).toList());
        SortedMap<String, Double> parts =
                parts(jurors.stream().mapToInt(Juror::readable).sum(), jurors);
        parts.put("score", score);
        return new Score(judge.scale().share(score), feedback(score, jurors), parts);
    }

    /** A majority is one of whole grades. */
    private double voted(Juror juror) {
        return jury.pooling() == Jury.Pooling.MAJORITY ? Math.rint(juror.score) : juror.score;
    }

    private Optional<Juror> juror(int juror, List<Completion> judgements) {
        List<Grade> grades = new ArrayList<>();
        for (int i = juror * samples; i < Math.min((juror + 1) * samples, judgements.size()); i++) {
            judge.read(judgements.get(i), readout).ifPresent(grades::add);
        }
        if (grades.isEmpty()) {
            return Optional.empty();
        }
        List<Double> scores = grades.stream().map(Grade::score).toList();
        double mean = Jury.mean(scores.stream().mapToDouble(score -> score).toArray());
        Grade typical = grades.stream()
                .min(Comparator.comparingDouble(grade -> Math.abs(grade.score() - mean)))
                .orElseThrow();
        return Optional.of(new Juror(
                juror + 1,
                mean,
                grades.size() > 1 ? Jury.spread(scores) : typical.spread(),
                grades.size(),
                typical.mass(),
                typical.critique()));
    }

    private SortedMap<String, Double> parts(int readable, List<Juror> jurors) {
        SortedMap<String, Double> parts = new TreeMap<>();
        parts.put("asked", (double) jury.jurors() * samples);
        parts.put("readable", (double) readable);
        if (jurors.isEmpty()) {
            return parts;
        }
        parts.put("spread", jurors.stream().mapToDouble(Juror::spread).average().orElse(0));
        jurors.stream()
                .mapToDouble(Juror::mass)
                .filter(mass -> mass > 0)
                .min()
                .ifPresent(mass -> parts.put("score mass", mass));
        if (jury.jurors() > 1) {
            jurors.forEach(juror -> parts.put("juror " + juror.number, juror.score));
            parts.put(
                    "disagreement",
                    Jury.spread(jurors.stream().map(Juror::score).toList()));
        }
        return parts;
    }

    private String feedback(double score, List<Juror> jurors) {
        StringBuilder text = new StringBuilder(
                "Judged " + shown(score) + " on the scale " + judge.scale().label() + ".");
        for (Juror juror : jurors) {
            String who = jury.jurors() > 1 ? " Juror " + juror.number + " (" + shown(juror.score) + ")" : "";
            if (!juror.critique.isEmpty()) {
                text.append(who.isEmpty() ? " " : who + ": ").append(juror.critique);
            } else if (!who.isEmpty()) {
                text.append(who).append('.');
            }
        }
        if (jurors.size() < jury.jurors()) {
            text.append(" Of ")
                    .append(jury.jurors())
                    .append(" jurors, ")
                    .append(jurors.size())
                    .append(" gave a readable verdict.");
        }
        return text.toString();
    }

    static String shown(double score) {
        return String.format(Locale.ROOT, score == Math.rint(score) ? "%.0f" : "%.1f", score);
    }
}
