/**
 * Emend's engine: it writes, tests and rewrites prompts, and proves each change on examples that no search has seen.
 *
 * <p>The packages follow a candidate prompt on its way: {@code prompt}, {@code program} (a prompt, or a chain of them) and {@code data}
 * hold what comes in, {@code model} is the port to language models, {@code proposal} writes a candidate and screens it, {@code evaluation}
 * scores it with a {@code metric}, which may ask a {@code judge}, a {@code strategy} keeps or drops it by the services of {@code search},
 * and {@code run} holds the budget, the journal and the gate that decides whether it may replace the user's own prompt.
 * {@code generation} writes first prompts from a specification, and {@code refine} mends answers one by one. The engine knows no
 * provider, no database, no file format and no screen.
 */
@NullMarked
package dev.emend;

import org.jspecify.annotations.NullMarked;
