package dev.emend.search;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.proposal.Parent;
import java.util.List;

/**
 * Looks at candidates' answers to train examples, before an operator writes from them. The examples come in one random order
 * for the whole search, so that most of what one candidate is asked, another was asked too. Used by one thread.
 */
public final class TrainLook {

    private final Search search;
    private final List<Example> order;
    private final int examples;

    /** @param examples how many a candidate answers at most, at least 1 */
    public TrainLook(Search search, int examples) {
        this.search = search;
        this.order = Lots.shuffled(search.train(), search.random("train order"));
        this.examples = examples;
    }

    /** The candidate with its answers to the first examples that it does not show itself. Costs a task call for each not known yet. */
    public Parent at(Candidate candidate) {
        return at(List.of(candidate)).getFirst();
    }

    /**
     * The candidates with their answers to the same examples, the first that none of them shows. Costs a task call for each answer that
     * is not known yet.
     *
     * @return in order
     */
    public List<Parent> at(List<Candidate> candidates) {
        List<Example> shared =
                unseen(candidates, order).stream().limit(examples).toList();
        search.evaluate(candidates, shared);
        return candidates.stream()
                .map(candidate -> Parents.answering(candidate, shared, search.scoreboard()))
                .toList();
    }

    /** What {@link #at(Candidate)} costs, in calls. */
    public long calls(Candidate candidate) {
        return calls(candidate, examples);
    }

    /** What {@link #atAll} costs, in calls. */
    public long calls(Candidate candidate, long most) {
        return unseen(candidate, order).stream()
                .limit(most)
                .filter(example ->
                        search.scoreboard().outcome(candidate.id(), example).isEmpty())
                .count();
    }

    /**
     * The candidate with all that is known of its answers to examples that it does not show itself, once it has answered the first
     * of them. Costs a task call for each of these that is not known yet.
     *
     * @param most how many it answers at most, at least 1
     */
    public Parent atAll(Candidate candidate, long most) {
        List<Example> unseen = unseen(candidate, order);
        search.evaluate(List.of(candidate), unseen.stream().limit(most).toList());
        return Parents.answering(candidate, unseen, search.scoreboard());
    }

    /** Those that the candidate does not show as demonstrations, in their order. */
    public static List<Example> unseen(Candidate candidate, List<Example> examples) {
        return unseen(List.of(candidate), examples);
    }

    /** Those that none of the candidates shows as demonstrations, in their order. */
    public static List<Example> unseen(List<Candidate> candidates, List<Example> examples) {
        return examples.stream()
                .filter(example -> candidates.stream()
                        .noneMatch(candidate -> candidate.prompt().demonstrates(example.inputs())))
                .toList();
    }

    /** The train examples that the seed does not show, since it would only copy their answers; all of train where it shows them all. */
    public static List<Example> unseen(Search search) {
        List<Example> unseen = unseen(search.seed(), search.train());
        return unseen.isEmpty() ? search.train() : unseen;
    }
}
