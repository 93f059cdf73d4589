package dev.emend.prompt;

import java.util.Map;
import java.util.TreeMap;

/**
 * A worked example inside a prompt: inputs, and the answer that is right for them.
 *
 * @param exampleId the example it was taken from, or empty where a person wrote it
 * @param inputs by placeholder
 * @param output the answer, as the model should write it
 */
public record Demonstration(String exampleId, Map<String, String> inputs, String output) {

    public Demonstration {
        inputs = java.util.Collections.unmodifiableMap(new TreeMap<>(inputs));
    }
}
