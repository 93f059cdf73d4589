/** What generating prompts from a specification is worth: against a naive prompt, and against drawing one request again. */
@NullMarked
package dev.emend.benchmarks.generation;

import org.jspecify.annotations.NullMarked;
