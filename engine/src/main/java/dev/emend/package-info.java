/**
 * Emend's engine: it writes, tests and rewrites prompts, and proves each change on examples that no search has seen.
 *
 * <p>The packages follow a candidate prompt on its way: {@code prompt} and {@code data} hold what comes in,
 * {@code proposal} writes a candidate and screens it, {@code evaluation} scores it with a {@code metric}, {@code search}
 * keeps or drops it, and {@code run} holds the budget, the journal and the gate that decides whether it may replace the
 * user's own prompt. The engine knows no provider, no database, no file format and no screen.
 */
@NullMarked
package dev.emend;

import org.jspecify.annotations.NullMarked;
