package dev.emend.program;

import dev.emend.prompt.Prompt;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A prompt that is asked once for each element of a list. It writes the list of the answers, in the elements' order.
 *
 * @param renamed as for a {@link PromptStep}
 * @param over the variable with the list
 * @param item the variable in which the prompt finds the element; no later step sees it
 */
public record MapStep(String name, Prompt prompt, Map<String, String> renamed, String over, String item, String writes)
        implements Step {

    public MapStep {
        renamed = Collections.unmodifiableMap(new TreeMap<>(renamed));
    }

    /** A step whose placeholders are variables. */
    public static MapStep of(String name, Prompt prompt, String over, String item, String writes) {
        return new MapStep(name, prompt, Map.of(), over, item, writes);
    }

    public MapStep withPrompt(Prompt changed) {
        return new MapStep(name, changed, renamed, over, item, writes);
    }

    @Override
    public Set<String> reads() {
        Set<String> read = new LinkedHashSet<>(PromptStep.reads(prompt, renamed));
        read.remove(item);
        read.add(over);
        return read;
    }
}
