package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.Placed;
import dev.emend.format.TextFile;
import dev.emend.format.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a metric as a YAML file spells it: a name, a name with options, or a list of these with weights. */
public final class MetricReader {

    private final Path file;

    private MetricReader(Path file) {
        this.file = file;
    }

    /**
     * @param file in which the metric stands; options that are files start from its folder
     * @throws InvalidInputException with file, line and field, where a name is unknown or a value is wrong
     */
    public static MetricSpec read(YamlNode node, Path file) {
        return new MetricReader(file).spec(node);
    }

    private MetricSpec spec(YamlNode node) {
        if (!node.isSequence()) {
            return new MetricSpec(List.of(metricPart(node, false)));
        }
        if (node.items().isEmpty()) {
            throw node.error("the list of metrics is empty", "write \"metric: label\", or another metric's name.");
        }
        return new MetricSpec(
                node.items().stream().map(item -> metricPart(item, true)).toList());
    }

    private MetricSpec.Part metricPart(YamlNode node, boolean weighted) {
        if (!node.isMapping()) {
            return new MetricSpec.Part(node.text(), 1, Map.of());
        }
        Map<String, YamlNode> entries = node.entries();
        YamlNode name = entries.remove("name");
        if (name == null) {
            throw node.error("the metric has no name", "write \"name: label\", or another metric's name.");
        }
        YamlNode weight = weighted ? entries.remove("weight") : null;
        if (weight != null && !(weight.number() > 0)) {
            throw weight.error("a weight must be above 0, not " + weight.text(), "");
        }
        Map<String, String> options = Placed.at(
                name.where(),
                () -> JudgeFile.withFiles(
                        name.text(),
                        options(entries),
                        path -> TextFile.beside(file, path, name.where()),
                        option -> whereOf(entries, option)));
        return new MetricSpec.Part(name.text(), weight == null ? 1 : weight.number(), options);
    }

    private static Where whereOf(Map<String, YamlNode> entries, String option) {
        YamlNode entry = entries.get(option);
        return entry == null ? Where.NOWHERE : entry.where();
    }

    static Map<String, String> options(Map<String, YamlNode> entries) {
        Map<String, String> options = new TreeMap<>();
        entries.forEach((option, value) -> options.put(
                option,
                value.isSequence()
                        ? String.join(
                                ",", value.items().stream().map(YamlNode::text).toList())
                        : value.text()));
        return options;
    }
}
