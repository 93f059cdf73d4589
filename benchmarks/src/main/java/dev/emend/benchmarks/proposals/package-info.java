/** What proposals of real models have in common. */
@NullMarked
package dev.emend.benchmarks.proposals;

import org.jspecify.annotations.NullMarked;
