package dev.emend.cli.refine;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.option.MetricText;
import dev.emend.data.Example;
import dev.emend.format.task.MetricSpec;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricKind.Need;
import dev.emend.metric.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What steers a refinement, and what only checks it.
 *
 * @param signal that steers
 * @param checks that are reported, by what they were given as
 * @param calibratedWith the models that judges among them were calibrated with
 */
record RefineSignal(Metric signal, List<Check> checks, Set<String> calibratedWith) {

    private static final Pattern WEIGHTED = Pattern.compile("\\s*([0-9.]+)\\s*\\*\\s*(.+)", Pattern.DOTALL);

    /** A metric that steers nothing. */
    record Check(String text, Metric metric) {}

    /**
     * @param steering as {@code --metric} was given, each perhaps with a weight as in {@code 2*length:max=80}
     * @param criteria for a judge; null for none
     * @param checking as {@code --check} was given
     * @param jurors how many judges there are
     * @param learning whether a prompt learns from the rows, whose right answers are then known; no answer of its own is refined
     * @throws InvalidInputException where a metric is unknown, needs what is not there, or nothing steers
     */
    static RefineSignal of(
            List<String> steering,
            @Nullable String criteria,
            List<String> checking,
            List<Example> rows,
            int jurors,
            boolean learning) {
        SortedSet<String> labels = new TreeSet<>();
        rows.forEach(row -> labels.add(row.expected()));
        labels.remove("");
        MetricContext context = new MetricContext(labels, jurors, Path.of(""));
        List<MetricSpec.Part> parts = new ArrayList<>();
        for (String text : steering) {
            Matcher weighted = WEIGHTED.matcher(text);
            boolean hasWeight = weighted.matches();
            double weight = hasWeight ? weight(weighted.group(1), text) : 1;
            for (MetricText metric : MetricText.parse(hasWeight ? weighted.group(2) : text)) {
                if (learning) {
                    requireLabels(metric.part().name(), rows);
                } else {
                    refuse(
                            metric.part().name(),
                            Need.EXPECTED,
                            "needs the right answer, which nobody has when an answer is refined",
                            "report it: --check \"" + metric.text() + "\"; or have a prompt learn from labelled rows:"
                                    + " --mode prompt.");
                }
                refuse(metric.part().name(), Need.EFFORT, "measures the call and not the answer", "");
                parts.add(new MetricSpec.Part(
                        metric.part().name(), weight, metric.part().options()));
            }
        }
        if (criteria != null) {
            if (criteria.isBlank()) {
                throw new InvalidInputException("the criteria are empty", Where.NOWHERE, "");
            }
            parts.add(new MetricSpec.Part("judge", 1, Map.of("rubric", criteria.strip())));
        }
        if (parts.isEmpty()) {
            throw new InvalidInputException(
                    "nothing says what a good answer is",
                    Where.NOWHERE,
                    "add --metric NAME (\"emend metrics\" lists them), or --criteria \"…\" for a judge.");
        }
        Metric signal = new MetricSpec(parts).metric(context);
        MetricText.check(
                signal,
                learning ? rows : rows.stream().map(row -> row.withExpected("")).toList());
        Set<String> calibratedWith = new TreeSet<>(new MetricSpec(parts).calibratedWith());
        checking.stream()
                .flatMap(line -> MetricText.parse(line).stream())
                .forEach(check -> calibratedWith.addAll(new MetricSpec(List.of(check.part())).calibratedWith()));
        return new RefineSignal(signal, checks(checking, rows, context), calibratedWith);
    }

    private static void requireLabels(String name, List<Example> rows) {
        if (Metrics.kind(name).needs().contains(Need.EXPECTED)) {
            rows.stream().filter(row -> row.expected().isBlank()).findFirst().ifPresent(row -> {
                throw new InvalidInputException(
                        "the metric " + name + " needs the right answer, and the row " + row.id() + " has none",
                        row.where(),
                        "the column should be called \"expected\"; rows without one can be left out.");
            });
        }
    }

    private static List<Check> checks(List<String> checking, List<Example> rows, MetricContext context) {
        List<Check> checks = new ArrayList<>();
        for (MetricText text : checking.stream()
                .flatMap(line -> MetricText.parse(line).stream())
                .toList()) {
            MetricKind kind = Metrics.kind(text.part().name());
            refuse(kind.name(), Need.EFFORT, "measures the call and not the answer", "");
            if (kind.needs().contains(Need.EXPECTED)
                    && rows.stream().allMatch(row -> row.expected().isEmpty())) {
                throw new InvalidInputException(
                        "the metric " + kind.name() + " needs an expected answer, and no row has one",
                        rows.getFirst().where(),
                        "the column should be called \"expected\".");
            }
            Metric metric = new MetricSpec(List.of(text.part())).metric(context);
            MetricText.check(metric, rows);
            checks.add(new Check(text.text(), metric));
        }
        return checks;
    }

    boolean asksJudges() {
        return signal.asksJudges()
                || checks.stream().anyMatch(check -> check.metric().asksJudges());
    }

    private static double weight(String number, String text) {
        try {
            double weight = Double.parseDouble(number);
            if (weight > 0) {
                return weight;
            }
        } catch (NumberFormatException noNumber) {
            throw noWeight(text);
        }
        throw noWeight(text);
    }

    private static InvalidInputException noWeight(String text) {
        return new InvalidInputException(
                "the weight in \"" + text + "\" is no positive number",
                Where.NOWHERE,
                "write it like 2*length:max=80.");
    }

    private static void refuse(String name, Need need, String why, String maybe) {
        if (Metrics.kind(name).needs().contains(need)) {
            throw new InvalidInputException("the metric " + name + " " + why, Where.NOWHERE, maybe);
        }
    }
}
