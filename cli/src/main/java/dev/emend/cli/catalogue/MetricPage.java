package dev.emend.cli.catalogue;

import dev.emend.metric.MetricKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a metric's page tells of its options: the table whose first heading is "option". The pages come with the program as they
 * stand in the documentation.
 *
 * @param options in the page's order
 */
record MetricPage(List<Option> options) {

    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    /**
     * A row of the table.
     *
     * @param names of the option, or of several that belong together
     * @param facts by heading, such as its default; without those that the page leaves empty
     */
    record Option(String names, Map<String, String> facts) {}

    static MetricPage of(MetricKind kind) {
        List<String> rows = text(kind)
                .lines()
                .dropWhile(line -> !line.startsWith("| option"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        if (rows.isEmpty()) {
            return new MetricPage(List.of());
        }
        List<String> headings = cells(rows.getFirst());
        List<Option> options = new ArrayList<>();
        for (String row : rows.subList(2, rows.size())) {
            List<String> cells = cells(row);
            Map<String, String> facts = new LinkedHashMap<>();
            IntStream.range(1, cells.size())
                    .filter(i -> !cells.get(i).isEmpty())
                    .forEach(i -> facts.put(headings.get(i).isEmpty() ? "meaning" : headings.get(i), cells.get(i)));
            options.add(new Option(cells.getFirst(), facts));
        }
        return new MetricPage(options);
    }

    private static String text(MetricKind kind) {
        try (InputStream page = MetricPage.class.getResourceAsStream("metrics/" + kind.name() + ".md")) {
            return page == null ? "" : new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Without Markdown. */
    private static List<String> cells(String row) {
        String plain = LINK.matcher(row.strip()).replaceAll("$1").replace("`", "");
        return Arrays.stream(CELLS.split(plain.substring(1, plain.length() - 1), -1))
                .map(cell -> cell.replace("\\|", "|").strip())
                .toList();
    }
}
