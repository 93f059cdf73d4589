package dev.emend.search;

import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A search that goes on from what an earlier one found. The earlier prompts race against the user's own on the new examples,
 * and the strategy starts from whoever wins, as if that were the seed. So nothing of the past is taken on trust: examples,
 * metric or model may have changed since.
 *
 * <p>That takes at most a third of the calls. Where these suffice, the first of the earlier prompts meets every validation
 * example, so that what became of its score can be said.
 */
public final class WarmStart implements Strategy {

    /** The operator of a prompt that comes from an earlier run. */
    public static final String EARLIER = "earlier";

    private static final double SHARE = 1.0 / 3;

    private final Strategy strategy;
    private final String run;
    private final List<Prompt> prompts;
    private final List<String> failedHypotheses;

    /**
     * @param run that wrote the prompts, as people call it
     * @param prompts best first, at least one
     * @param failedHypotheses what the strategy is told that has been tried in vain, newest last
     */
    public WarmStart(Strategy strategy, String run, List<Prompt> prompts, List<String> failedHypotheses) {
        this.strategy = strategy;
        this.run = run;
        this.prompts = List.copyOf(prompts);
        this.failedHypotheses = List.copyOf(failedHypotheses);
    }

    @Override
    public Profile profile() {
        return strategy.profile();
    }

    @Override
    public Set<Purpose> asks(Map<String, String> options) {
        return strategy.asks(options);
    }

    @Override
    public void search(Search search) {
        List<Draft> drafts = prompts.subList(0, affordable(search)).stream()
                .<Draft>map(prompt -> new Draft.Written(
                        new Proposal(prompt, List.of(search.seed().id()), EARLIER, "found by run " + run)))
                .toList();
        search.phase("the best of run " + run + " on the new examples");
        race(search, search.write(drafts));
        Candidate winner = search.leader();
        strategy.search(new StartingFrom(search, winner, failedHypotheses));
    }

    /**
     * Earlier candidates against the leader, on examples that all of them meet, so that whenever the budget ends there is something
     * to compare. The first of them then meets the validation examples that are left, where its share of the calls pays for that.
     *
     * @param earlier in their order, at least one; empty where it was refused
     */
    public static void race(Search search, List<Optional<Candidate>> earlier) {
        long before = search.callsLeft();
        long share = (long) (SHARE * before);
        List<Candidate> challengers = earlier.stream().flatMap(Optional::stream).toList();
        int block = Math.clamp(share / (challengers.size() + 1), 1, Contest.defaultBlock(search));
        new Contest(search, block).heat(challengers, EARLIER, share);
        earlier.getFirst().ifPresent(champion -> {
            int met = search.scoreboard()
                    .outcomes(champion.id(), search.validation())
                    .size();
            if (search.validation().size() - met <= share - (before - search.callsLeft())) {
                search.evaluate(List.of(champion), search.validation());
            }
        });
    }

    /** A race costs at most half of scoring everyone on everything; the champion meets the other half, too. */
    private int affordable(Search search) {
        double calls = SHARE * search.callsLeft();
        long entrants = (long) (2 * calls / search.validation().size()) - 2;
        return (int) Math.max(1, Math.min(prompts.size(), entrants));
    }
}
