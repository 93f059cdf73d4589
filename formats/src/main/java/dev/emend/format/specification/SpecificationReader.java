package dev.emend.format.specification;

import dev.emend.Nearest;
import dev.emend.data.Example;
import dev.emend.format.Placed;
import dev.emend.format.TextFile;
import dev.emend.format.prompt.Schemas;
import dev.emend.format.task.MetricReader;
import dev.emend.format.task.MetricSpec;
import dev.emend.format.task.TaskFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.generation.OutputContract;
import dev.emend.generation.Specification;
import dev.emend.generation.Specification.Artifact;
import dev.emend.generation.Specification.Named;
import dev.emend.generation.Technique;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one specification. */
final class SpecificationReader {

    private static final String SAME = "same";

    private final Path file;

    SpecificationReader(Path file) {
        this.file = file;
    }

    SpecificationFile read(YamlNode root) {
        Fields fields = root.fields(
                "name",
                "task",
                "inputs",
                "output",
                "techniques",
                "persona",
                "tools",
                "priorities",
                "constraints",
                "examples",
                "data",
                "models",
                "for");
        YamlNode task = fields.require("task", "write \"task: what the prompt is to do\".");
        SpecificationFile.ModelNames models =
                fields.get("models").map(SpecificationReader::models).orElse(SpecificationFile.ModelNames.NONE);
        Specification specification = Placed.at(task.where(), () -> Specification.of(task.text()))
                .withName(fields.text("name", defaultName()))
                .withInputs(fields.get("inputs").map(this::inputs).orElse(List.of()))
                .withTechniques(fields.get("techniques").map(this::techniques).orElse(List.of()))
                .withContract(fields.get("output").map(this::contract).orElse(OutputContract.OPEN))
                .withTools(fields.get("tools").map(this::named).orElse(List.of()))
                .withArtifact(
                        fields.get("for").map(SpecificationReader::artifact).orElse(Artifact.PROMPT))
                .withModel(models.task().orElse(""));
        Specification whole = with(specification, fields);
        return new SpecificationFile(whole, fields.get("data").map(this::data), models);
    }

    private Specification with(Specification specification, Fields fields) {
        Specification whole = specification;
        for (String key : List.of("persona", "priorities", "constraints", "examples")) {
            Optional<YamlNode> node = fields.get(key);
            if (node.isPresent()) {
                Specification before = whole;
                whole = Placed.at(node.get().where(), () -> switch (key) {
                    case "persona" -> before.withPersona(node.get().text());
                    case "priorities" -> before.withPriorities(texts(node.get()));
                    case "constraints" -> before.withConstraints(texts(node.get()));
                    default -> before.withExamples(examples(node.get(), before));
                });
            }
        }
        return whole;
    }

    private String defaultName() {
        String last = String.valueOf(file.getFileName());
        int ending = last.lastIndexOf('.');
        return ending > 0 ? last.substring(0, ending) : last;
    }

    /** A list of names, or a mapping of names to descriptions. */
    private List<Named> inputs(YamlNode node) {
        List<Named> inputs = named(node);
        Map<String, YamlNode> places = node.isMapping() ? node.entries() : Map.of();
        for (Named input : inputs) {
            Placed.at(
                    places.getOrDefault(input.name(), node).where(),
                    () -> Specification.of("-").withInputs(List.of(input)));
        }
        return inputs;
    }

    private List<Named> named(YamlNode node) {
        List<Named> named = new ArrayList<>();
        if (node.isMapping()) {
            node.entries()
                    .forEach((name, value) -> named.add(new Named(name, value.plain() == null ? "" : value.text())));
        } else {
            texts(node).forEach(name -> named.add(new Named(name, "")));
        }
        return named;
    }

    /** A list, or one text. */
    private static List<String> texts(YamlNode node) {
        return node.isSequence() ? node.items().stream().map(YamlNode::text).toList() : List.of(node.text());
    }

    private List<Technique> techniques(YamlNode node) {
        List<YamlNode> items = node.isSequence() ? node.items() : List.of(node);
        return items.stream()
                .map(item -> Technique.labelled(item.text())
                        .orElseThrow(() -> item.error(
                                "there is no technique \"" + item.text() + "\"",
                                Nearest.advice(item.text(), Technique.labels()))))
                .toList();
    }

