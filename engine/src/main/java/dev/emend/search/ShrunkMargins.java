package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import java.util.List;

/**
 * By how much candidates are believed to be better than the leader. A mean paired difference on few examples is mostly chance, and
 * the leader was chosen for its luck too; so each is drawn towards the mean of all that were raced, the more the fewer examples
 * stand behind it: the empirical Bayes estimate of a normal mean (Efron and Morris, "Stein's Estimation Rule and Its Competitors",
 * 1973). Candidates that have met different examples can be compared by it. Good until the leader changes.
 */
public final class ShrunkMargins {

    /** The standard deviation of one paired difference between two prompts' scores on an example. */
    public static final double EXAMPLE_DEVIATION = 0.5;

    /** How prompts of one search differ from each other. */
    private static final double PROMPT_DEVIATION = 0.1;

    /** How many examples say as much as what is known of all prompts together. */
    private static final double PRIOR_EXAMPLES = Math.pow(EXAMPLE_DEVIATION / PROMPT_DEVIATION, 2);

    private final Contest contest;
    private final Scoreboard scoreboard;
    private final List<Example> validation;
    private final Candidate leader;
    private final double mean;

    /** @param raced all that have been measured, the leader among them or not */
    public ShrunkMargins(Search search, Contest contest, List<Candidate> raced) {
        this.contest = contest;
        this.scoreboard = search.scoreboard();
        this.validation = search.validation();
        this.leader = search.leader();
        double weighted = 0;
        double weights = 0;
        for (Candidate candidate : raced) {
            double known = candidate.equals(leader) ? 0 : examples(candidate);
            double weight = known / (known + PRIOR_EXAMPLES);
            weighted += weight * contest.margin(candidate);
            weights += weight;
        }
        // The leader is the best so far: others are not expected to be better.
        this.mean = weights == 0 ? 0 : Math.min(0, weighted / weights);
    }

    /** In [-1, 1]; 0 for the leader itself. */
    public double of(Candidate candidate) {
        return candidate.equals(leader) ? 0 : shrunk(contest.margin(candidate), examples(candidate), mean);
    }

    /**
     * A difference of scores, drawn towards the mean of all.
     *
     * @param value in [-1, 1]
     * @param examples on how many it was seen, at least 0
     * @param mean of all such differences, in [-1, 1]
     */
    public static double shrunk(double value, int examples, double mean) {
        return (value * examples + mean * PRIOR_EXAMPLES) / (examples + PRIOR_EXAMPLES);
    }

    /** What it may well be worth: one standard deviation above {@link #of}. */
    public double hoped(Candidate candidate) {
        return of(candidate) + deviation(candidate);
    }

    /**
     * Whether one that has met as much as the leader may well be as good: it is no more than one standard deviation behind. Its own
     * answers are enough to say so; how poor the others are says nothing of it.
     */
    public boolean isLevel(Candidate candidate) {
        return candidate.equals(leader) || contest.margin(candidate) + deviation(candidate) > 0;
    }

    private double deviation(Candidate candidate) {
        return PROMPT_DEVIATION * Math.sqrt(PRIOR_EXAMPLES / (examples(candidate) + PRIOR_EXAMPLES));
    }

    private int examples(Candidate candidate) {
        return scoreboard.shared(leader.id(), candidate.id(), validation).size();
    }
}
