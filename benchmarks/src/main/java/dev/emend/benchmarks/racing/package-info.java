/** What races save and what they risk, replayed on success matrices that real runs left. */
@NullMarked
package dev.emend.benchmarks.racing;

import org.jspecify.annotations.NullMarked;
