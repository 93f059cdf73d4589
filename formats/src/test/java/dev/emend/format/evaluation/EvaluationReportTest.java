package dev.emend.format.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Measured;
import dev.emend.metric.Answer;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.model.Usage;
import dev.emend.run.Spend;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationReportTest {

    private static final String HOSTILE =
            "</td><script>alert(1)</script> ]]> & \"quoted\" \u0000\u001b[31m\uD800 \u202Eevil <img src=x onerror=y>";

    private final Metric metric =
            Metrics.named("label", Map.of("lenient", "true"), new TreeSet<>(List.of("no", "yes")));

    private Measured measured(String name, int right, int draws) {
        List<List<Outcome>> all = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String expected = i % 2 == 0 ? "yes" : "no";
                Example example = new Example(
                        "m" + i,
                        Map.of("message", i == 1 ? HOSTILE : "message " + i),
                        expected,
                        Map.of("language", i % 4 < 2 ? "de" : "en"),
                        Where.NOWHERE);
                String text =
                        i + draw < right ? expected : i % 3 == 0 ? HOSTILE : expected.equals("yes") ? "no" : "yes";
                Answer answer = new Answer(
                        example,
                        text,
                        new Effort(new Usage(100, 20, 3), Duration.ofMillis(50 + 10L * i), 7),
                        List.of());
                outcomes.add(new Outcome(answer, metric.score(answer)));
            }
            all.add(outcomes);
        }
        return new Measured(name, all);
    }

    private EvaluationReport report(List<String> slices, Optional<Double> minScore) {
        Evaluation evaluation = Evaluation.of(
                List.of(measured("seed.prompty", 24, 1), measured("<b>new</b>.prompty", 36, 3)),
                metric,
                Optional.empty(),
                slices,
                1);
        return new EvaluationReport(
                "teams",
                Split.VALIDATION,
                metric.name(),
                "scripted",
                1,
                evaluation,
                new Spend(160, new Usage(16_000, 3_200, 480), 1_120, Map.of()),
                minScore,
                3,
                List.of("a note with <i>"));
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void theObjectHasEveryFigureOfEveryPrompt() {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(report(List.of("language"), Optional.of(0.7)).json());

        JsonNode first = json.path("prompts").path(0);
        JsonNode second = json.path("prompts").path(1);
        assertThat(json.path("n").asInt()).isEqualTo(40);
        assertThat(first.path("score").asDouble()).isEqualTo(0.6);
        assertThat(first.has("difference")).isFalse();
        assertThat(second.path("difference").path("adjustedP").asDouble()).isBetween(0.0, 0.01);
        assertThat(second.path("draws").asInt()).isEqualTo(3);
        assertThat(second.path("repeats").path("passEvery").asDouble()).isEqualTo(34 / 40.0);
        assertThat(first.path("confusions")
                        .path("yes")
                        .path("answered")
                        .path("yes")
                        .asInt())
                .isEqualTo(12);
        assertThat(first.path("labels").path(0).path("support").asInt()).isEqualTo(20);
        assertThat(first.path("latencySeconds").path("p95").asDouble()).isEqualTo(0.42);
        assertThat(first.path("tokens").path("prompt").asInt()).isEqualTo(4_000);
        assertThat(first.path("usd").asDouble()).isEqualTo(0.00028);
        assertThat(first.path("worst")).hasSize(3);
        assertThat(json.path("slices").path(0).path("value").asString()).isEqualTo("de");
        assertThat(json.path("slices").path(0).path("n").asInt()).isEqualTo(20);
        assertThat(json.path("slices").path(0).path("prompts")).hasSize(2);
    }

    @Test
    void continuousIntegrationSeesASuiteForEachPromptAndACaseForEachExample() throws Exception {
        Document document = parsed(report(List.of(), Optional.of(0.7)).junit());

        Element root = document.getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        List<Element> suites = elements(root.getElementsByTagName("testsuite"));
        assertThat(suites)
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly("seed.prompty", "<b>new</b>.prompty");
        for (Element suite : suites) {
            List<Element> cases = elements(suite.getElementsByTagName("testcase"));
            assertThat(cases)
                    .hasSize(Integer.parseInt(suite.getAttribute("tests")))
                    .hasSize(41);
            assertThat(suite.getElementsByTagName("failure").getLength())
                    .isEqualTo(Integer.parseInt(suite.getAttribute("failures")));
            assertThat(cases)
                    .allSatisfy(one -> assertThat(one.getAttribute("classname")).isNotEmpty())
                    .extracting(one -> one.getAttribute("name"))
                    .doesNotHaveDuplicates();
            double time = cases.stream()
                    .mapToDouble(one -> Double.parseDouble(one.getAttribute("time")))
                    .sum();
            assertThat(Double.parseDouble(suite.getAttribute("time")))
                    .isCloseTo(time, org.assertj.core.api.Assertions.within(1e-6));
        }
        assertThat(suites.getFirst().getAttribute("failures")).isEqualTo("17");
        assertThat(elements(suites.getFirst().getElementsByTagName("property")))
                .extracting(property -> property.getAttribute("name"))
                .contains("score", "interval.low", "tokens", "usd", "latency.p95");
    }

    @Test
    void aSliceIsATestCaseWhereSlicesAreAskedFor() throws Exception {
        Document document = parsed(report(List.of("language"), Optional.empty()).junit());

        assertThat(elements(document.getElementsByTagName("testcase")))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly(
                        "score on validation",
                        "language = de",
                        "language = en",
                        "score on validation",
                        "language = de",
                        "language = en");
        assertThat(document.getElementsByTagName("failure").getLength()).isZero();
    }

    @Test
    void whatAModelWroteIsTextOnThePage() throws Exception {
        String html = report(List.of("language"), Optional.of(0.7)).html();

        Document page = parsed(html);
        assertThat(html).doesNotContain("<script", "<img", "<b>new", "\u001b", "\u202E", "http:");
        assertThat(page.getDocumentElement().getTextContent())
                .contains("<script>alert(1)</script>", "<b>new</b>.prompty", "language = de", "pass^k");
        assertThat(elements(page.getElementsByTagName("section")))
                .extracting(section -> section.getAttribute("id"))
                .containsExactly("scores", "labels", "slices", "repeats", "effort", "worst", "caveats");
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(7);
    }
}
