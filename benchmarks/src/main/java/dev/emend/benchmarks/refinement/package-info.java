/** What refining answers, and prompts over a stream, is worth on public data. */
@NullMarked
package dev.emend.benchmarks.refinement;

import org.jspecify.annotations.NullMarked;
