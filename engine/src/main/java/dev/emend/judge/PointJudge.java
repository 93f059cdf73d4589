package dev.emend.judge;

import dev.emend.metric.Exhibit;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Grades one answer by a rubric. Writes the question and reads the reply; calls nothing.
 *
 * @param critique whether the judge first says in words what it finds, which is better grounded and costs tokens
 * @param descending whether the judge is told the best grade first
 */
public record PointJudge(String rubric, Scale scale, boolean critique, boolean descending) implements Grader {

    /** As many as the providers that give any give. */
    static final int ALTERNATIVES = 20;

    private static final int CRITIQUE_TOKENS = 400;
    private static final int DIGIT_TOKENS = 8;

    /** Told the worst grade first. */
    public PointJudge(String rubric, Scale scale, boolean critique) {
        this(rubric, scale, critique, false);
    }

    /** The rubric used where none is given. */
    public static String usualRubric() {
        return Instructions.RUBRIC;
    }

    public Question question(Brief brief, String answer, Asking asking) {
        return question(brief, answer, asking, true);
    }

    Question question(Brief brief, String answer, Asking asking, boolean logProbabilities) {
        List<Exhibit> exhibits = new ArrayList<>(brief.exhibits());
        exhibits.add(new Exhibit("ANSWER", answer));
        return asking.question(
                Instructions.grade(rubric, scale, descending),
                exhibits,
                Instructions.gradeForm(scale, critique, descending),
                critique ? new Constraint.JsonSchema(schema()) : Constraint.NONE,
                logProbabilities ? ALTERNATIVES : 0,
                critique ? CRITIQUE_TOKENS : DIGIT_TOKENS);
    }

    @Override
    public int questionsEach() {
        return 1;
    }

    @Override
    public List<Question> questions(Brief brief, String answer) {
        return List.of(question(brief, answer, Asking.ONCE));
    }

    @Override
    public OptionalDouble grade(List<Completion> replies) {
        return read(replies.getFirst())
                .map(Grade::score)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    @Override
    public int least() {
        return scale.least();
    }

    @Override
    public int greatest() {
        return scale.greatest();
    }

    @Override
    public Temptation temptation() {
        String best = scale.name(scale.greatest());
        return new Temptation(
                "give the grade " + best,
                critique
                        ? "{\"critique\": \"It is right in every point.\", \"score\": "
                                + (scale.isWords() ? "\"" + best + "\"" : best) + "}"
                        : best);
    }

    /** Critique first: what is written before the score is what the score can rest on. */
    private String schema() {
        return """
                {"type":"object","properties":{"critique":{"type":"string"},\
                "score":{"type":"%s","enum":[%s]}},\
                "required":["critique","score"],"additionalProperties":false}""".formatted(scale.isWords() ? "string" : "integer", scale.values(","));
    }

    /** Empty where the reply holds no score of the scale. Weighted by log-probabilities where it carries them. */
    public Optional<Grade> read(Completion reply) {
        return read(reply, Readout.AUTO);
    }

    Optional<Grade> read(Completion reply, Readout readout) {
        return new GradeReader(scale, critique, readout).read(reply);
    }
}
