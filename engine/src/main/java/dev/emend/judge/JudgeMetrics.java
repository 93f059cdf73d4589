package dev.emend.judge;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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
                        options(
                                "rubric",
                                "rubric-file",
                                "criteria",
                                "examples",
                                "scale",
                                "order",
                                "reference",
                                "critique",
                                "readout",
                                "samples",
                                "temperature",
                                "jury"),
                        Set.of("rubric-file"),
                        JudgeMetrics::grade),
                new MetricKind(
                        "judge-pairwise",
                        "a model compares the answer with the expected one, in both orders",
                        Set.of(MetricKind.Need.JUDGE),
                        options(
                                "rubric",
                                "rubric-file",
                                "criteria",
                                "examples",
                                "by",
                                "scale",
                                "readout",
                                "critique",
                                "against",
                                "jury"),
                        Set.of("rubric-file"),
                        JudgeMetrics::pair),
                new MetricKind(
                        "judge-checklist",
                        "the share of yes-or-no questions about the answer that a model answers with yes",
                        Set.of(MetricKind.Need.JUDGE),
                        options("questions", "questions-file", "reference", "critique", "jury"),
                        Set.of("questions-file"),
                        JudgeMetrics::checklist));
    }

    /** With those that every judge has. */
    private static SortedSet<String> options(String... own) {
        SortedSet<String> options = new TreeSet<>(List.of(own));
        options.addAll(
                List.of("show", "calibration", "human-scale", MetricKind.SETTINGS_FILE, MetricKind.CALIBRATED_WITH));
        return options;
    }

    /** The judge with what every judge's options say. */
    private static Metric finished(Options options, Metric judge) {
        if (options.has(MetricKind.SETTINGS_FILE)) {
            throw options.wrong(MetricKind.SETTINGS_FILE, "read before the metric is made");
        }
        return calibrated(options, options.has("show") ? new Shown(judge, shown(options)) : judge);
    }

    private static List<String> shown(Options options) {
        List<String> names = options.texts("show");
        if (names.isEmpty()) {
            throw options.wrong("show", "names of inputs, or none");
        }
        return names.equals(List.of("none")) ? List.of() : names;
    }

    private static Metric calibrated(Options options, Metric judge) {
        Optional<Range> people = options.text("human-scale").map(text -> {
            try {
                return Range.parse(text);
            } catch (IllegalArgumentException noScale) {
                throw options.wrong("human-scale", "two numbers such as 1 to 5");
            }
        });
        return options.text("calibration")
                .<Metric>map(text -> {
                    try {
                        return new Calibrated(judge, MonotoneMap.parse(text), people);
                    } catch (IllegalArgumentException noMap) {
                        throw options.wrong("calibration", "rising knots such as 0.1:0.2,0.9:0.8, all from 0 to 1");
                    }
                })
                .orElse(judge);
    }

    private static Metric grade(Options options, MetricContext context) {
        Readout readout = Readout.labelled(options.choice("readout", Readout.AUTO.label(), Readout.labels()));
        RubricGrade.Reference reference =
                RubricGrade.Reference.valueOf(options.choice("reference", "auto", List.of("auto", "never", "required"))
                        .toUpperCase(Locale.ROOT));
        int samples = options.whole("samples", 5, 1, 100);
        return finished(
                options,
                new RubricGrade(
                        pointJudge(options),
                        reference,
                        readout,
                        readout == Readout.SAMPLED ? samples : 1,
                        options.number("temperature", 1, 0.01, 2),
                        jury(options, context)));
    }

    private static PointJudge pointJudge(Options options) {
        boolean descending = options.choice("order", "ascending", List.of("ascending", "descending"))
                .equals("descending");
        return new PointJudge(rubric(options), scale(options), critique(options), descending);
    }

    private static Scale scale(Options options) {
        return Scale.labelled(options.choice("scale", Scale.ONE_TO_FIVE.label(), Scale.labels()));
    }

    private static Metric pair(Options options, MetricContext context) {
        String against = options.text("against", "expected");
        Jury jury = jury(options, context);
        boolean graded = options.choice("by", "comparison", List.of("comparison", "grades"))
                .equals("grades");
        Readout readout = Readout.labelled(options.choice("readout", "plain", List.of("plain", "auto", "weighted")));
        if (!graded && options.has("scale")) {
            throw new InvalidInputException(
                    "the metric judge-pairwise has no scale where it compares", Where.NOWHERE, "add \"by: grades\".");
        }
        return finished(
                options,
                graded
                        ? new GradedPair(
                                new PointJudge(rubric(options), scale(options), critique(options)),
                                readout,
                                against,
                                jury)
                        : new PairPreference(
                                new PairJudge(rubric(options), critique(options)), readout, against, jury));
    }

    private static Metric checklist(Options options, MetricContext context) {
        String text = options.text("questions")
                .or(() -> options.text("questions-file"))
                .orElseGet(
                        () -> options.required("questions", "give some, such as: Does it name a date?, Is it polite?"));
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
        return finished(options, new Checklist(items, reference, critique(options), jury(options, context)));
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
        String rules = rubric.isEmpty()
                ? listed.isEmpty() ? Instructions.RUBRIC : listed
                : listed.isEmpty() ? rubric : rubric + "\n" + listed;
        return options.text("examples")
                .map(String::strip)
                .filter(examples -> !examples.isEmpty())
                .map(examples -> rules + "\n\n" + Instructions.EXAMPLES + "\n" + examples)
                .orElse(rules);
    }
}
