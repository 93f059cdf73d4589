package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Draft;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a {@link Strategy} works with. Model calls inside one service run in parallel; every decision is taken in order.
 * Used by one thread.
 */
public interface Search {

    /** What the prompt is for, in a person's words. */
    String description();

    /** The user's own prompt, candidate 0. */
    Candidate seed();

    /** Examples for proposals: to show to the meta-model, to take as demonstrations. */
    List<Example> train();

    /** Examples for selection. */
    List<Example> validation();

    /** What the task file says behind the strategy's name. */
    Map<String, String> options();

    /**
     * Random numbers that depend on the run's seed and on {@code label} alone, so that a strategy may draw in any order.
     */
    UniformRandomProvider random(String label);

    /** Has the drafts written and screened. The candidates that pass are returned in the drafts' order. */
    List<Candidate> propose(List<Draft> drafts);

    /** Scores the candidates on the examples. What is on the scoreboard already is not paid for again. */
    void evaluate(List<Candidate> candidates, List<Example> examples);

    Scoreboard scoreboard();

    /** Says, for people, that this candidate is out of the running. */
    void drop(Candidate candidate, String why);

    /** Names the best candidate known so far. It is the champion if the search ends now. */
    void lead(Candidate candidate);

    /** The best candidate known so far; the seed at first. */
    Candidate leader();

    /** How many more calls the search may make; {@link Long#MAX_VALUE} where calls are not limited. */
    long callsLeft();

    /** Tells what is being done now, such as "step 2: reflecting on 14 failures". */
    void phase(String what);
}
