package dev.emend.strategy.auto;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.Search;
import dev.emend.search.TrainLook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The end of {@link Auto}: the best by validation meet train examples that none of them shows and that no operator has looked
 * at, one of each row of data and as many as there are calls for, and the pooled scores decide. Of those within half an answer of the best the shortest leads, since every call pays for length.
 */
final class FreshFinals {

    /** In examples: what is less is no difference. */
    private static final double TOLD_APART = 0.5;

    private final Search search;
    private final Scoreboard scoreboard;

    FreshFinals(Search search) {
        this.search = search;
        this.scoreboard = search.scoreboard();
    }

    /** @param seen train examples that proposals were written from */
    void decide(List<Candidate> finalists, List<Example> seen) {
        if (finalists.size() < 2) {
            return;
        }
        List<Example> fresh = fresh(finalists, seen);
        if (!fresh.isEmpty()) {
            search.phase("finals: " + finalists.size() + " candidates on " + fresh.size() + " fresh examples");
            search.evaluate(finalists, fresh);
        }
        Candidate champion = shortestOfTheBest(finalists, fresh);
        if (!champion.equals(search.leader())) {
            search.lead(champion);
        }
    }

    private List<Example> fresh(List<Candidate> finalists, List<Example> seen) {
        // In the order of a file, the first may all be of one label.
        List<Example> train = Lots.shuffled(search.train(), search.random("fresh finals"));
        Set<Example> unshown = new LinkedHashSet<>(TrainLook.unseen(finalists, train));
        Set<String> known = Stream.concat(seen.stream(), train.stream().filter(example -> !unshown.contains(example)))
                .map(search::row)
                .collect(Collectors.toSet());
        return unshown.stream()
                .filter(example -> known.add(search.row(example)))
                .limit(Math.max(0, affordable(finalists.size())))
                .toList();
    }

    private long affordable(int finalists) {
        return search.callsLeft() == Long.MAX_VALUE
                ? search.train().size()
                : search.callsLeft() / Math.max(1, finalists);
    }

    private Candidate shortestOfTheBest(List<Candidate> finalists, List<Example> fresh) {
        List<Example> all = new ArrayList<>(search.validation());
        all.addAll(fresh);
        double best = finalists.stream()
                .mapToDouble(candidate -> scoreboard.score(candidate.id(), all))
                .max()
                .orElse(0);
        return finalists.stream()
                .filter(candidate -> scoreboard.score(candidate.id(), all) >= best - TOLD_APART / all.size())
                .min(Comparator.comparingInt(candidate -> candidate.prompt().length()))
                .orElseThrow();
    }
}
