package dev.emend.format.specification;

import dev.emend.Fingerprint;
import dev.emend.format.prompt.FrontMatter;
import dev.emend.format.prompt.PromptFile;
import dev.emend.generation.Gap;
import dev.emend.generation.Generated;
import dev.emend.generation.GeneratedPrompt;
import dev.emend.generation.GeneratedPrompt.Standing;
import dev.emend.generation.JudgeForm;
import dev.emend.generation.PropertyCheck;
import dev.emend.generation.Specification;
import dev.emend.generation.Specification.Artifact;
import dev.emend.generation.Specification.Named;
import dev.emend.prompt.Prompt;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A candidate as a prompt file that says under {@code metadata.emend} what it serves, how it was criticized, what it takes for
 * granted, and whether anything is proven. It holds no time of day: the same outcome gives the same file.
 */
public final class CandidateFile {

    private static final String RUBRIC = "rubric";

    private final Specification specification;
    private final Generated generated;
    private final Map<String, ?> origin;

    /** @param origin where it comes from, such as version, models and seed, in order */
    public CandidateFile(Specification specification, Generated generated, Map<String, ?> origin) {
        this.specification = specification;
        this.generated = generated;
        this.origin = origin;
    }

    public PromptFile of(GeneratedPrompt candidate) {
        Map<String, Object> fields = new LinkedHashMap<>(origin);
        fields.put("specification", specification.fingerprint());
        fields.put("prompt", candidate.prompt().fingerprint());
        if (specification.artifact() == Artifact.JUDGE) {
            // What is written into the rubric's own file would be read to the judge.
            fields.put(RUBRIC, fingerprint(JudgeForm.rubric(specification, candidate)));
        }
        fields.putAll(facts(candidate));
        return file(candidate.prompt()).withProvenance(fields);
    }

    /**
     * Whether a rubric is the one that was written beside a judge's prompt.
     *
     * @param judge the prompt's file
     */
    public static boolean isRubricOf(PromptFile judge, String rubric) {
        return judge.rest().metadata().get("emend") instanceof Map<?, ?> provenance
                && fingerprint(rubric).equals(provenance.get(RUBRIC));
    }

    private static String fingerprint(String rubric) {
        return Fingerprint.of("rubric").add(rubric).hex();
    }

    /**
     * The step of a chain that has the candidate's guidance. What is known of the candidate is known of the whole chain.
     *
     * @param chain its file
     */
    public PromptFile of(GeneratedPrompt candidate, Prompt step, String chain) {
        Map<String, Object> fields = new LinkedHashMap<>(origin);
        fields.put("specification", specification.fingerprint());
        fields.put("prompt", step.fingerprint());
        fields.put("chain", chain);
        fields.putAll(facts(candidate));
        return file(step).withProvenance(fields);
    }

    /** The plain prompt, or a step of a chain that is the same for every candidate. */
    public PromptFile of(Prompt prompt) {
        Map<String, Object> fields = new LinkedHashMap<>(origin);
        fields.put("specification", specification.fingerprint());
        fields.put("prompt", prompt.fingerprint());
        fields.put("writtenBy", "rule");
        return file(prompt).withProvenance(fields);
    }

    private PromptFile file(Prompt prompt) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        for (String name : prompt.placeholders()) {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("kind", "string");
            specification.inputs().stream()
                    .filter(own -> own.name().equals(name) && !own.description().isBlank())
                    .map(Named::description)
                    .forEach(description -> input.put("description", description));
            inputs.put(name, input);
        }
        return new PromptFile(prompt, new FrontMatter(Map.of(), Map.of(), inputs, Map.of()));
    }

    /** What is known of a candidate, for its file and for JSON. */
    public Map<String, Object> facts(GeneratedPrompt candidate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("candidate", candidate.number());
        fields.put("property", candidate.assignment().property());
        fields.put("technique", candidate.assignment().technique().label());
        fields.put("layout", candidate.assignment().layout().label());
        fields.put("emphasis", candidate.assignment().emphasis().property());
        fields.put("writtenBy", candidate.origin().label());
        if (!candidate.hypothesis().isEmpty()) {
            fields.put("hypothesis", candidate.hypothesis());
        }
        fields.put("evidence", candidate.isScored() ? "scored" : "unproven");
        candidate.standing().ifPresent(standing -> fields.put("standing", standing(standing)));
        fields.put(
                "critique",
                candidate.critique().stream().map(CandidateFile::check).toList());
        fields.put(
                "assumptions",
                Stream.concat(generated.open().stream().map(Gap::assumption), candidate.assumptions().stream())
                        .toList());
        return fields;
    }

    /** A standing, for files and for JSON. */
    public static Map<String, Object> standing(Standing standing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "by",
                switch (standing.basis()) {
                    case METRIC -> "metric";
                    case JUDGE -> "judge, against the plain prompt on inputs without right answers";
                });
        fields.put("score", rounded(standing.estimate().value()));
        fields.put(
                "interval",
                List.of(
                        rounded(standing.estimate().interval().low()),
                        rounded(standing.estimate().interval().high())));
        fields.put("n", standing.estimate().n());
        standing.overPlain().ifPresent(over -> {
            Map<String, Object> difference = new LinkedHashMap<>();
            difference.put("value", rounded(over.value()));
            difference.put(
                    "interval",
                    List.of(
                            rounded(over.interval().low()),
                            rounded(over.interval().high())));
            difference.put(
                    "p", BigDecimal.valueOf(over.p()).round(new MathContext(3)).doubleValue());
            difference.put("test", over.test());
            fields.put("overPlain", difference);
        });
        return fields;
    }

    private static Map<String, Object> check(PropertyCheck check) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("property", check.property());
        fields.put("verdict", check.verdict().label());
        fields.put("why", check.why());
        fields.put("by", check.by().label());
        return fields;
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
    }
}
