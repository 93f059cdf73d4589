package dev.emend.generation;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.prompt.Prompt;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the meta-model is told, a prompt for each of its jobs. They are prompts as any others: read from files, replaceable,
 * and candidates for an optimizer.
 *
 * @param prompts one for each job
 */
public record MetaPrompts(Map<Job, Prompt> prompts) {

    /** What the meta-model is asked for; one job a call, so that a small model can do it. */
    public enum Job {
        /** Guidance for one assignment, between fences. */
        WRITE("task", "inputs", "examples", "technique", "layout", "emphasis", "model", "constraints", "answer"),
        /** Whether a prompt has each property, a line each. */
        CRITIQUE("task", "prompt", "properties"),
        /** The guidance of a prompt with its faults mended, between fences. */
        MEND("task", "guidance", "faults"),
        /** One typical set of inputs, between fences. */
        INVENT("task", "inputs", "kind");

        private final Set<String> known;

        Job(String... known) {
            this.known = new TreeSet<>(Arrays.asList(known));
        }

        /** The name of its prompt, such as {@code generate-write}. */
        public String promptName() {
            return "generate-" + name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The placeholders that its prompt may have. */
        public Set<String> placeholders() {
            return Set.copyOf(known);
        }

        public static List<String> promptNames() {
            return Arrays.stream(values()).map(Job::promptName).toList();
        }
    }

    public MetaPrompts {
        prompts = Collections.unmodifiableMap(new EnumMap<>(prompts));
        for (Job job : Job.values()) {
            Prompt prompt = prompts.get(job);
            if (prompt == null) {
                throw new IllegalArgumentException("there is no prompt for the job " + job);
            }
            check(job, prompt);
        }
    }

    private static void check(Job job, Prompt prompt) {
        for (String placeholder : prompt.placeholders()) {
            if (!job.known.contains(placeholder)) {
                throw new InvalidInputException(
                        "the meta-prompt " + job.promptName() + " has the placeholder {{" + placeholder
                                + "}}, which nothing fills",
                        Where.NOWHERE,
                        "it should be one of " + String.join(", ", job.known) + ".");
            }
        }
        if (!prompt.placeholders().contains("task")) {
            throw new InvalidInputException(
                    "the meta-prompt " + job.promptName() + " does not say the task",
                    Where.NOWHERE,
                    "write {{task}} into it.");
        }
    }

    public Prompt of(Job job) {
        return java.util.Objects.requireNonNull(prompts.get(job));
    }

    /** The same with another prompt for one job. */
    public MetaPrompts with(Job job, Prompt prompt) {
        Map<Job, Prompt> changed = new EnumMap<>(prompts);
        changed.put(job, prompt);
        return new MetaPrompts(changed);
    }
}
