package dev.emend.benchmarks.text;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The pairs and figures that text_metric_vectors.py wrote.
 *
 * @param columns each a metric with options, such as {@code rouge variant=2 stem=true recall}
 */
record VectorFile(List<String> columns, List<Row> rows) {

    private static final int FIRST_FIGURE = 5;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    /** @param figures by column; empty where the reference program was not asked */
    record Row(Answer answer, List<String> figures) {}

    static VectorFile read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<List<String>> rows = new ArrayList<>();
            lines.lines().forEach(line -> rows.add(Arrays.asList(line.split("\t", -1))));
            List<String> head = rows.removeFirst();
            return new VectorFile(
                    head.subList(FIRST_FIGURE, head.size()),
                    rows.stream().map(VectorFile::row).toList());
        }
    }

    private static Row row(List<String> fields) {
        String candidate = unescaped(fields.get(3)).repeat(Integer.parseInt(fields.get(1)));
        List<String> references = Arrays.stream(unescaped(fields.get(4)).split("\u001e", -1))
                .map(text -> text.repeat(Integer.parseInt(fields.get(2))))
                .toList();
        Map<String, String> more = Map.of(
                "second", references.size() > 1 ? references.get(1) : "",
                "third", references.size() > 2 ? references.get(2) : "");
        Example example = new Example("1", Map.of(), references.getFirst(), more, Where.NOWHERE);
        return new Row(Answer.of(example, candidate), fields.subList(FIRST_FIGURE, fields.size()));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
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
}
