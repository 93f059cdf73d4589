package dev.emend.generation;

import dev.emend.Fingerprint;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Normalization;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a prompt is to do, before there is one. Immutable.
 *
 * @param name of the prompts; a word for file names
 * @param task in a person's words, never empty
 * @param inputs the placeholders, each with what it holds
 * @param techniques of which each candidate follows one; none for those that fit the task
 * @param contract what an answer must look like
 * @param priorities what matters, the most important first, such as "maximize factual consistency"
 * @param constraints what every prompt must say as it stands, such as "Answer only from the context."
 * @param examples a few, with their right answers; shown to the meta-model and taken as demonstrations
 * @param persona whom {@link Technique#PERSONA} speaks to; empty where Emend is to choose
 * @param tools that {@link Technique#TOOL_USE} may call, each with what it gives back
 * @param model that the prompt is for; empty where that is not known
 * @param artifact what is to be written
 */
public record Specification(
        String name,
        String task,
        List<Named> inputs,
        List<Technique> techniques,
        OutputContract contract,
        List<String> priorities,
        List<String> constraints,
        List<Example> examples,
        String persona,
        List<Named> tools,
        String model,
        Artifact artifact) {

    /** A placeholder or a tool, and what it is; the description may be empty. */
    public record Named(String name, String description) {}

    /** What is written. */
    public enum Artifact {
        PROMPT,
        /** A prompt that grades an answer, and its rubric. */
        JUDGE,
        /** A prompt for each of two or three steps. */
        CHAIN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Specification {
        task = task.strip();
        persona = persona.strip();
        inputs = List.copyOf(inputs);
        techniques = techniques.stream().distinct().toList();
        priorities = stripped(priorities);
        constraints = stripped(constraints);
        examples = List.copyOf(examples);
        tools = List.copyOf(tools);
        if (task.isEmpty()) {
            throw new InvalidInputException(
                    "the specification says no task",
                    Where.NOWHERE,
                    "describe in a sentence what the prompt is to do.");
        }
        Set<String> names = new HashSet<>();
        for (Named input : inputs) {
            if (!input.name().matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
                throw new InvalidInputException(
                        "an input cannot be called \"" + input.name() + "\"",
                        Where.NOWHERE,
                        "use letters, digits and underscores, as in customer_message.");
            }
            if (!names.add(input.name())) {
                throw new InvalidInputException("the input \"" + input.name() + "\" is given twice", Where.NOWHERE, "");
            }
        }
        if (artifact != Artifact.JUDGE) {
            requireLabels(examples, contract.labels());
        }
        Stream.of(
                        List.of(
                                task,
                                persona,
                                contract.form().orElse(""),
                                contract.language().orElse("")),
                        priorities,
                        constraints,
                        contract.labels(),
                        tools.stream().map(Named::name).toList(),
                        tools.stream().map(Named::description).toList())
                .flatMap(List::stream)
                .filter(text -> text.contains("{{") || text.contains("{#"))
                .findFirst()
                .ifPresent(text -> {
                    throw new InvalidInputException(
                            "this holds a placeholder: \"" + text + "\"",
                            Where.NOWHERE,
                            "name it under inputs, and speak of it by its name without braces.");
                });
    }

    private static void requireLabels(List<Example> examples, List<String> labels) {
        if (labels.isEmpty()) {
            return;
        }
        for (Example example : examples) {
            if (!isLabel(example.expected(), labels)) {
                throw new InvalidInputException(
                        "the example's output \"" + example.expected() + "\" is none of the labels " + labels,
                        example.where(),
                        "one of them is meant, or a label is missing.");
            }
        }
    }

    /** As the metric {@code label} compares them. */
    static boolean isLabel(String answer, List<String> labels) {
        return labels.stream().map(Normalization.ALL::apply).anyMatch(Normalization.ALL.apply(answer)::equals);
    }

    private static List<String> stripped(List<String> texts) {
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /** A task and nothing else. */
    public static Specification of(String task) {
        return new Specification(
                "prompt",
                task,
                List.of(),
                List.of(),
                OutputContract.OPEN,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                "",
                Artifact.PROMPT);
    }

    public Specification withName(String changed) {
        return with(parts -> parts.name = changed);
    }

    public Specification withTask(String changed) {
        return with(parts -> parts.task = changed);
    }

    /** Placeholders without descriptions. */
    public Specification withInputs(String... names) {
        return withInputs(Stream.of(names).map(input -> new Named(input, "")).toList());
    }

    public Specification withInputs(List<Named> changed) {
        return with(parts -> parts.inputs = changed);
    }

    public Specification withTechniques(List<Technique> changed) {
        return with(parts -> parts.techniques = changed);
    }

    public Specification withContract(OutputContract changed) {
        return with(parts -> parts.contract = changed);
    }

    public Specification withPriorities(List<String> changed) {
        return with(parts -> parts.priorities = changed);
    }

    public Specification withConstraints(List<String> changed) {
        return with(parts -> parts.constraints = changed);
    }

    public Specification withExamples(List<Example> changed) {
        return with(parts -> parts.examples = changed);
    }

    public Specification withPersona(String changed) {
        return with(parts -> parts.persona = changed);
    }

    public Specification withTools(List<Named> changed) {
        return with(parts -> parts.tools = changed);
    }

    public Specification withModel(String changed) {
        return with(parts -> parts.model = changed);
    }

    public Specification withArtifact(Artifact changed) {
        return with(parts -> parts.artifact = changed);
    }

    /** Identity of the content; the name and the model are not part of it. */
    public String fingerprint() {
        Fingerprint print =
                Fingerprint.of("specification").add(task).add(persona).add(artifact.label());
        print.add(inputs.toString()).add(tools.toString()).add(techniques.toString());
        print.add(contract.toString()).add(priorities.toString()).add(constraints.toString());
        print.add(examples.size());
        examples.forEach(example -> print.add(example.inputs().toString()).add(example.expected()));
        return print.hex();
    }

    private Specification with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components, to change some of them. */
    private static final class Parts {

        private String name;
        private String task;
        private List<Named> inputs;
        private List<Technique> techniques;
        private OutputContract contract;
        private List<String> priorities;
        private List<String> constraints;
        private List<Example> examples;
        private String persona;
        private List<Named> tools;
        private String model;
        private Artifact artifact;

        Parts(Specification of) {
            name = of.name;
            task = of.task;
            inputs = of.inputs;
            techniques = of.techniques;
            contract = of.contract;
            priorities = of.priorities;
            constraints = of.constraints;
            examples = of.examples;
            persona = of.persona;
            tools = of.tools;
            model = of.model;
            artifact = of.artifact;
        }

        Specification whole() {
            return new Specification(
                    name,
                    task,
                    inputs,
                    techniques,
                    contract,
                    priorities,
                    constraints,
                    examples,
                    persona,
                    tools,
                    model,
                    artifact);
        }
    }
}
