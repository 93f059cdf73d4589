package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.format.task.JudgeFile;
import dev.emend.format.task.MetricSpec;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as a command line spells them: {@code rouge:variant=2;stem=true,exact-match}. Options follow a colon, with
 * semicolons between; metrics have commas between. A comma within a metric's options divides only where another metric's
 * name follows, so that an option may be a list.
 *
 * @param text as it was given
 * @param part what it says
 */
public record MetricText(String text, MetricSpec.Part part) {

    /** @throws InvalidInputException where a metric is unknown, or what is given is no option */
    public static List<MetricText> parse(String line) {
        List<String> texts = new ArrayList<>();
        for (String piece : line.split(",", -1)) {
            boolean goesOn = !texts.isEmpty() && texts.getLast().contains(":") && !isMetric(piece);
            if (goesOn) {
                texts.set(texts.size() - 1, texts.getLast() + "," + piece);
            } else {
                texts.add(piece.strip());
            }
        }
        return texts.stream().map(MetricText::one).toList();
    }

    private static boolean isMetric(String piece) {
        String name = piece.split(":", 2)[0].strip();
        return Metrics.kinds().stream().anyMatch(kind -> kind.name().equals(name));
    }

    private static MetricText one(String text) {
        String[] halves = text.split(":", 2);
        String name = halves[0].strip();
        Map<String, String> options = new LinkedHashMap<>();
        if (halves.length == 2) {
            for (String option : halves[1].split(";(?=\\s*[A-Za-z][A-Za-z0-9-]*\\s*=)")) {
                int equals = option.indexOf('=');
                if (equals < 0) {
                    throw new InvalidInputException(
                            "\"" + option.strip() + "\" is no option of the metric " + name,
                            Where.NOWHERE,
                            "write it like " + name + ":OPTION=VALUE; \"emend metrics " + name + "\" lists them.");
                }
                options.put(
                        option.substring(0, equals).strip(),
                        option.substring(equals + 1).strip());
            }
        }
        return new MetricText(
                text,
                new MetricSpec.Part(name, 1, JudgeFile.withFiles(name, options, Path::of, option -> Where.NOWHERE)));
    }

    /** @throws InvalidInputException with the row's place, where the metric cannot score answers to one of these examples */
    public static void check(Metric metric, List<Example> examples) {
        for (Example example : examples) {
            try {
                metric.check(example);
            } catch (InvalidInputException unfit) {
                throw unfit.where().file() != null
                        ? unfit
                        : new InvalidInputException(
                                unfit.what(), example.where(), unfit.maybe().orElse(""));
            }
        }
    }
}
