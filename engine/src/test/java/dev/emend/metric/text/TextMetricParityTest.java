package dev.emend.metric.text;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Against rouge-score, sacreBLEU, NLTK, RapidFuzz and SQuAD's script; src/test/python/text_metric_vectors.py makes the vectors. */
class TextMetricParityTest {

    private static final int FIRST_FIGURE = 5;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    /** Such as {@code rouge variant=2 stem=true recall}. */
    private record Figure(Metric metric, String part) {

        static Figure of(String column) {
            String[] words = column.split(" ");
            Map<String, String> options = new TreeMap<>();
            options.put("references", "second,third");
            String part = "";
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                int equals = word.indexOf('=');
                if (equals < 0) {
                    part = word;
                } else {
                    options.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
            return new Figure(Metrics.named(words[0], options, MetricContext.of(new TreeSet<>())), part);
        }

        double of(Score score) {
            return part.isEmpty() ? score.value() : requireNonNull(score.parts().get(part));
        }
    }

    private record Pair(String line, Answer answer, List<String> figures) {}

    private static BufferedReader lines(String name) throws IOException {
        InputStream bytes = TextMetricParityTest.class.getResourceAsStream(name);
        return new BufferedReader(new InputStreamReader(
                name.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        match.group(1) != null
                                ? String.valueOf((char) Integer.parseInt(match.group(1), 16))
                                : switch (match.group(2)) {
                                    case "n" -> "\n";
                                    case "r" -> "\r";
                                    case "t" -> "\t";
                                    case "f" -> "\f";
                                    case "b" -> "\b";
                                    default -> match.group(2);
                                }));
    }

    private static Pair pair(String line) {
        List<String> fields = Arrays.asList(line.split("\t", -1));
        String candidate = unescaped(fields.get(3)).repeat(Integer.parseInt(fields.get(1)));
        List<String> references = Arrays.stream(unescaped(fields.get(4)).split("\u001e", -1))
                .map(text -> text.repeat(Integer.parseInt(fields.get(2))))
                .toList();
        Map<String, String> more = Map.of(
                "second", references.size() > 1 ? references.get(1) : "",
                "third", references.size() > 2 ? references.get(2) : "");
        Example example = new Example("1", Map.of(), references.getFirst(), more, Where.NOWHERE);
        return new Pair(line, Answer.of(example, candidate), fields.subList(FIRST_FIGURE, fields.size()));
    }

    @Test
    void everyFigureOfEveryPairIsThatOfItsReferenceProgram() throws IOException {
        try (BufferedReader lines = lines("pairs.tsv.gz")) {
            List<String> columns = Arrays.asList(lines.readLine().split("\t"));
            List<Pair> pairs = lines.lines().map(TextMetricParityTest::pair).toList();
            assertThat(pairs).hasSizeGreaterThan(500);
            Map<Metric, List<Score>> scores = new HashMap<>();
            for (int i = FIRST_FIGURE; i < columns.size(); i++) {
                Figure figure = Figure.of(columns.get(i));
                List<Score> came = scores.computeIfAbsent(
                        figure.metric(),
                        metric -> pairs.stream()
                                .map(pair -> metric.score(pair.answer()))
                                .toList());
                for (int j = 0; j < pairs.size(); j++) {
                    String wanted = pairs.get(j).figures().get(i - FIRST_FIGURE);
                    if (!wanted.isEmpty()) {
                        assertThat(figure.of(came.get(j)))
                                .as("%s of %s", columns.get(i), pairs.get(j).line())
                                .isCloseTo(Double.parseDouble(wanted), within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void everyCorpusFigureIsSacreBleus() throws IOException {
        List<Answer> answers;
        try (BufferedReader lines = lines("pairs.tsv.gz")) {
            answers = lines.lines().skip(1).map(line -> pair(line).answer()).toList();
        }
        try (BufferedReader lines = lines("corpora.tsv")) {
            List<String> columns = Arrays.asList(lines.readLine().split("\t"));
            List<String[]> rows = lines.lines().map(line -> line.split("\t")).toList();
            assertThat(rows).hasSizeGreaterThan(10);
            for (int i = 2; i < columns.size(); i++) {
                Metric metric = Figure.of(columns.get(i)).metric();
                for (String[] row : rows) {
                    List<Outcome> outcomes = new ArrayList<>();
                    answers.subList(Integer.parseInt(row[0]), Integer.parseInt(row[1]))
                            .forEach(answer -> outcomes.add(new Outcome(answer, metric.score(answer))));
                    assertThat(metric.aggregatesByMean()).isFalse();
                    assertThat(metric.aggregate(outcomes))
                            .as("%s from %s to %s", columns.get(i), row[0], row[1])
                            .isCloseTo(Double.parseDouble(row[i]), within(1e-6));
                }
            }
        }
    }

    @Test
    void everyStemIsNltks() throws IOException {
        try (BufferedReader lines = lines("stems.tsv.gz")) {
            List<String[]> words = lines.lines().map(line -> line.split("\t")).toList();
            assertThat(words).hasSizeGreaterThan(4000);
            for (String[] word : words) {
                assertThat(PorterStemmer.stem(unescaped(word[0]))).as(word[0]).isEqualTo(unescaped(word[1]));
            }
        }
    }
}
