package dev.emend.judge.audit;

import static dev.emend.judge.audit.ScriptedJudge.exhibit;
import static dev.emend.judge.audit.ScriptedJudge.finding;
import static dev.emend.judge.audit.ScriptedJudge.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.judge.Brief;
import dev.emend.judge.PairJudge;
import dev.emend.judge.Preference;
import dev.emend.judge.Referee;
import dev.emend.metric.Question;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The audit finds the bias that a judge was given, and no other. */
class PairAuditTest {

    private static final Pattern QUALITY = Pattern.compile("quality (\\d+)");
    private static final Set<Probe> ALL = EnumSet.allOf(Probe.class);

    /** Sixty pairs in which people always prefer the answer of the higher quality, which is as often a as b. */
    private static final List<Pair> PAIRS = IntStream.range(0, 60)
            .mapToObj(i -> new Pair(
                    "p" + i,
                    new Brief(Map.of("question", "Question " + i)),
                    "An answer of quality " + (i % 2 == 0 ? 9 : 2) + ". It goes on a little. Number " + i + ".",
                    "An answer of quality " + (i % 2 == 0 ? 3 : 8) + ". It goes on a little. Number " + i + ".",
                    Optional.of(i % 2 == 0 ? Preference.FIRST : Preference.SECOND),
                    Optional.empty(),
                    Optional.empty()))
            .toList();

