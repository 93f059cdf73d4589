package dev.emend.format.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.data.Split;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import dev.emend.run.Fate;
import dev.emend.run.RunResult;
import dev.emend.run.RunResult.CandidateRecord;
import dev.emend.run.RunResult.Refusal;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import dev.emend.run.Task;
import dev.emend.run.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class HtmlReportTest {

    private static final RunResult PROMOTED = SupportRun.result(Verdict.PROMOTED);

    private static String html(RunResult result) {
        return HtmlReport.render("run-1", SupportRun.task(), result);
    }

    private static Page page(RunResult result) {
        return Page.of(html(result));
    }

    @Test
    void aPromotedRunShowsTheNewPromptAndWhatItChanged() {
        Page page = page(PROMOTED);

        assertThat(page.elements("header").getFirst().getTextContent()).contains("Promoted: use the new prompt");
        assertThat(page.text("prompt"))
                .contains("Decide by what the money was taken for")
                .contains("What was changed in your prompt")
                .contains("6 added, 0 removed, 0 kept")
                .contains(SupportRun.CHAMPION.fingerprint());
    }

    @Test
    void aRunWithoutEnoughEvidenceKeepsTheUsersPromptAndStillShowsTheChampions() {
        Page page = page(SupportRun.result(Verdict.NOT_ENOUGH_EVIDENCE));

        assertThat(page.elements("header").getFirst().getTextContent())
                .contains("Not enough evidence: keep your prompt");
        assertThat(page.text("prompt"))
                .contains("This is your own prompt, unchanged.")
                .contains("What candidate 9, which was not promoted, would have changed")
                .contains(SupportRun.SEED.fingerprint());
    }

    @Test
    void aRunWithoutChangeSaysSo() {
        Page page = page(SupportRun.result(Verdict.NO_CHANGE));

        assertThat(page.elements("header").getFirst().getTextContent()).contains("No change: keep your prompt");
        assertThat(page.rows("evidence").get(2))
                .containsExactly("Difference", "−2.5 points", "95 %: −11.4 to +6.4", "120 pairs");
    }

    @Test
    void theEvidenceIsTheResults() {
        Page page = page(PROMOTED);

        assertThat(page.rows("evidence"))
                .containsExactly(
                        List.of("Your prompt", "59.2 %", "95 %: 50.2 to 67.5 %", "120"),
                        List.of("Champion (candidate 9)", "74.2 %", "95 %: 65.7 to 81.2 %", "120"),
                        List.of("Difference", "+15.0 points", "95 %: +5.2 to +24.4", "120 pairs"));
        assertThat(page.text("verdict"))
                .contains(PROMOTED.explanation())
                .contains("p = 0.0029, two-sided, exact McNemar")
                .contains("13.4 points: a true difference of this size")
                .contains(PROMOTED.notes().getFirst());
    }

    @Test
    void theSpendAddsUpToTheResults() {
        List<List<String>> rows = page(PROMOTED).rows("spend");

        assertThat(rows)
                .containsExactly(
                        List.of("Search: task model", "301", "118,224", "90,417", "2,408", "0.00"),
                        List.of("Search: meta-model", "9", "8,115", "1,024", "2,231", "0.006508"),
                        List.of("Gate: task model", "240", "96,480", "88,020", "1,922", "0.00"),
                        List.of("In all", "550", "222,819", "179,461", "6,561", "0.006508"));
    }

    @Test
    void everyMeasuredCandidateStandsInTheFigureAtItsScore() {
        Page page = page(PROMOTED);
        List<Element> marks = page.in("course", "g");
        List<Estimate> estimates = PROMOTED.candidates().stream()
                .flatMap(candidate -> candidate.validation().stream())
                .toList();

        assertThat(marks).hasSameSizeAs(estimates);
        double unit = height(marks.get(1), marks.get(0))
                / (estimates.get(1).value() - estimates.get(0).value());
        for (int i = 0; i < marks.size(); i++) {
            assertThat(marks.get(i).getTextContent())
                    .startsWith(String.format(
                            Locale.ROOT,
                            "Candidate %d: %.1f\u00A0%%",
                            i,
                            100 * estimates.get(i).value()))
                    .contains("n = " + estimates.get(i).n());
            assertThat(height(marks.get(i), marks.get(0)))
                    .isCloseTo(
                            unit * (estimates.get(i).value() - estimates.get(0).value()), within(0.6));
        }
        assertThat(marks.get(9).getAttribute("class")).isEqualTo("mark accent");
        assertThat(marks.get(2).getAttribute("class")).isEqualTo("mark open");
        assertThat(page.text("course")).contains("Met no example before the search ended: 11.");
    }

    private static double height(Element mark, Element above) {
        return Double.parseDouble(circle(above).getAttribute("cy"))
                - Double.parseDouble(circle(mark).getAttribute("cy"));
    }

    private static Element circle(Element mark) {
        return (Element) mark.getElementsByTagName("circle").item(0);
    }

    @Test
    void everyCandidateStandsUnderTheOneItWasWrittenFrom() {
        Page page = page(PROMOTED);

        for (CandidateRecord candidate : PROMOTED.candidates()) {
            Element item = page.byId("candidate-" + candidate.id());
            assertThat(item.getTextContent())
                    .contains(
                            candidate.operator(),
                            candidate.hypothesis(),
                            candidate.fate().label());
            if (!candidate.parents().isEmpty()) {
                Element parent = (Element) item.getParentNode().getParentNode();
                assertThat(parent.getAttribute("id"))
                        .isEqualTo("candidate-" + candidate.parents().getFirst());
            }
        }
        assertThat(page.text("candidate-9")).contains("What was changed in candidate 3 (written from 1 too)");
    }

    @Test
    void everyRefusalIsShownWithItsReasonAndText() {
        Page page = page(PROMOTED);

        assertThat(page.rows("refusals")).hasSize(4).zipSatisfy(PROMOTED.refusals(), (row, refusal) -> {
            assertThat(row.subList(0, 4))
                    .containsExactly(
                            String.valueOf(refusal.step()),
                            String.valueOf(refusal.parents().getFirst()),
                            refusal.operator(),
                            refusal.rule());
            assertThat(row.get(4)).contains(refusal.detail()).contains(refusal.text());
        });
    }

    @Test
    void theShareOfProposalsThatBroughtNothingNewIsSaid() {
        assertThat(PROMOTED.diversity().repeated()).isEqualTo(1);
        assertThat(page(PROMOTED).text("duplicates"))
                .contains("1 repeated a known candidate and 0 answered like an earlier one")
                .contains("brought nothing new");
    }

    @Test
    void theTaskIsDescribedSoThatTheRunCanBeRepeated() {
        Task task = SupportRun.task();

        assertThat(page(PROMOTED).text("task"))
                .contains("embedded:qwen2.5-coder-1.5b", "openai:gpt-4.1-mini", "reflective", task.description())
                .contains(task.splits().fingerprint(), task.prompt().fingerprint())
                .contains("train 60, validation 60, hold-out 120")
                .contains("600\u00A0calls, US$ 2.00, 18\u00A0min 0\u00A0s")
                .containsSubsequence("Option block", "12", "Option patience", "3", "Option width", "4");
    }

    @Test
    void twoReportsOfOneRunDifferInTheElapsedTimeAlone() {
        String first = html(PROMOTED);
        String second = html(with(PROMOTED, Duration.ofHours(3)));

        assertThat(first)
                .contains("<span data-clock=\"\">12\u00A0min 34.3\u00A0s</span>")
                .isNotEqualTo(second);
        assertThat(withoutClock(second)).isEqualTo(withoutClock(first));
    }

    private static String withoutClock(String html) {
        return html.replaceAll("<span data-clock=\"\">[^<]*</span>", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "de-DE", "tr-TR"})
    void theReaderCountrysHabitsChangeNothing(String tag) {
        String expected = html(PROMOTED);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(html(PROMOTED)).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void thePageNeedsNothingElse(Verdict verdict) {
        Page page = page(SupportRun.result(verdict));

        assertThat(page.tags()).doesNotContain("script", "link", "img", "iframe", "object", "a", "form");
        assertThat(page.attributes())
                .noneMatch(attribute -> attribute.startsWith("on")
                        || attribute.startsWith("href")
                        || attribute.startsWith("src")
                        || attribute.contains("//"));
        assertThat(page.elements("style").getFirst().getTextContent()).doesNotContain("url(", "@import");
    }

    @Test
    void aSearchThatFoundNothingShowsTheSeedAlone() {
        RunResult result = unchanged();
        Page page = page(result);

        assertThat(page.rows("evidence"))
                .containsExactly(List.of("Your prompt", "58.3 %", "95 %: 45.7 to 69.9 %", "60"));
        assertThat(page.text("verdict"))
                .contains("the hold-out stayed untouched")
                .doesNotContain("p =");
        assertThat(page.text("prompt")).doesNotContain("would have changed");
        assertThat(page.in("course", "circle")).hasSize(1);
        assertThat(page.text("refused")).contains("The screen refused nothing.");
        assertThat(page.rows("spend").stream().map(List::getFirst)).containsExactly("Search: task model", "In all");
        assertThat(page.text("course")).contains("the strategy had done all it planned");
    }

    @Test
    void aHoldoutThatShowsNothingIsSaidToShowNothing() {
        RunResult blind = new RunResult(
                PROMOTED.verdict(),
                PROMOTED.seed(),
                PROMOTED.champion(),
                PROMOTED.split(),
                PROMOTED.difference(),
                1,
                PROMOTED.explanation(),
                PROMOTED.prompt(),
                PROMOTED.championId(),
                PROMOTED.candidates(),
                PROMOTED.refusals(),
                PROMOTED.notes(),
                PROMOTED.searchSpend(),
                PROMOTED.spend(),
                PROMOTED.stopped(),
                PROMOTED.elapsed(),
                Optional.empty(),
                List.of());

        assertThat(page(blind).text("verdict")).contains("would show no difference reliably");
    }

    /** Markup, quotes, what XML forbids, what reorders text, and half a character. */
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&amp;</style></title>]]>"
            + "\u0000\u0007\u001b[31m\u0085\u202Eevil\u2066\u200B\uFEFF\uFFFE\uD800 {{message}} <!-- -->";

    /** The same as a reader sees it. */
    private static final String SEEN = "</script><img src=x onerror=alert(1)>\"'&amp;</style></title>]]>"
            + "⟨U+0000⟩⟨U+0007⟩⟨U+001B⟩[31m⟨U+0085⟩⟨U+202E⟩evil⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩⟨U+FFFE⟩⟨U+D800⟩"
            + " {{message}} <!-- -->";

    @Test
    void whateverAModelOrTheDataWroteIsShownAsText() {
        Page expected = page(PROMOTED);
        Page page = Page.of(HtmlReport.render(HOSTILE, hostileTask(), hostile(HOSTILE)));

        assertThat(expected.tags()).containsAll(page.tags());
        assertThat(page.attributes()).noneMatch(attribute -> attribute.contains("evil") || attribute.contains("alert"));
        assertThat(page.elements("title").getFirst().getTextContent()).contains(SEEN);
        assertThat(page.elements("header").getFirst().getTextContent()).contains("run " + SEEN);
        assertThat(page.text("verdict")).contains("because " + SEEN, "Note: " + SEEN, "two-sided, " + SEEN);
        assertThat(page.text("prompt"))
                .contains("instruction " + SEEN, "input " + SEEN, "output " + SEEN, "stop " + SEEN);
        assertThat(page.text("lineage")).contains("operator " + SEEN, "hypothesis " + SEEN, "fate " + SEEN);
        assertThat(page.text("refused")).contains("rule " + SEEN, "detail " + SEEN, "refused " + SEEN);
        assertThat(page.text("task")).contains("option " + SEEN, "name " + SEEN, "description " + SEEN);
    }

    private static Task hostileTask() {
        Task task = SupportRun.task(SupportRun.SEED, "name " + HOSTILE, "description " + HOSTILE);
        return task.withOptions(Map.of("option " + HOSTILE, HOSTILE));
    }

    private static RunResult hostile(String text) {
        Prompt prompt = new Prompt(
                text,
                text,
                List.of(
                        new Message(Role.SYSTEM, Template.parse("instruction " + text)),
                        new Message(Role.USER, Template.parse("{{message}}"))),
                List.of(new Demonstration(text, Map.of("message", "input " + text, text, text), "output " + text)),
                new Sampling(0, 1, 8, List.of("stop " + text)),
                Optional.of(text));
        CandidateRecord written = new CandidateRecord(
                1,
                List.of(0),
                "operator " + text,
                "hypothesis " + text,
                prompt,
                Optional.of(SupportRun.estimate(40, 60)),
                new Fate.Dropped("fate " + text),
                Optional.empty(),
                "",
                List.of());
        return new RunResult(
                Verdict.PROMOTED,
                PROMOTED.seed(),
                PROMOTED.champion(),
                Split.HOLDOUT,
                PROMOTED.difference()
                        .map(difference -> new Difference(
                                difference.value(), difference.interval(), difference.p(), text, difference.n())),
                0.1,
                "because " + text,
                prompt,
                1,
                List.of(SupportRun.candidates().getFirst(), written),
                List.of(new Refusal(1, List.of(0), text, "rule " + text, "detail " + text, "refused " + text)),
                List.of(text),
                PROMOTED.searchSpend(),
                PROMOTED.spend(),
                StopReason.FINISHED,
                Duration.ZERO,
                Optional.empty(),
                List.of());
    }

    @Test
    void aMegabyteFromAModelIsCutWhereItIsNotThePromptToUse() {
        String huge = "<b>\u202E".repeat(250_000);
        String seen = "&lt;b&gt;⟨U+202E⟩";

        String html = HtmlReport.render("run-1", SupportRun.task(), hostile(huge));

        String refused = html.substring(html.indexOf("<section id=\"refused\""), html.indexOf("<section id=\"spent\""));
        assertThat(refused).contains("and 980,008 more characters").hasSizeLessThan(200_000);
        assertThat(html.contains("instruction " + seen.repeat(250_000))).isTrue();
        assertThat(html.contains("<b>\u202E")).isFalse();
    }

    @Test
    void aThousandCandidatesInOneLineOfDescentAreDrawn() {
        List<CandidateRecord> chain =
                new ArrayList<>(List.of(SupportRun.candidates().getFirst()));
        for (int id = 1; id < 1000; id++) {
            chain.add(new CandidateRecord(
                    id,
                    List.of(id - 1),
                    "reflect",
                    "",
                    SupportRun.SEED,
                    Optional.of(SupportRun.estimate(30, 60)),
                    new Fate.Kept(),
                    Optional.empty(),
                    "",
                    List.of()));
        }
        RunResult result = with(PROMOTED, chain);

        Page page = page(result);
        assertThat(page.in("course", "circle")).hasSize(1000);
        assertThat(page.text("candidate-999")).contains("What was changed in candidate 998");
    }

    @Test
    void severalMetricsAreToldApartAndWhoIsBeatenByNobody() {
        RunResult result = with(
                PROMOTED,
                List.of(
                        scored(0, SupportRun.estimate(30, 60), SupportRun.estimate(50, 60)),
                        scored(1, SupportRun.estimate(30, 60), SupportRun.estimate(45, 60)),
                        scored(9, SupportRun.estimate(45, 60), SupportRun.estimate(40, 60))));

        Page page = page(result);

        assertThat(page.rows("objective-table")).hasSize(3);
        assertThat(page.rows("objective-table").get(0))
                .startsWith("Your prompt")
                .endsWith("on it");
        assertThat(page.rows("objective-table").get(1))
                .startsWith("Candidate 1")
                .endsWith("");
        assertThat(page.rows("objective-table").get(2))
                .containsExactly(
                        "Champion, candidate 9", "75.0 % (62.8 to 84.2 %)", "66.7 % (54.1 to 77.3 %)", "on it");
        assertThat(page.text("objectives")).contains("exact-match", "brevity", "validation examples");
    }

    private static CandidateRecord scored(int id, Estimate right, Estimate brief) {
        return new CandidateRecord(
                id,
                id == 0 ? List.of() : List.of(0),
                "reflect",
                "",
                SupportRun.SEED,
                Optional.of(right),
                new Fate.Kept(),
                Optional.empty(),
                "",
                List.of(new RunResult.Objective("exact-match", right), new RunResult.Objective("brevity", brief)));
    }

    @Test
    void everyModelThatThePromptServesHasItsRow() {
        RunResult both = copy(
                PROMOTED,
                PROMOTED.candidates(),
                PROMOTED.elapsed(),
                List.of(
                        new RunResult.Served(
                                "small <model>",
                                SupportRun.estimate(30, 60),
                                SupportRun.estimate(45, 60),
                                PROMOTED.difference().orElseThrow()),
                        new RunResult.Served(
                                "large",
                                SupportRun.estimate(50, 60),
                                SupportRun.estimate(40, 60),
                                PROMOTED.difference().orElseThrow())));

        List<List<String>> rows = page(both).rows("served");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("small <model>", "50.0 % (37.7 to 62.3 %)", "75.0 % (62.8 to 84.2 %)");
        assertThat(rows.get(1)).startsWith("large");
        assertThat(html(PROMOTED)).doesNotContain("id=\"served\"");
    }

    @Test
    void aSingleMetricHasNoTableOfObjectives() {
        assertThat(html(PROMOTED)).doesNotContain("objective-table", "Metric by metric");
    }

    private static RunResult unchanged() {
        Spend spend = new Spend(
                60, new Usage(600, 0, 60), 0, Map.of(Purpose.TASK, new Spend.Part(60, new Usage(600, 0, 60), 0)));
        Estimate seed = SupportRun.estimate(35, 60);
        return new RunResult(
                Verdict.NO_CHANGE,
                seed,
                seed,
                Split.VALIDATION,
                Optional.empty(),
                0.134,
                "The search found no prompt that beats yours on the validation examples.",
                SupportRun.SEED,
                0,
                SupportRun.candidates().subList(0, 1),
                List.of(),
                List.of(),
                spend,
                spend,
                StopReason.FINISHED,
                Duration.ZERO,
                Optional.empty(),
                List.of());
    }

    private static RunResult with(RunResult result, Duration elapsed) {
        return copy(result, result.candidates(), elapsed, result.served());
    }

    private static RunResult with(RunResult result, List<CandidateRecord> candidates) {
        return copy(result, candidates, result.elapsed(), result.served());
    }

    private static RunResult copy(
            RunResult result, List<CandidateRecord> candidates, Duration elapsed, List<RunResult.Served> served) {
        return new RunResult(
                result.verdict(),
                result.seed(),
                result.champion(),
                result.split(),
                result.difference(),
                result.detectable(),
                result.explanation(),
                result.prompt(),
                result.championId(),
                candidates,
                result.refusals(),
                result.notes(),
                result.searchSpend(),
                result.spend(),
                result.stopped(),
                elapsed,
                Optional.empty(),
                served);
    }
}
