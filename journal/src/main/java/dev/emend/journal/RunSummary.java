package dev.emend.journal;

import dev.emend.run.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A run at a glance.
 *
 * @param created by the wall clock; for display only
 * @param calls journaled so far
 * @param verdict empty until the run is finished
 */
public record RunSummary(String id, String task, Instant created, long calls, Optional<Verdict> verdict) {

    public boolean finished() {
        return verdict.isPresent();
    }
}
