/** How well measures of groundedness tell answers that keep to their context from ones that do not, on public data. */
@NullMarked
package dev.emend.benchmarks.grounding;

import org.jspecify.annotations.NullMarked;
