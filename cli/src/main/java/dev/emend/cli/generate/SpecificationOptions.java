package dev.emend.cli.generate;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.cli.option.Choice;
import dev.emend.cli.option.MetricText;
import dev.emend.format.TextFile;
import dev.emend.format.prompt.Schemas;
import dev.emend.format.specification.SpecificationData;
import dev.emend.format.specification.SpecificationFile;
import dev.emend.format.task.MetricSpec;
import dev.emend.generation.OutputContract;
import dev.emend.generation.Specification;
import dev.emend.generation.Specification.Artifact;
import dev.emend.generation.Specification.Named;
import dev.emend.generation.Technique;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A specification on the command line: a file, or a task in words; options say the rest, and overrule the file. */
final class SpecificationOptions {

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the prompts and their files.")
    private @Nullable String name;

    @Option(
            names = "--inputs",
            paramLabel = "NAMES",
            split = ",",
            description = "The names of the prompts' inputs, their placeholders, such as message,date.")
    private @Nullable List<String> inputs;

    @Option(
            names = "--labels",
            paramLabel = "LABELS",
            split = ",",
            description = "Labels of which the answer is one, such as billing,delivery.")
    private @Nullable List<String> labels;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "A file with the JSON Schema of the answer, which is then JSON.")
    private @Nullable Path schema;

    @Option(
            names = "--form",
            paramLabel = "TEXT",
            description = "The form of the answer in words, such as \"one sentence\".")
    private @Nullable String form;

    @Option(names = "--words", paramLabel = "N", description = "The most words that an answer may have.")
    private @Nullable Integer words;

    @Option(names = "--language", paramLabel = "NAME", description = "The language of the answer.")
    private @Nullable String language;

    @Option(
            names = "--reasoning",
            negatable = true,
            description = "Let reasoning stand before the answer, or not. Default: not before labels and JSON.")
    private @Nullable Boolean reasoning;

    @Option(
            names = "--technique",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "Each candidate follows one: zero-shot, few-shot, chain-of-thought, step-back, plan-and-solve,"
                            + " self-ask, decomposition, tool-use, retrieval, persona. Default: those that fit.")
    private @Nullable List<String> techniques;

    @Option(
            names = "--persona",
            paramLabel = "TEXT",
            description = "The role in which the technique persona speaks to the model.")
    private @Nullable String persona;

    @Option(
            names = "--tools",
            paramLabel = "NAMES",
            split = ",",
            description = "The tools that the technique tool-use may call.")
    private @Nullable List<String> tools;

    @Option(
            names = "--priority",
            paramLabel = "TEXT",
            description =
                    "What matters, such as \"maximize factual consistency\". May be repeated, the first is the most"
                            + " important.")
    private @Nullable List<String> priorities;

    @Option(
            names = "--constraint",
            paramLabel = "TEXT",
            description = "What every prompt must say as it stands. May be repeated.")
    private @Nullable List<String> constraints;

    @Option(
            names = "--for",
            paramLabel = "WHAT",
            description = "What is written: prompt, judge or chain. Default: prompt.")
    private @Nullable String artifact;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Labelled rows by which candidates are ranked: JSON lines or CSV.")
    private @Nullable Path data;

    @Option(
            names = "--expected",
            paramLabel = "COLUMN",
            description =
                    "The column of the right answers. Default: the one whose name says so, such as expected or label.")
    private @Nullable String expected;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description =
                    "The metric that scores rows, as for \"emend score\". Default: the one that fits the answers.")
    private @Nullable String metric;

    @Option(names = "--rows", paramLabel = "N", description = "The most rows that are scored. Default: 60.")
    private @Nullable Integer rows;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "The column whose equal values make rows belong together, such as questions on one document.")
    private @Nullable String group;

    /** @param given a specification file, or a task in words */
    SpecificationFile read(String given) {
        boolean isFile = given.matches("\\S+\\.ya?ml") || Files.isRegularFile(Path.of(given.replace("\0", "")));
        SpecificationFile file = isFile
                ? SpecificationFile.read(Path.of(given))
                : new SpecificationFile(Specification.of(given), Optional.empty(), SpecificationFile.ModelNames.NONE);
        Optional<SpecificationData> rowsFrom = data(file);
        Specification specification = with(file.specification());
        return new SpecificationFile(
                rowsFrom.map(own -> own.withInputs(specification)).orElse(specification), rowsFrom, file.models());
    }

    private Specification with(Specification before) {
        Specification after = before.withContract(contract(before.contract()));
        after = name == null ? after : after.withName(name);
        after = inputs == null ? after : after.withInputs(named(inputs));
        after = techniques == null ? after : after.withTechniques(techniques(techniques));
        after = persona == null ? after : after.withPersona(persona);
        after = tools == null ? after : after.withTools(named(tools));
        after = priorities == null ? after : after.withPriorities(priorities);
        after = constraints == null ? after : after.withConstraints(constraints);
        return artifact == null ? after : after.withArtifact(artifact(artifact));
    }

    private OutputContract contract(OutputContract before) {
        OutputContract after = labels == null ? before : before.withLabels(stripped(labels));
        after = schema == null
                ? after
                : after.withSchema(Schemas.compact(TextFile.read(schema), Where.file(schema.toString())));
        after = form == null ? after : after.withForm(form);
        after = words == null ? after : after.withWords(words);
        after = language == null ? after : after.withLanguage(language);
        return reasoning == null ? after : after.withReasoning(reasoning);
    }

    private Optional<SpecificationData> data(SpecificationFile file) {
        Optional<MetricSpec> own = Optional.ofNullable(metric)
                .map(text -> new MetricSpec(
                        MetricText.parse(text).stream().map(MetricText::part).toList()));
        OptionalInt most = rows == null ? OptionalInt.empty() : OptionalInt.of(atLeastOne(rows));
        if (data != null) {
            return Optional.of(new SpecificationData(
                    data, Where.NOWHERE, Optional.ofNullable(expected), own, most, Optional.ofNullable(group)));
        }
        return file.data()
                .map(named -> new SpecificationData(
                        named.file(),
                        named.namedAt(),
                        Optional.ofNullable(expected).or(named::expected),
                        own.or(named::metric),
                        most.isPresent() ? most : named.rows(),
                        Optional.ofNullable(group).or(named::group)));
    }

    private static int atLeastOne(int rows) {
        if (rows < 1) {
            throw new InvalidInputException("--rows must be at least 1, not " + rows, Where.NOWHERE, "");
        }
        return rows;
    }

    static List<Technique> techniques(List<String> labels) {
        return stripped(labels).stream().map(SpecificationOptions::technique).toList();
    }

    private static Technique technique(String label) {
        return Technique.labelled(label)
                .orElseThrow(() -> new InvalidInputException(
                        "there is no technique \"" + label + "\"",
                        Where.NOWHERE,
                        Nearest.advice(label, Technique.labels())));
    }

    private static Artifact artifact(String label) {
        List<String> known =
                Arrays.stream(Artifact.values()).map(Artifact::label).toList();
        return Artifact.valueOf(Choice.of("--for", label, known).toUpperCase(java.util.Locale.ROOT));
    }

    static List<Named> named(List<String> names) {
        return stripped(names).stream().map(word -> new Named(word, "")).toList();
    }

    static List<String> stripped(List<String> texts) {
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
