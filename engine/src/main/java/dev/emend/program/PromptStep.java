package dev.emend.program;

import dev.emend.prompt.Prompt;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A prompt that the task model answers.
 *
 * @param renamed the variable that a placeholder reads, by placeholder; one that is not named reads the variable of its own name
 * @param type the form that the answer has to have
 */
public record PromptStep(String name, Prompt prompt, Map<String, String> renamed, String writes, OutputType type)
        implements Step {

    public PromptStep {
        renamed = Collections.unmodifiableMap(new TreeMap<>(renamed));
    }

    /** A step that writes text, and whose placeholders are variables. */
    public static PromptStep of(String name, Prompt prompt, String writes) {
        return new PromptStep(name, prompt, Map.of(), writes, OutputType.TEXT);
    }

    public PromptStep typed(OutputType other) {
        return new PromptStep(name, prompt, renamed, writes, other);
    }

    public PromptStep withPrompt(Prompt changed) {
        return new PromptStep(name, changed, renamed, writes, type);
    }

    @Override
    public Set<String> reads() {
        return reads(prompt, renamed);
    }

    static Set<String> reads(Prompt prompt, Map<String, String> renamed) {
        Set<String> read = new LinkedHashSet<>();
        prompt.placeholders().forEach(placeholder -> read.add(renamed.getOrDefault(placeholder, placeholder)));
        return read;
    }

    /** The value of each placeholder. */
    static Map<String, String> inputs(Prompt prompt, Map<String, String> renamed, Map<String, String> variables) {
        Map<String, String> inputs = new TreeMap<>();
        for (String placeholder : prompt.placeholders()) {
            String value = variables.get(renamed.getOrDefault(placeholder, placeholder));
            if (value != null) {
                inputs.put(placeholder, value);
            }
        }
        return inputs;
    }
}
