package dev.emend.format.evaluation;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Measured;
import dev.emend.metric.Outcome;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An evaluation in the dialect of JUnit XML that Jenkins, GitLab and GitHub's report actions read. */
final class JUnitXml {

    private static final int LONGEST = 4_000;

    private final EvaluationReport report;
    private final StringWriter text = new StringWriter();

    /**
     * A test case.
     *
     * @param seconds that it took
     * @param failure what is wrong and the details, empty where nothing is
     */
    private record Case(String name, double seconds, Optional<Failure> failure) {}

    private record Failure(String message, String details) {}

    JUnitXml(EvaluationReport report) {
        this.report = report;
    }

    String text() {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            write(xml);
            xml.close();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text cannot be written to memory", impossible);
        }
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        Map<Evaluation.Result, List<Case>> suites = new LinkedHashMap<>();
        List<Evaluation.Result> results = report.evaluation().results();
        for (int i = 0; i < results.size(); i++) {
            suites.put(results.get(i), cases(results.get(i), i));
        }
        xml.writeStartDocument("UTF-8", "1.0");
        line(xml);
        xml.writeStartElement("testsuites");
        attribute(xml, "name", report.task());
        counts(
                xml,
                suites.values().stream().flatMap(List::stream).toList(),
                results.stream().mapToDouble(JUnitXml::seconds).sum());
        line(xml);
        for (Map.Entry<Evaluation.Result, List<Case>> suite : suites.entrySet()) {
            suite(xml, suite.getKey(), suite.getValue());
        }
        xml.writeEndElement();
        line(xml);
        xml.writeEndDocument();
    }

    private List<Case> cases(Evaluation.Result result, int index) {
        Measured measured = result.measured();
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("score on " + report.split().words(), 0, below(result.estimate(), "the score")));
        for (Evaluation.Slice slice : report.evaluation().slices()) {
            String name = slice.column() + " = " + slice.value();
            cases.add(new Case(name, 0, below(slice.estimates().get(index), "the score on " + name)));
        }
        if (report.evaluation().slices().isEmpty()) {
            for (List<Outcome> draw : byExample(measured)) {
                cases.add(example(draw));
            }
        }
        return cases;
    }

    private static List<List<Outcome>> byExample(Measured measured) {
        List<List<Outcome>> examples = new ArrayList<>();
        for (int i = 0; i < measured.n(); i++) {
            int row = i;
            examples.add(measured.draws().stream().map(draw -> draw.get(row)).toList());
        }
        return examples;
    }

    private Case example(List<Outcome> draws) {
        double score = draws.stream()
                .mapToDouble(outcome -> outcome.score().value())
                .average()
                .orElse(0);
        double took = draws.stream()
                .mapToDouble(outcome -> seconds(outcome.answer().effort().latency()))
                .sum();
        Outcome first = draws.getFirst();
        return new Case(
                first.example().id(),
                took,
                report.minScore()
                        .filter(least -> score < least)
                        .map(least -> new Failure(
                                "scores " + figure(score) + ", below " + figure(least),
                                first.score().feedback() + "\n\nexpected: "
                                        + shortened(first.example().expected()) + "\nanswer: "
                                        + shortened(first.output()))));
    }

    private Optional<Failure> below(Estimate estimate, String what) {
        return report.minScore()
                .filter(least -> estimate.value() < least)
                .map(least -> new Failure(
                        what + " is " + figure(estimate.value()) + ", below " + figure(least),
                        "95 % interval " + figure(estimate.interval().low()) + " to "
                                + figure(estimate.interval().high()) + ", n = " + estimate.n()));
    }

    private void suite(XMLStreamWriter xml, Evaluation.Result result, List<Case> cases) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", result.measured().name());
        counts(xml, cases, seconds(result));
        line(xml);
        xml.writeStartElement("properties");
        line(xml);
        for (Map.Entry<String, String> property : properties(result).entrySet()) {
            xml.writeEmptyElement("property");
            attribute(xml, "name", property.getKey());
            attribute(xml, "value", property.getValue());
            line(xml);
        }
        xml.writeEndElement();
        line(xml);
        for (Case one : cases) {
            testCase(xml, result.measured().name(), one);
        }
        xml.writeEndElement();
        line(xml);
    }

    private Map<String, String> properties(Evaluation.Result result) {
        Measured measured = result.measured();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("task", report.task());
        properties.put("split", report.split().label());
        properties.put("metric", report.metric());
        properties.put("model", report.model());
        properties.put("score", figure(result.estimate().value()));
        properties.put("interval.low", figure(result.estimate().interval().low()));
        properties.put("interval.high", figure(result.estimate().interval().high()));
        properties.put("n", Integer.toString(measured.n()));
        result.contrast().ifPresent(contrast -> {
            properties.put("difference", figure(contrast.difference().value()));
            properties.put("difference.p", figure(contrast.adjusted()));
        });
        for (int i = 0; i < result.objectives().size(); i++) {
            properties.put(
                    "objective." + report.evaluation().objectives().get(i),
                    figure(result.objectives().get(i).value()));
        }
        properties.put("tokens", Long.toString(measured.usage().total()));
        properties.put("usd", String.format(Locale.ROOT, "%.6f", measured.microDollars() / 1e6));
        properties.put("latency.median", figure(seconds(measured.latency(0.5))));
        properties.put("latency.p95", figure(seconds(measured.latency(0.95))));
        return properties;
    }

    private static void testCase(XMLStreamWriter xml, String prompt, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", prompt);
        attribute(xml, "name", one.name());
        attribute(xml, "time", figure(one.seconds()));
        if (one.failure().isPresent()) {
            Failure failure = one.failure().get();
            xml.writeStartElement("failure");
            attribute(xml, "type", "score");
            attribute(xml, "message", failure.message());
            xml.writeCharacters(allowed(failure.details()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        line(xml);
    }

    private static void counts(XMLStreamWriter xml, List<Case> cases, double seconds) throws XMLStreamException {
        attribute(xml, "tests", Integer.toString(cases.size()));
        attribute(
                xml,
                "failures",
                Long.toString(
                        cases.stream().filter(one -> one.failure().isPresent()).count()));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", "0");
        attribute(xml, "time", figure(seconds));
    }

    private static double seconds(Evaluation.Result result) {
        return result.measured().latencies().stream()
                .mapToDouble(JUnitXml::seconds)
                .sum();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    private static void line(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** XML 1.0 has no way to write most control characters and lone surrogates. */
    private static String allowed(String text) {
        StringBuilder allowed = new StringBuilder();
        text.codePoints().map(point -> isAllowed(point) ? point : 0xFFFD).forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}
