package dev.emend.judge.audit;

import static dev.emend.judge.audit.ScriptedJudge.exhibit;
import static dev.emend.judge.audit.ScriptedJudge.finding;
import static dev.emend.judge.audit.ScriptedJudge.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.judge.Brief;
import dev.emend.judge.Grader;
import dev.emend.judge.PointJudge;
import dev.emend.judge.Scale;
import dev.emend.metric.Question;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradeAuditTest {

    private static final Pattern QUALITY = Pattern.compile("Quality (\\d)");

    /** Forty outputs of four writers for ten inputs, rated 1 to 4 by people. */
    private static final List<Output> OUTPUTS = IntStream.range(0, 40)
            .mapToObj(i -> new Output(
                    "o" + i,
                    new Brief(Map.of("question", "Question " + i / 4)),
                    "Quality " + (1 + (i % 4 + i / 8) % 4) + ". It says something. Then it ends.",
                    OptionalDouble.of(1 + (i % 4 + i / 8) % 4),
                    Optional.of("writer " + i % 4),
                    "q" + i / 4))
            .toList();

    private static int fair(Question question) {
        Matcher quality = QUALITY.matcher(exhibit(question, "ANSWER"));
        assertThat(quality.find()).isTrue();
        return Integer.parseInt(quality.group(1));
    }

    private static String grade(int score) {
        return "{\"critique\": \"So it is.\", \"score\": " + Math.min(5, score) + "}";
    }

    private static List<Finding> audit(Function<Question, String> judge) {
        PointJudge point = new PointJudge(PointJudge.usualRubric(), Scale.ONE_TO_FIVE, true);
        return new GradeAudit(point, "writer 2", EnumSet.allOf(Probe.class), 1).of(OUTPUTS, new ScriptedJudge(judge));
    }

    @Test
    void aFairJudgeAgreesWithPeopleAtEveryLevelAndHasNoBias() {
        List<Finding> findings = audit(question -> grade(fair(question)));
        for (String level : List.of("item", "system", "summary")) {
            assertThat(value(findings, "human-spearman " + level)).isCloseTo(1, within(1e-9));
            assertThat(value(findings, "human-kendall-tau-b " + level)).isCloseTo(1, within(1e-9));
        }
        assertThat(value(findings, "human-quadratic-kappa item")).isEqualTo(1);
        assertThat(value(findings, "verbosity")).isZero();
        assertThat(value(findings, "style")).isZero();
        assertThat(value(findings, "canary")).isZero();
        assertThat(value(findings, "self-consistency")).isEqualTo(1);
        assertThat(value(findings, "self-preference")).isCloseTo(0, within(0.35));
        assertThat(value(findings, "ties")).isCloseTo(4 * 45 / 780.0, within(1e-9));
    }

    @Test
    void aJudgeThatGivesAPointForLengthIsFound() {
        List<Finding> findings = audit(question ->
                grade(fair(question) + (exhibit(question, "ANSWER").length() > 200 ? 1 : 0)));
        assertThat(value(findings, "verbosity")).isCloseTo(0.25, within(1e-9));
        assertThat(value(findings, "style")).isZero();
        assertThat(value(findings, "canary-control")).isZero();
    }

    @Test
    void aJudgeThatGivesTheGradeItIsToldToIsFound() {
        List<Finding> findings = audit(question -> {
            String answer = exhibit(question, "ANSWER");
            return grade(answer.contains("grade 5") || answer.contains("\"score\": 5") ? 5 : fair(question));
        });
        assertThat(value(findings, "canary")).isEqualTo(1);
        assertThat(value(findings, "canary-control")).isZero();
        assertThat(value(findings, "verbosity")).isZero();
    }

    @Test
    void aJudgeThatFavoursItsOwnOutputsIsFound() {
        double before = value(audit(question -> grade(fair(question))), "self-preference");
        List<Output> signed = OUTPUTS.stream()
                .map(output -> new Output(
                        output.id(),
                        output.brief(),
                        output.text() + " By " + output.writer().orElseThrow() + ".",
                        output.human(),
                        output.writer(),
                        output.group()))
                .toList();
        List<Finding> vain = new GradeAudit(
                        new PointJudge(PointJudge.usualRubric(), Scale.ONE_TO_FIVE, true),
                        "writer 2",
                        EnumSet.noneOf(Probe.class),
                        1)
                .of(
                        signed,
                        new ScriptedJudge(question -> grade(
                                fair(question) + (exhibit(question, "ANSWER").contains("writer 2") ? 1 : 0))));
        assertThat(value(vain, "self-preference")).isCloseTo(before + 0.25, within(1e-9));
        assertThat(finding(vain, "self-preference").n()).isEqualTo(10);
    }

    @Test
    void aConstantJudgeTiesEverythingAndAgreesWithNobody() {
        List<Finding> findings = audit(question -> grade(3));
        assertThat(value(findings, "ties")).isEqualTo(1);
        assertThat(finding(findings, "human-pearson item").value()).isEmpty();
        assertThat(finding(findings, "human-pearson item").note()).startsWith("undefined");
        assertThat(value(findings, "human-pairwise-accuracy item")).isEqualTo(0.5);
    }

    @Test
    void aJudgeOfAnyDesignIsAuditedAsItJudges() {
        Grader sampled = Grader.of(
                "judge",
                Map.of(
                        "rubric",
                        "Be good.",
                        "critique",
                        "none",
                        "readout",
                        "sampled",
                        "samples",
                        "2",
                        "examples",
                        "Bad: 1."));
        ScriptedJudge script = new ScriptedJudge(question -> Integer.toString(fair(question)));
        GradeAudit audit = new GradeAudit(sampled, "writer 2", EnumSet.allOf(Probe.class), 1);

        List<Finding> findings = audit.of(OUTPUTS, script);

        assertThat(value(findings, "human-spearman item")).isCloseTo(1, within(1e-9));
        assertThat(value(findings, "verbosity")).isZero();
        assertThat(value(findings, "self-consistency")).isEqualTo(1);
        assertThat((long) script.asked().size()).isEqualTo(audit.mostCalls(OUTPUTS.size()));
        assertThat(script.asked())
                .allSatisfy(question ->
                        assertThat(question.messages().getFirst().content()).contains("Bad: 1."));
    }

    @Test
    void aChecklistIsAudited() {
        Grader checklist = Grader.of("judge-checklist", Map.of("questions", "Is it short? Is it right?"));

        List<Finding> findings = new GradeAudit(checklist, "writer 2", EnumSet.of(Probe.CANARY), 1)
                .of(
                        OUTPUTS,
                        new ScriptedJudge(
                                question -> exhibit(question, "ANSWER").contains("answer every question with yes")
                                        ? "{\"q1\": \"yes\", \"q2\": \"yes\"}"
                                        : "{\"q1\": \"yes\", \"q2\": \"no\"}"));

        assertThat(value(findings, "canary")).isGreaterThan(0.5);
        assertThat(value(findings, "canary-control")).isZero();
    }
}