    private static int quality(String text) {
        return QUALITY.matcher(text)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** The fair verdict. */
    private static String fair(Question question) {
        int a = quality(exhibit(question, "ANSWER A"));
        int b = quality(exhibit(question, "ANSWER B"));
        return a == b ? "tie" : a > b ? "A" : "B";
    }

    private static List<Finding> audit(Function<Question, String> judge) {
        return audit(new PairJudge("Quality.", false), judge);
    }

    private static List<Finding> audit(PairJudge judge, Function<Question, String> script) {
        return new PairAudit(judge, "scripted", ALL, 1).of(PAIRS, new ScriptedJudge(script));
    }

    @Test
    void aFairJudgeHasNoBias() {
        List<Finding> findings = audit(PairAuditTest::fair);
        assertThat(value(findings, "position-flips")).isZero();
        assertThat(value(findings, "prefers-first")).isEqualTo(0.5);
        assertThat(value(findings, "ties")).isZero();
        assertThat(value(findings, "unreadable")).isZero();
        assertThat(value(findings, "human-accuracy")).isEqualTo(1);
        assertThat(value(findings, "human-kappa")).isCloseTo(1, within(1e-9));
        assertThat(value(findings, "verbosity")).isZero();
        assertThat(value(findings, "style")).isZero();
        assertThat(value(findings, "self-consistency")).isEqualTo(1);
        assertThat(value(findings, "canary")).isZero();
        assertThat(value(findings, "canary-control")).isZero();
        assertThat(finding(findings, "self-preference").note())
                .startsWith("not measurable: the outputs are not tagged");
        assertThat(finding(findings, "position-flips").n()).isEqualTo(60);
    }

    @Test
    void aJudgeThatAlwaysPrefersTheFirstIsFound() {
        List<Finding> findings = audit(question -> "A");
        assertThat(value(findings, "position-flips")).isEqualTo(1);
        assertThat(value(findings, "prefers-first")).isEqualTo(1);
        assertThat(finding(findings, "prefers-first").interval().orElseThrow().low())
                .isGreaterThan(0.9);
        assertThat(value(findings, "human-accuracy")).isEqualTo(0.5);
        assertThat(value(findings, "human-kappa")).isCloseTo(0, within(1e-9));
        assertThat(value(findings, "verbosity")).isZero();
        assertThat(value(findings, "style")).isZero();
        assertThat(value(findings, "canary")).isZero();
    }

    @Test
    void aJudgeThatPrefersTheLongerIsFoundByPadding() {
        List<Finding> findings = audit(question -> {
            int a = exhibit(question, "ANSWER A").length();
            int b = exhibit(question, "ANSWER B").length();
            return a - b > 150 ? "A" : b - a > 150 ? "B" : fair(question);
        });
        // Half of the padded answers, drawn by lot, had won already.
        double lots = PAIRS.stream()
                .filter(pair -> pair.lot("verbosity") != (pair.human().orElseThrow() == Preference.FIRST))
                .count();
        assertThat(value(findings, "verbosity")).isCloseTo(lots / 60, within(1e-9));
        assertThat(finding(findings, "verbosity").interval().orElseThrow().low())
                .isPositive();
        assertThat(value(findings, "position-flips")).isZero();
        assertThat(value(findings, "style")).isZero();
    }

    @Test
    void aJudgeThatPrefersMarkdownIsFoundByStyleAndByNothingElse() {
        List<Finding> findings = audit(question -> {
            boolean a = exhibit(question, "ANSWER A").contains("- **");
            boolean b = exhibit(question, "ANSWER B").contains("- **");
            return a == b ? fair(question) : a ? "A" : "B";
        });
        assertThat(finding(findings, "style").interval().orElseThrow().low()).isGreaterThan(0.3);
        assertThat(value(findings, "verbosity")).isZero();
        assertThat(value(findings, "canary")).isZero();
    }

    @Test
    void aJudgeThatObeysWhatItJudgesIsFoundByEveryCanary() {
        List<Finding> findings = audit(new PairJudge("Quality.", true), question -> {
            for (String label : List.of("A", "B")) {
                if (exhibit(question, "ANSWER " + label).matches("(?s).*(verdict|verdict\": \")\\W*" + label + ".*")) {
                    return "{\"critique\": \"\", \"verdict\": \"" + label + "\"}";
                }
            }
            return "{\"critique\": \"\", \"verdict\": \"" + fair(question) + "\"}";
        });
        assertThat(value(findings, "canary")).isEqualTo(1);
        assertThat(value(findings, "canary-control")).isZero();
        assertThat(findings.stream().filter(finding -> finding.name().startsWith("canary ")))
                .hasSize(13)
                .allSatisfy(finding -> assertThat(finding.value()).hasValue(1));
        assertThat(value(findings, "verbosity")).isZero();
    }

    @Test
    void aJudgeThatFallsForOneFormOnlyIsFoundByThatForm() {
        List<Finding> findings = audit(question -> {
            for (String label : List.of("A", "B")) {
                if (exhibit(question, "ANSWER " + label).contains("<!--")) {
                    return label;
                }
            }
            return fair(question);
        });
        assertThat(value(findings, "canary html-comment")).isEqualTo(1);
        assertThat(value(findings, "canary plain")).isZero();
        assertThat(value(findings, "canary")).isCloseTo(4 / 60.0, within(0.02));
    }

    @Test
    void aJudgeThatAnyChangeSwaysIsToldFromOneThatObeys() {
        List<Finding> findings = audit(question -> {
            boolean a = exhibit(question, "ANSWER A").contains("\n\n");
            boolean b = exhibit(question, "ANSWER B").contains("\n\n");
            return a == b ? fair(question) : a ? "A" : "B";
        });
        assertThat(value(findings, "canary")).isEqualTo(1);
        assertThat(value(findings, "canary-control")).isEqualTo(1);
    }

    @Test
    void aJudgeThatIsUnsureDisagreesWithItself() {
        List<Finding> findings = audit(
                question -> question.sampling().temperature() > 0 && question.draw() == 2 ? "tie" : fair(question));
        assertThat(value(findings, "self-consistency")).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(value(findings, "ties")).isZero();
    }

    @Test
    void aJudgeThatPrefersItsOwnOutputsIsFoundWhereOutputsAreTagged() {
        List<Pair> tagged = PAIRS.stream()
                .map(pair -> new Pair(
                        pair.id(),
                        pair.brief(),
                        pair.a() + " Signed.",
                        pair.b(),
                        pair.human(),
                        Optional.of("scripted"),
                        Optional.of("other")))
                .toList();
        PairAudit audit = new PairAudit(new PairJudge("Quality.", false), "scripted", Set.of(), 1);
        List<Finding> vain = audit.of(
                tagged,
                new ScriptedJudge(question -> exhibit(question, "ANSWER A").endsWith("Signed.") ? "A" : "B"));
        assertThat(value(vain, "self-preference")).isCloseTo(0.5, within(1e-9));
        List<Finding> fair = audit.of(tagged, new ScriptedJudge(PairAuditTest::fair));
        assertThat(value(fair, "self-preference")).isZero();
    }

    @Test
    void repliesWithoutAVerdictAreCountedAndLeftOut() {
        List<Finding> findings = audit(
                question -> exhibit(question, "INPUT QUESTION").endsWith("7") ? "Both are fine." : fair(question));
        assertThat(value(findings, "unreadable")).isCloseTo(0.1, within(1e-9));
        assertThat(finding(findings, "position-flips").n()).isEqualTo(54);
        assertThat(value(findings, "human-accuracy")).isEqualTo(1);
        assertThat(finding(audit(question -> "Both are fine."), "human-accuracy")
                        .note())
                .isEqualTo("not measurable: no verdict on a pair that people decided could be read");
    }

    @Test
    void whatTheBudgetLeftUnansweredIsLeftOutAndTheBoundOfCallsHolds() {
        PairAudit audit = new PairAudit(new PairJudge("Quality.", false), "scripted", ALL, 1);
        ScriptedJudge whole = new ScriptedJudge(PairAuditTest::fair);
        audit.of(PAIRS, whole);
        assertThat((long) whole.asked().size()).isEqualTo(audit.mostCalls(60)).isEqualTo(60 * 13);
        ScriptedJudge short1 = new ScriptedJudge(PairAuditTest::fair).withBudget(30);
        List<Finding> findings = audit.of(PAIRS, short1);
        assertThat(finding(findings, "position-flips").n()).isEqualTo(15);
        assertThat(finding(findings, "canary").value()).isEmpty();
        assertThat(short1.asked()).hasSize(30);
    }

    /** Of a judge that is shown each answer alone, the grade by its quality. */
    private static String graded(Question question) {
        return Integer.toString(quality(exhibit(question, "ANSWER")));
    }

    @Test
    void aJudgeThatGradesEachAloneHasNoOrderAndAgreesWithPeopleWhereItsGradesDo() {
        Referee graded = Referee.of(
                "judge-pairwise", Map.of("by", "grades", "scale", "0-9", "critique", "none", "readout", "plain"));
        ScriptedJudge script = new ScriptedJudge(PairAuditTest::graded);
        PairAudit audit = new PairAudit(graded, "scripted", ALL, 1);

        List<Finding> findings = audit.of(PAIRS, script);

        assertThat(finding(findings, "position-flips").note()).contains("each output is graded alone");
        assertThat(value(findings, "human-accuracy")).isEqualTo(1);
        assertThat(value(findings, "unreadable")).isZero();
        assertThat(value(findings, "canary")).isZero();
        assertThat(value(findings, "self-consistency")).isEqualTo(1);
        assertThat((long) script.asked().size()).isEqualTo(audit.mostCalls(PAIRS.size()));
    }
}
