package dev.emend.benchmarks.comparison;

import java.util.List;
import java.util.Map;

/**
 * What one comparison came to, as a line of JSON.
 *
 * @param key task, its print, seed and model: a line with the same one is not made again
 * @param roles which prompt plays which part: {@code seed}, {@code parent} (the best that was given), {@code winner}, and {@code
 *     top} (the best mean of all, proved or not)
 * @param kinds of each prompt, the operator that made it
 * @param scores on the fresh rows, by the prompt's name, in the task's order
 * @param blends that were raced
 * @param refused blends that the screen refused
 * @param calls of the comparison
 */
record BlendLine(
        String key,
        String task,
        long seed,
        String model,
        Map<String, String> roles,
        Map<String, String> kinds,
        Map<String, List<Double>> scores,
        int blends,
        int refused,
        long calls,
        double seconds) {

    List<Double> scores(String role) {
        return scores.getOrDefault(roles.getOrDefault(role, ""), List.of());
    }

    boolean blendWon() {
        return !roles.getOrDefault("winner", "").equals(roles.getOrDefault("parent", ""));
    }
}
