package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import dev.emend.proposal.Parent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at candidates' answers to train examples, before an operator writes from them. The examples come in one random order
 * for the whole search, so that most of what one candidate is asked, another was asked too.
 */
final class TrainLook {

    private final Search search;
    private final List<Example> order;
    private final int examples;

    /** @param examples how many a candidate answers at most */
    TrainLook(Search search, int examples) {
        this.search = search;
        this.order = Lots.shuffled(search.train(), search.random("train order"));
        this.examples = examples;
    }

    /** The candidate with its answers to the first examples that it does not show itself. Costs what is not known yet. */
    Parent at(Candidate candidate) {
        List<Example> some = unseen(candidate, order).stream().limit(examples).toList();
        search.evaluate(List.of(candidate), some);
        return Parents.answering(candidate, some, search.scoreboard());
    }

    /**
     * The candidate with all that is known of its answers to examples that it does not show itself, once it has answered the first
     * of them.
     *
     * @param most how many it answers at most; no fewer than for any other look
     */
    Parent atAll(Candidate candidate, long most) {
        List<Example> unseen = unseen(candidate, order);
        search.evaluate(
                List.of(candidate),
                unseen.stream().limit(Math.max(most, examples)).toList());
        return Parents.answering(candidate, unseen, search.scoreboard());
    }

    /** Those that the candidate does not show as demonstrations, in their order. */
    static List<Example> unseen(Candidate candidate, List<Example> examples) {
        Set<String> shown = shown(candidate);
        return examples.stream()
                .filter(example -> !shown.contains(example.id()))
                .toList();
    }

    /** Ids of the examples that the candidate shows as demonstrations. */
    static Set<String> shown(Candidate candidate) {
        return candidate.prompt().demonstrations().stream()
                .map(Demonstration::exampleId)
                .collect(Collectors.toSet());
    }
}
