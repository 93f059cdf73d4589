package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.proposal.Ask;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Strategy} works with. Model calls inside one service run in parallel; every decision is taken in order.
 * Used by one thread.
 */
public interface Search extends Authoring {

    /** The prompt that the search starts from, usually the user's own. Its id need not be 0. */
    Candidate seed();

    /** Examples for proposals: to show to the meta-model, to take as demonstrations. */
    List<Example> train();

    /**
     * The row of data that an example is made of. Several train examples are of one where a step of a chain works on elements of a list;
     * whoever is scored on one of them is scored on the row.
     *
     * @return its id
     */
    default String row(Example example) {
        return example.id();
    }

    /** Examples for selection. */
    List<Example> validation();

    /** What an earlier run believed of its prompts in vain, newest last; empty where there was none. */
    default List<String> failedHypotheses() {
        return List.of();
    }

    /** What the task file says behind the strategy's name. */
    Map<String, String> options();

    /** What the meta-model replies to each; an empty text where it rejects the request. */
    List<String> ask(List<Ask> questions);

    /** What the judge replies to each; an empty text where it rejects the request. */
    List<Completion> judge(List<Question> questions);

    /**
     * Scores candidates on examples. What is on the scoreboard already is not paid for again.
     *
     * @throws IllegalArgumentException where a candidate is none that this search has handed out
     */
    void evaluate(List<Assignment> assignments);

    /** Scores every candidate on all the examples, as {@link #evaluate(List)} does. */
    default void evaluate(List<Candidate> candidates, List<Example> examples) {
        evaluate(candidates.stream()
                .map(candidate -> new Assignment(candidate, examples))
                .toList());
    }

    /** Answers under other chances and temperatures than the scoreboard's, in the trials' order; they stay off it. */
    List<Outcome> sample(List<Trial> trials);

    Scoreboard scoreboard();

    /**
     * The steps that worked on with what a candidate's prompt wrote on an example that it has met, in the chain's order; empty where
     * its answer is the final one.
     */
    default List<Downstream> downstream(Candidate candidate, Example example) {
        return List.of();
    }

    /** Says, for people, that this candidate is out of the running; of the leader, only once another leads. */
    void drop(Candidate candidate, String why);

    /**
     * Names the best candidate known so far. It is the champion if the search ends now.
     *
     * @throws IllegalArgumentException where it is none that this search has handed out
     */
    void lead(Candidate candidate);

    /** The best candidate known so far; the seed at first. */
    Candidate leader();

    /**
     * How many more calls the search may make, or, where tokens, money or time suffice for fewer, for how many these are enough if
     * calls go on taking what they have taken so far; {@link Long#MAX_VALUE} where nothing is limited. Where an answer takes more than
     * one, as of a chain or where judges are asked about it, they count as one call: so many answers it can have.
     */
    long callsLeft();

    /**
     * Whether so many calls are left for what the search would do next. One that is told no is to end, and its report says that it ended
     * for want of calls.
     */
    default boolean lasts(long calls) {
        boolean enough = callsLeft() >= calls;
        if (!enough) {
            outOfCalls();
        }
        return enough;
    }

    /** Says that the search ends because what is left of the budget does not pay for what it would do next. */
    default void outOfCalls() {}

    /** The smallest gain, in [0, 1], that the gate would probably show on this task's hold-out. */
    double detectable();

    /** Tells what is being done now, such as "step 2: reflecting on 14 failures". */
    void phase(String what);
}
