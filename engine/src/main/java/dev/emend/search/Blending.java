package dev.emend.search;

import dev.emend.proposal.Blend;
import dev.emend.proposal.BlendDifferences;
import dev.emend.proposal.Crossover;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Graft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Parent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has candidates written from pairs of good prompts: their differences settled by the meta-model, one's demonstrations under
 * the other's instruction, their sections put together, their instructions crossed. Pairs of the best come first, and the
 * operators take turns, so that a few blends are of different kinds.
 */
public final class Blending {

    private static final int PARENTS = 4;

    /** Why a blend that is ahead does not lead. */
    public static final String NOT_PROVED = "ahead, but not proved better than its parents";

    /** Refused or unreadable drafts are made up for, but not for ever: so many are written for each blend, at most. */
    public static final int DRAFTS_A_BLEND = 3;

    private record Attempt(int first, int second, Operator operator) {}

    private final Authoring author;
    private final List<Operator> operators;

    public Blending(Authoring author) {
        this.author = author;
        this.operators = List.of(
                new BlendDifferences(author.description()),
                new Graft(),
                new Blend(),
                new Crossover(author.description()));
    }

    /**
     * @param ranked best first; the first {@value #PARENTS} become parents
     * @param wanted how many
     * @return at most so many; fewer where the prompts have too little to combine, or too much was refused
     */
    public List<Candidate> blends(List<Candidate> ranked, int wanted) {
        List<Candidate> best = ranked.subList(0, Math.min(PARENTS, ranked.size()));
        List<Candidate> blends = new ArrayList<>();
        List<Attempt> attempts = attempts(best.size());
        int next = 0;
        int drafted = 0;
        while (blends.size() < wanted && next < attempts.size() && drafted < DRAFTS_A_BLEND * wanted) {
            List<Draft> drafts = new ArrayList<>();
            while (next < attempts.size() && drafts.size() < wanted - blends.size()) {
                draft(attempts.get(next), best, next).ifPresent(drafts::add);
                next++;
            }
            drafted += drafts.size();
            blends.addAll(author.propose(drafts));
        }
        return blends;
    }

    /** Each pair with each operator once; the operator whose turn it is moves on with each pair. */
    private List<Attempt> attempts(int best) {
        List<int[]> pairs = new ArrayList<>();
        for (int first = 0; first < best; first++) {
            for (int second = first + 1; second < best; second++) {
                pairs.add(new int[] {first, second});
            }
        }
        pairs.sort(Comparator.comparingInt(pair -> pair[0] + pair[1]));
        List<Attempt> attempts = new ArrayList<>();
        for (int round = 0; round < operators.size(); round++) {
            for (int i = 0; i < pairs.size(); i++) {
                attempts.add(
                        new Attempt(pairs.get(i)[0], pairs.get(i)[1], operators.get((round + i) % operators.size())));
            }
        }
        return attempts;
    }

    private Optional<Draft> draft(Attempt attempt, List<Candidate> best, int number) {
        return attempt.operator.draft(Material.of(
                Stream.of(best.get(attempt.first), best.get(attempt.second))
                        .map(parent -> new Parent(parent.id(), parent.prompt()))
                        .toList(),
                author.random("blend " + number)));
    }
}
