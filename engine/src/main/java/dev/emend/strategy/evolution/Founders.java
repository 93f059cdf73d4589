package dev.emend.strategy.evolution;

import dev.emend.prompt.Prompt;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The first population of an evolution: the seed, and instructions written from train examples alone and from the seed in
 * turn. Examples alone lead away from whatever is wrong with the seed; the seed's own words keep what is right with it. In place of
 * those that are refused, the seed is rewritten in ways of thinking.
 */
final class Founders {

    private Founders() {}

    static List<Candidate> of(Search search, int size) {
        return of(search, size, i -> search.seed().prompt());
    }

    /**
     * @param size of the population; fewer where so many replies are refused that others in their place are too
     * @param base by number, from 1: the prompt that a founder has its demonstrations from
     * @return the seed first
     */
    static List<Candidate> of(Search search, int size, IntFunction<Prompt> base) {
        search.phase("founding a population of " + size);
        Operator induction = new Induction(search.description(), search.train());
        Operator paraphrase = new Paraphrase();
        Operator style = new ThinkingStyle(search.description());
        List<Candidate> founders = new ArrayList<>(List.of(search.seed()));
        founders.addAll(Cohort.numbered(search, size - 1, number -> {
                    int i = number + 1;
                    if (i >= size) {
                        return draft(search, style, i, base);
                    }
                    Optional<Draft> induced = i % 2 == 1 ? draft(search, induction, i, base) : Optional.empty();
                    return induced.or(() -> draft(search, paraphrase, i, base));
                })
                .values());
        return founders;
    }

    private static Optional<Draft> draft(Search search, Operator operator, int i, IntFunction<Prompt> base) {
        return operator.draft(Material.of(
                new Parent(search.seed().id(), base.apply(i)),
                search.random("founder " + i + " by " + operator.name())));
    }
}
