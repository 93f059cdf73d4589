package dev.emend.search;

import dev.emend.proposal.Draft;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** What it takes to write candidates: drafts become prompts, and the screen lets them through or not. Used by one thread. */
public interface Authoring {

    /** What the prompt is for, in a person's words. */
    String description();

    /**
     * Random numbers that depend on the run's seed and on {@code label} alone, so that draws may come in any order.
     */
    UniformRandomProvider random(String label);

    /**
     * Has the drafts written and screened. Where the last proposals were known candidates again, the meta-model is asked at
     * a higher temperature than a draft says.
     *
     * @return for each draft, in order, the candidate that it became; empty where it was unreadable or refused
     */
    List<Optional<Candidate>> write(List<Draft> drafts);

    /** As {@link #write}: the candidates alone, in the drafts' order. */
    default List<Candidate> propose(List<Draft> drafts) {
        return write(drafts).stream().flatMap(Optional::stream).toList();
    }
}
