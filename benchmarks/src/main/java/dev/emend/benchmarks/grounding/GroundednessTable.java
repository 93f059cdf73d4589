package dev.emend.benchmarks.grounding;

import dev.emend.benchmarks.Benchmark;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How well each measure of groundedness tells consistent from inconsistent summaries (SummEdits), and right from
 * hallucinated answers (HaluEval): area under the curve and balanced accuracy, with 95 % intervals.
 *
 * <p>Arguments: the folder that holds {@code summedits} and {@code halueval_qa_stage1}; and, to measure a judge as well,
 * the model's name, such as {@code gguf:model.gguf}, and on how many rows of each set it is asked (100). Prints a table,
 * and writes {@code groundedness.md} and {@code groundedness.json} into {@code benchmarks/results}. A judge's scores are
 * kept beside them in {@code groundedness-judged.jsonl}: start again to go on. Where a judge is measured, every measure is
 * measured on the judge's rows.
 */
public final class GroundednessTable {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path RESULTS = Path.of("benchmarks", "results");
    private static final String JUDGED = "grounded-judged";

    private GroundednessTable() {}

    /** A line of the table. */
    record Line(
            String set,
            String measure,
            boolean tuned,
            Optional<Scored.Figure> aucOfTestHalf,
            Optional<Scored.Figure> aucOfAll,
            Optional<Scored.Figure> accuracyOfTestHalf,
            Optional<Scored.Figure> accuracyOfDesignHalf) {

        static Line of(String set, Measure measure, List<Labelled> rows) {
            Scored all = new Scored(rows.stream()
                    .map(row -> new Scored.Row(row, measure.score().applyAsDouble(row)))
                    .toList());
            Scored design = all.where(Labelled::isForDesign);
            Scored test = all.where(row -> !row.isForDesign());
            return new Line(
                    set,
                    measure.name(),
                    measure.tuned(),
                    test.auc(),
                    all.auc(),
                    test.balancedAccuracy(design.bestThreshold()),
                    design.balancedAccuracy(test.bestThreshold()));
        }
    }

    public static void main(String[] args) {
        Benchmark.run("GroundednessTable DATA [MODEL [EXAMPLES]]", 1, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException, InterruptedException {
        Path data = Path.of(args[0]);
        List<Labelled> summaries =
                Labelled.read(data.resolve("summedits/examples.jsonl"), "document", "summary", "consistent");
        List<Labelled> answers =
                Labelled.read(data.resolve("halueval_qa_stage1/examples.jsonl"), "knowledge", "answer", "No");
        Files.createDirectories(RESULTS);
        List<Line> lines = new ArrayList<>();
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT)) {
            Optional<Judged> judged = Optional.empty();
            if (args.length > 1) {
                judged = Optional.of(new Judged(models.open(args[1]), RESULTS.resolve("groundedness-judged.jsonl")));
                int most = args.length > 2 ? Integer.parseInt(args[2]) : 100;
                summaries = summaries.subList(0, Math.min(most, summaries.size()));
                answers = answers.subList(0, Math.min(most, answers.size()));
            }
            measure("SummEdits", summaries, summaryMeasures(), judged, Map.of(), lines);
            measure("HaluEval QA", answers, answerMeasures(), judged, Map.of("question", "question"), lines);
        }
        String name = args.length > 1 ? "groundedness-judged" : "groundedness";
        String table = table(lines);
        System.out.print(table);
        Files.writeString(RESULTS.resolve(name + ".md"), table);
        Files.writeString(RESULTS.resolve(name + ".json"), JSON.writeValueAsString(lines) + "\n");
    }

    private static List<Measure> summaryMeasures() {
        List<Measure> measures = new ArrayList<>(List.of(Measure.LENGTH));
        measures.addAll(Measure.withoutModel(false));
        return measures;
    }

    private static List<Measure> answerMeasures() {
        List<Measure> measures = summaryMeasures();
        measures.addAll(Measure.withoutModel(true));
        return measures;
    }

    private static void measure(
            String set,
            List<Labelled> rows,
            List<Measure> measures,
            Optional<Judged> judged,
            Map<String, String> options,
            List<Line> lines)
            throws InterruptedException {
        for (Measure measure : measures) {
            lines.add(Line.of(set, measure, rows));
        }
        if (judged.isPresent()) {
            String name = JUDGED + (options.isEmpty() ? "" : ", behind the question");
            lines.add(Line.of(set, judged.get().measure(name, Measure.metric(JUDGED, options), rows), rows));
        }
    }

    private static String table(List<Line> lines) {
        StringBuilder text = new StringBuilder("""
                | data | measure | AUC, test half | AUC, all | balanced accuracy, test half | swapped |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (Line line : lines) {
            text.append("| ")
                    .append(String.join(
                            " | ",
                            line.set(),
                            line.measure() + (line.tuned() ? " †" : ""),
                            cell(line.aucOfTestHalf()),
                            cell(line.aucOfAll()),
                            cell(line.accuracyOfTestHalf()),
                            cell(line.accuracyOfDesignHalf())))
                    .append(" |\n");
        }
        sizes(lines)
                .forEach((set, sizes) ->
                        text.append("\n").append(set).append(": ").append(sizes));
        return text.append("\n").toString();
    }

    private static Map<String, String> sizes(List<Line> lines) {
        Map<String, String> sizes = new LinkedHashMap<>();
        lines.forEach(line -> line.aucOfAll()
                .ifPresent(all -> sizes.put(
                        line.set(),
                        all.n() + " rows, "
                                + line.aucOfTestHalf().map(Scored.Figure::n).orElse(0)
                                + " of them in the test half.")));
        return sizes;
    }

    private static String cell(Optional<Scored.Figure> figure) {
        return figure.map(value ->
                        String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value.value(), value.low(), value.high()))
                .orElse("–");
    }
}
