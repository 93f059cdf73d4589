package dev.emend.run;

import dev.emend.prompt.Prompt;

/**
 * A prompt that enters a comparison.
 *
 * @param name what people call it, such as its file; unique in the comparison
 */
public record Entrant(String name, Prompt prompt) {}