    private OutputContract contract(YamlNode node) {
        Fields fields = node.fields("labels", "schema", "form", "words", "language", "reasoning");
        OutputContract contract = OutputContract.OPEN;
        Optional<YamlNode> labels = fields.get("labels");
        if (labels.isPresent()) {
            contract = Placed.at(labels.get().where(), () -> OutputContract.oneOf(texts(labels.get())));
        }
        Optional<YamlNode> schema = fields.get("schema");
        if (schema.isPresent()) {
            OutputContract before = contract;
            contract = Placed.at(schema.get().where(), () -> before.withSchema(schema(schema.get())));
        }
        if (fields.get("form").isPresent()) {
            contract = contract.withForm(fields.text("form", ""));
        }
        if (fields.get("words").isPresent()) {
            contract = contract.withWords(fields.get("words").get().integer(1, Integer.MAX_VALUE));
        }
        if (fields.get("language").isPresent()) {
            contract = contract.withLanguage(fields.text("language", ""));
        }
        Optional<YamlNode> reasoning = fields.get("reasoning");
        return reasoning.isPresent() ? contract.withReasoning(truth(reasoning.get())) : contract;
    }

    private static boolean truth(YamlNode node) {
        if (node.plain() instanceof Boolean truth) {
            return truth;
        }
        throw node.error("this must be true or false, not \"" + node.text() + "\"", "");
    }

    /** Written out, or the path of a file. */
    private String schema(YamlNode node) {
        if (node.isMapping()) {
            Map<String, Object> plain = new LinkedHashMap<>();
            node.entries().forEach((key, value) -> plain.put(key, value.plain()));
            return Schemas.checked(Schemas.json(plain), node.where());
        }
        return Schemas.compact(TextFile.read(node.pathBeside(file), node.where()), node.where());
    }

    private List<Example> examples(YamlNode node, Specification specification) {
        Optional<Metric> schema = specification
                .contract()
                .schema()
                .filter(text -> specification.artifact() != Artifact.JUDGE)
                .flatMap(text -> Schemas.metric(text, node.where()));
        List<Example> examples = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Fields fields = item.fields("inputs", "output");
            YamlNode inputs = fields.require("inputs", "write \"inputs: {NAME: …}\".");
            YamlNode output = fields.require("output", "write the right answer.");
            Map<String, String> values = new LinkedHashMap<>();
            inputs.entries().forEach((name, value) -> values.put(name, value.text()));
            for (Named input : specification.inputs()) {
                if (!values.containsKey(input.name())) {
                    throw inputs.error(
                            "the example has no input \"" + input.name() + "\"; it has " + values.keySet(),
                            Nearest.advice(input.name(), values.keySet()));
                }
            }
            String id = "example-" + (examples.size() + 1);
            Example example = new Example(id, values, output.text(), Map.of(), output.where());
            schema.map(metric -> metric.score(Answer.of(example, example.expected())))
                    .filter(score -> score.value() < 1)
                    .ifPresent(score -> {
                        throw output.error(
                                "the example's output does not satisfy the schema: " + score.feedback(),
                                "the schema or the example is out of date.");
                    });
            examples.add(example);
        }
        return examples;
    }

    private static Artifact artifact(YamlNode node) {
        List<String> known =
                Arrays.stream(Artifact.values()).map(Artifact::label).toList();
        return Arrays.stream(Artifact.values())
                .filter(artifact -> artifact.label().equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.error(
                        "nothing is written for \"" + node.text() + "\"", Nearest.advice(node.text(), known)));
    }

    private SpecificationData data(YamlNode node) {
        if (!node.isMapping()) {
            return new SpecificationData(
                    node.pathBeside(file),
                    node.where(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty());
        }
        Fields fields = node.fields("file", "expected", "metric", "rows", "group");
        YamlNode path = fields.require("file", "write \"data: {file: FILE.jsonl}\".");
        Optional<YamlNode> rows = fields.get("rows");
        return new SpecificationData(
                path.pathBeside(file),
                path.where(),
                fields.get("expected").map(YamlNode::text),
                fields.get("metric").map(this::metric),
                rows.isPresent() ? OptionalInt.of(rows.get().integer(1, Integer.MAX_VALUE)) : OptionalInt.empty(),
                fields.get("group").map(YamlNode::text));
    }

    private MetricSpec metric(YamlNode node) {
        MetricSpec spec = MetricReader.read(node, file);
        spec.parts().forEach(part -> Placed.at(node.where(), () -> Metrics.kind(part.name())));
        return spec;
    }

    private static SpecificationFile.ModelNames models(YamlNode node) {
        Fields fields = node.fields("task", "meta", "judge");
        Optional<String> task = fields.get("task").map(YamlNode::text).map(TaskFile::model);
        return new SpecificationFile.ModelNames(
                task,
                fields.get("meta")
                        .map(YamlNode::text)
                        .filter(name -> !name.equals(SAME))
                        .map(TaskFile::model)
                        .or(() -> task),
                fields.get("judge")
                        .map(YamlNode::text)
                        .filter(name -> !name.equals(SAME))
                        .map(TaskFile::model)
                        .or(() -> task));
    }
}
