package dev.emend.generation;

import dev.emend.Excerpt;
import dev.emend.data.Example;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.generation.Specification.Artifact;
import dev.emend.proposal.Ask;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Fills the meta-prompts with the specification. Every text is cut to a bounded length. */
public final class MetaFields {

    private static final int SHOWN = 300;
    private static final int MOST_EXAMPLES = 6;
    private static final String NONE = "none";

    private final MetaPrompts prompts;
    private final Skeleton skeleton;
    private final List<Example> examples;

    /** @param examples to show to the meta-model; none of them may be scored */
    public MetaFields(MetaPrompts prompts, Skeleton skeleton, List<Example> examples) {
        this.prompts = prompts;
        this.skeleton = skeleton;
        this.examples = examples.subList(0, Math.min(MOST_EXAMPLES, examples.size()));
    }

    /** The values of the placeholders of {@link Job#WRITE}, as an optimizer of that prompt needs them. */
    public Map<String, String> writing(Assignment assignment) {
        Specification specification = skeleton.specification();
        Map<String, String> fields = new TreeMap<>();
        fields.put("task", specification.task());
        fields.put("inputs", inputs(specification));
        fields.put("examples", examples());
        fields.put(
                "technique",
                assignment.technique().label() + ": a prompt that "
                        + assignment.technique().idea());
        fields.put("layout", assignment.layout().guidance());
        fields.put("emphasis", assignment.emphasis().property());
        fields.put("model", model(specification.model()));
        fields.put("constraints", listed(specification.constraints()));
        fields.put("answer", answer(specification));
        return fields;
    }

    Ask write(Assignment assignment) {
        return ask(Job.WRITE, writing(assignment));
    }

    Ask critique(String instruction, List<String> properties) {
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < properties.size(); i++) {
            numbered.append(i + 1).append(". ").append(properties.get(i)).append('\n');
        }
        return ask(
                Job.CRITIQUE,
                Map.of(
                        "task",
                        skeleton.specification().task(),
                        "prompt",
                        instruction,
                        "properties",
                        numbered.toString().strip()));
    }

    Ask mend(String guidance, List<String> faults) {
        return ask(
                Job.MEND,
                Map.of(
                        "task",
                        skeleton.specification().task(),
                        "guidance",
                        guidance.isEmpty() ? NONE : guidance,
                        "faults",
                        listed(faults)));
    }

    Ask invent(String kind) {
        Specification specification = skeleton.specification();
        return ask(Job.INVENT, Map.of("task", specification.task(), "inputs", inputs(specification), "kind", kind));
    }

    private Ask ask(Job job, Map<String, String> fields) {
        return new Ask(prompts.of(job).render(fields), prompts.of(job).sampling());
    }

    private static String inputs(Specification specification) {
        return specification.inputs().stream()
                .map(input -> "- " + input.name()
                        + (input.description().isBlank() ? "" : ": " + Excerpt.of(input.description(), SHOWN)))
                .collect(Collectors.joining("\n"));
    }

    /** Without provider and address, which are nobody else's business. */
    private static String model(String name) {
        return name.isEmpty() ? "any" : name.substring(Math.max(name.indexOf(':'), name.lastIndexOf('#')) + 1);
    }

    private static String answer(Specification specification) {
        if (specification.artifact() == Artifact.JUDGE) {
            return "a list of criteria for the grade, one a line, each beginning with \"- It\"";
        }
        String text = specification.contract().text(false);
        return text.isEmpty() ? "free text" : Excerpt.of(text, SHOWN);
    }

    private String examples() {
        if (examples.isEmpty()) {
            return NONE;
        }
        return examples.stream().map(MetaFields::shown).collect(Collectors.joining("\n"));
    }

    private static String shown(Example example) {
        String inputs = example.inputs().entrySet().stream()
                .map(input -> input.getKey() + ": " + Excerpt.of(oneLine(input.getValue()), SHOWN))
                .collect(Collectors.joining("; "));
        return "- " + inputs + " -> " + Excerpt.of(oneLine(example.expected()), SHOWN);
    }

    private static String listed(List<String> texts) {
        return texts.isEmpty()
                ? NONE
                : texts.stream().map(text -> "- " + Excerpt.of(text, SHOWN)).collect(Collectors.joining("\n"));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
