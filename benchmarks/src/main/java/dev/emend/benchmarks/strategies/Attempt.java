package dev.emend.benchmarks.strategies;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which run: two equal attempts are the same run.
 *
 * @param print of the task's prompt, metric and rows
 * @param strategy by name, or another optimizer with its version, such as {@code gepa 0.1.4}
 * @param options of the strategy
 * @param seed of the search
 * @param calls for the search, over all models together
 */
record Attempt(
        String task,
        String print,
        String strategy,
        Map<String, String> options,
        long seed,
        String model,
        String metaModel,
        long calls) {

    public Attempt {
        options = new TreeMap<>(options);
    }

    /** The strategy with its options, as {@code --strategies} takes it. */
    String entrant() {
        StringBuilder text = new StringBuilder(strategy);
        String separator = ":";
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = ";";
        }
        return text.toString();
    }

    /** Names its journal. */
    String title() {
        return String.join(" ", task, print, entrant(), "seed " + seed, calls + " calls", model, metaModel);
    }
}
