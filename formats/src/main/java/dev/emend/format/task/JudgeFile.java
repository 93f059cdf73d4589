package dev.emend.format.task;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.format.yaml.YamlText;
import dev.emend.metric.MetricKind;
import dev.emend.metric.Metrics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A judge in a file: the metric that it is and its options, and whatever else is known of it.
 *
 * <pre>{@code
 * metric: judge
 * options: {scale: 0-9, readout: weighted, rubric: …}
 * emend: …
 * }</pre>
 *
 * @param metric such as {@code judge}
 * @param options by name, files read
 * @param provenance what stands under {@code emend}; empty where there is none
 */
public record JudgeFile(String metric, Map<String, String> options, Map<String, @Nullable Object> provenance) {

    /** The last key under {@code emend}. */
    private static final String MARK = "  fingerprint: ";

    public JudgeFile {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** @throws InvalidInputException where the file cannot be read or is no judge */
    public static JudgeFile read(Path file, Where named) {
        YamlNode root = YamlNode.parse(TextFile.read(file, named), file.toString(), 1);
        Fields fields = root.fields("metric", "options", "emend");
        YamlNode metric = fields.require("metric", "write \"metric: judge\".");
        MetricKind kind = placed(metric, metric.text());
        if (!kind.options().contains(MetricKind.SETTINGS_FILE)) {
            throw metric.error(
                    "the metric " + metric.text() + " is no judge",
                    "it should be one of "
                            + Metrics.kinds().stream()
                                    .filter(one -> one.options().contains(MetricKind.SETTINGS_FILE))
                                    .map(MetricKind::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        Map<String, String> options = new TreeMap<>();
        Map<String, YamlNode> places =
                fields.get("options").map(YamlNode::entries).orElse(Map.of());
        places.forEach((name, value) -> {
            if (name.equals(MetricKind.SETTINGS_FILE) || !kind.options().contains(name)) {
                throw value.error(
                        "\"" + name + "\" is no option of the metric " + metric.text() + " in a file of its own",
                        "\"emend metrics " + metric.text() + "\" lists them.");
            }
            options.put(name, text(value));
        });
        kind.files()
                .forEach(option -> options.computeIfPresent(
                        option,
                        (name, path) -> TextFile.read(TextFile.beside(file, path, root.where()), root.where())));
        checkValues(kind, options, places);
        return new JudgeFile(
                metric.text(),
                options,
                fields.get("emend").map(YamlNode::plain).orElse(Map.of()) instanceof Map<?, ?> known
                        ? named(known)
                        : Map.of());
    }

    /** What is wrong with a value is said here, where its line is known; what is missing may be given beside the file. */
    private static void checkValues(MetricKind kind, Map<String, String> options, Map<String, YamlNode> places) {
        try {
            Metrics.named(kind.name(), options, Collections.emptySortedSet());
        } catch (InvalidInputException flaw) {
            places.forEach((name, value) -> {
                if (Pattern.compile("the option " + Pattern.quote(name) + "(?![\\w-])")
                        .matcher(flaw.what())
                        .find()) {
                    throw value.error(flaw.what(), flaw.maybe().orElse(""));
                }
            });
        }
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> values) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static MetricKind placed(YamlNode node, String name) {
        try {
            return Metrics.kind(name);
        } catch (InvalidInputException unknown) {
            throw new InvalidInputException(
                    unknown.what(), node.where(), unknown.maybe().orElse(""));
        }
    }

    private static String text(YamlNode value) {
        return value.isSequence()
                ? value.items().stream().map(YamlNode::text).collect(Collectors.joining(","))
                : value.text();
    }

    /** The model that the judge was calibrated with, where the file tells. */
    public Optional<String> model() {
        return provenance.get("judge") instanceof String model && !model.isBlank()
                ? Optional.of(model)
                : Optional.empty();
    }

    /** What {@link #read} would read this from. */
    public String source() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("metric", metric);
        root.put("options", options);
        if (!provenance.isEmpty()) {
            root.put("emend", provenance);
        }
        return YamlText.write(root);
    }

    /**
     * {@link #source} with a fingerprint of the whole text as its last line, by which {@link #isUnchanged} knows it.
     *
     * @throws IllegalStateException where there is no provenance for it to stand in
     */
    public String marked() {
        if (provenance.isEmpty()) {
            throw new IllegalStateException("a judge without provenance has no place for its fingerprint");
        }
        return marked(source());
    }

    private static String marked(String source) {
        return source + MARK + Fingerprint.of("judge file").add(source).hex() + "\n";
    }

    /** Whether a text is to the letter as {@link #marked} wrote it. */
    public static boolean isUnchanged(String text) {
        int mark = text.lastIndexOf(MARK);
        return mark >= 0 && text.equals(marked(text.substring(0, mark)));
    }

    /**
     * A metric's options once its files are read: the texts of those options that name one, and what a judge file says, where
     * the options do not say otherwise.
     *
     * @param options as they were given
     * @param resolved the file that a path means
     * @param where an option stands
     * @throws InvalidInputException where a file cannot be read, or holds the judge of another metric
     */
    public static Map<String, String> withFiles(
            String metric,
            Map<String, String> options,
            Function<String, Path> resolved,
            Function<String, Where> where) {
        MetricKind kind = Metrics.kind(metric);
        Map<String, String> read = new TreeMap<>(options);
        kind.files()
                .forEach(option -> read.computeIfPresent(
                        option, (name, path) -> TextFile.read(resolved.apply(path), where.apply(name))));
        String settings = MetricKind.SETTINGS_FILE;
        if (!kind.options().contains(settings) || !read.containsKey(settings)) {
            return read;
        }
        JudgeFile judge = read(resolved.apply(read.getOrDefault(settings, "")), where.apply(settings));
        if (!judge.metric.equals(metric)) {
            throw new InvalidInputException(
                    "the file \"" + options.get(settings) + "\" holds a " + judge.metric + ", not a " + metric,
                    where.apply(settings),
                    "the metric should be " + judge.metric + ".");
        }
        read.remove(settings);
        for (List<String> same : List.of(List.of("rubric", "rubric-file"), List.of("questions", "questions-file"))) {
            if (same.stream().anyMatch(read::containsKey)) {
                same.forEach(option -> read.putIfAbsent(option, ""));
            }
        }
        judge.options.forEach(read::putIfAbsent);
        judge.model().ifPresent(model -> read.putIfAbsent(MetricKind.CALIBRATED_WITH, model));
        read.values().removeIf(String::isEmpty);
        return read;
    }
}
