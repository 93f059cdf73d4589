/**
 * A run from the task to the verdict: budget and ledger, the journal port, the gate, and the stream of events that
 * every view reads.
 */
@NullMarked
package dev.emend.run;

import org.jspecify.annotations.NullMarked;
