package dev.emend.search;

import dev.emend.data.Example;
import java.util.List;

/**
 * The validation examples on which a search scores all its candidates: progressive sampling (Provost, Jensen and Oates, "Efficient
 * Progressive Sampling", 1999). No error on few examples may be luck, so where the leader makes none they are doubled and all candidates
 * scored anew, for as long as the calls last beside the finals. Used by one thread.
 */
public final class ProgressiveSample {

    private final Search search;
    private final Contest contest;
    private final Finals finals;
    private List<Example> examples;

    /** @param size at first, at least 1; all of validation where there are fewer */
    public ProgressiveSample(Search search, Contest contest, Finals finals, int size) {
        this.search = search;
        this.contest = contest;
        this.finals = finals;
        this.examples = contest.development(size);
    }

    /** As they are now; fewer of them are the beginning of more. */
    public List<Example> examples() {
        return examples;
    }

    public int size() {
        return examples.size();
    }

    /** Whether these are all of validation, so that there is nothing left for finals to show. */
    public boolean isWhole() {
        return size() == search.validation().size();
    }

    /** On the examples as they are now, in [0, 1]. */
    public double score(Candidate candidate) {
        return search.scoreboard().score(candidate.id(), examples);
    }

    /**
     * Whether the leader makes an error on the examples, once these are as many as it takes to find one. Who scores better on more
     * of them leads from then on.
     *
     * @param candidates all that were scored on the examples, the leader among them
     * @return false also where the calls do not last for more examples
     */
    public boolean showsError(List<Candidate> candidates) {
        while (score(search.leader()) == 1 && !isWhole()) {
            List<Example> larger = contest.development(2 * size());
            if (!finals.allow((long) candidates.size() * (larger.size() - size()))) {
                return false;
            }
            search.phase("no error on " + size() + " examples: scoring on " + larger.size());
            examples = larger;
            contest.challenge(contest.ranked(candidates, larger).getFirst());
        }
        return score(search.leader()) < 1;
    }
}
