/** What comparing and blending prompts is worth, on public data. */
@NullMarked
package dev.emend.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
