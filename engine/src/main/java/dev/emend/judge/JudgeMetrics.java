package dev.emend.judge;

import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Metrics whose questions a model answers. */
public final class JudgeMetrics implements MetricProvider {

    private static final int MOST_ITEMS = 50;

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                new MetricKind(
                        "judge",
                        "a model grades the answer by a rubric, after a critique",
                        Set.of(MetricKind.Need.JUDGE),
                        new TreeSet<>(Set.of(
                                "rubric",
                                "rubric-file",
                                "criteria",
                                "scale",
                                "reference",
                                "critique",
                                "readout",
                                "samples",
                                "temperature",
                                "jury")),
                        Set.of("rubric-file"),
                        JudgeMetrics::grade),
                new MetricKind(
                        "judge-pairwise",
                        "a model compares the answer with the expected one, in both orders",
                        Set.of(MetricKind.Need.JUDGE),
                        new TreeSet<>(Set.of("rubric", "rubric-file", "criteria", "critique", "against", "jury")),
                        Set.of("rubric-file"),
                        JudgeMetrics::pair),
                new MetricKind(
                        "judge-checklist",
                        "the share of yes-or-no questions about the answer that a model answers with yes",
                        Set.of(MetricKind.Need.JUDGE),
                        new TreeSet<>(Set.of("questions", "questions-file", "reference", "critique", "jury")),
                        Set.of("questions-file"),
                        JudgeMetrics::checklist));
    }

    private static RubricGrade grade(Options options, MetricContext context) {
        Scale scale = Scale.labelled(options.choice("scale", Scale.ONE_TO_FIVE.label(), Scale.labels()));
        Readout readout = Readout.labelled(options.choice("readout", Readout.AUTO.label(), Readout.labels()));
        RubricGrade.Reference reference =
                RubricGrade.Reference.valueOf(options.choice("reference", "auto", List.of("auto", "never", "required"))
                        .toUpperCase(Locale.ROOT));
        int samples = options.whole("samples", 5, 1, 100);
        return new RubricGrade(
                new PointJudge(rubric(options), scale, critique(options)),
                reference,
                readout,
                readout == Readout.SAMPLED ? samples : 1,
                options.number("temperature", 1, 0.01, 2),
                jury(options, context));
    }

    private static PairPreference pair(Options options, MetricContext context) {
        return new PairPreference(
                new PairJudge(rubric(options), critique(options)),
                options.text("against", "expected"),
                jury(options, context));
    }

    private static Checklist checklist(Options options, MetricContext context) {
        String text = options.text("questions")
                .or(() -> options.text("questions-file"))
                .orElseGet(() ->
                        options.required("questions", "write \"questions: [Does it name a date?, Is it polite?]\"."));
        // A comma may stand inside a question, so they are parted by their question marks.
        List<String> items = Arrays.stream(text.split("(?<=\\?)|\\R"))
                .map(item -> item.replaceFirst("^[\\s,;]+", "").replaceFirst("[\\s,;]+$", ""))
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw options.wrong("questions", "from 1 to " + MOST_ITEMS + " questions, each with a question mark");
        }
        boolean reference =
                options.choice("reference", "auto", List.of("auto", "never")).equals("auto");
        return new Checklist(items, reference, critique(options), jury(options, context));
    }

    private static boolean critique(Options options) {
        return options.choice("critique", "before", List.of("before", "none")).equals("before");
    }

    private static Jury jury(Options options, MetricContext context) {
        return new Jury(
                context.jurors(),
                Jury.Pooling.valueOf(options.choice("jury", Jury.Pooling.MEAN.label(), Jury.Pooling.labels())
                        .toUpperCase(Locale.ROOT)));
    }

    private static String rubric(Options options) {
        List<String> criteria = options.texts("criteria");
        String rubric = options.text("rubric")
                .or(() -> options.text("rubric-file"))
                .map(String::strip)
                .orElse("");
        if ((options.has("rubric") || options.has("rubric-file")) && rubric.isEmpty()) {
            throw options.wrong(options.has("rubric") ? "rubric" : "rubric-file", "a text that is not empty");
        }
        String listed = criteria.stream().map(item -> "- It is " + item + ".").collect(Collectors.joining("\n"));
        if (rubric.isEmpty()) {
            return listed.isEmpty() ? Instructions.RUBRIC : listed;
        }
        return listed.isEmpty() ? rubric : rubric + "\n" + listed;
    }
}
