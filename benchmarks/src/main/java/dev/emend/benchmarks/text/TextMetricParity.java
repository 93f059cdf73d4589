package dev.emend.benchmarks.text;

import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The greatest difference between each text metric and its reference program, as a Markdown table.
 *
 * <p>Argument: the vectors, if not where the project has them.
 */
public final class TextMetricParity {

    private static final String VECTORS = "engine/src/test/resources/dev/emend/metric/text/pairs.tsv.gz";

    private TextMetricParity() {}

    public static void main(String[] args) throws IOException {
        VectorFile vectors = VectorFile.read(Path.of(args.length > 0 ? args[0] : VECTORS));
        System.out.println("| metric | figure | pairs | greatest difference |\n| --- | --- | --- | --- |");
        for (int i = 0; i < vectors.columns().size(); i++) {
            print(vectors, i);
        }
    }

    private static void print(VectorFile vectors, int column) {
        String[] words = vectors.columns().get(column).split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        Map<String, String> options = new TreeMap<>(Map.of("references", "second,third"));
        String part = "";
        for (String word : rest.split(" ")) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                part = word;
            } else {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        Metric metric = Metrics.named(words[0], options, MetricContext.of(new TreeSet<>()));
        int pairs = 0;
        double greatest = 0;
        for (VectorFile.Row row : vectors.rows()) {
            String wanted = row.figures().get(column);
            if (!wanted.isEmpty()) {
                Score score = metric.score(row.answer());
                double came = part.isEmpty() ? score.value() : score.parts().getOrDefault(part, Double.NaN);
                greatest = Math.max(greatest, Math.abs(came - Double.parseDouble(wanted)));
                pairs++;
            }
        }
        System.out.printf("| %s | %s | %d | %.1e |%n", words[0], rest, pairs, greatest);
    }
}
