/**
 * Prompt files: a strict subset of Prompty v2. YAML front matter between lines of {@code ---} says how the prompt is
 * used; behind it, each line that is {@code system:}, {@code user:} or {@code assistant:} begins a message. {@link
 * dev.emend.format.prompt.PromptDiff} shows people what changed between two prompts.
 */
@NullMarked
package dev.emend.format.prompt;

import org.jspecify.annotations.NullMarked;
