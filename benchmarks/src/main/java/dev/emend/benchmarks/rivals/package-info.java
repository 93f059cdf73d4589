/** What other optimizers run behind, so that their calls are counted like ours. The drivers are in benchmarks/rivals. */
@NullMarked
package dev.emend.benchmarks.rivals;

import org.jspecify.annotations.NullMarked;
