package dev.emend.metric.grounding;

import java.util.List;

/** How well a context carries sentences. Made for one context; immutable and thread-safe. */
@FunctionalInterface
public interface Support {

    /** Looks for what carries one sentence. */
    Finding of(String sentence);

    /** Prepares contexts. Immutable, deterministic and thread-safe. */
    @FunctionalInterface
    interface Measure {

        /** The support that these passages together give. */
        Support from(List<String> passages);
    }

    /**
     * What was found for a sentence.
     *
     * @param share how much of it the context carries, in [0, 1]
     * @param unknown names and numbers in it that the context lacks, as they are written
     */
    record Finding(double share, List<String> unknown) {
        public Finding {
            unknown = List.copyOf(unknown);
        }

        /** Whether enough of the sentence is carried, and no name or number in it is unknown. */
        boolean supports(double threshold) {
            return share >= threshold && unknown.isEmpty();
        }
    }
}
