package dev.emend.strategy;

import dev.emend.proposal.Induction;
import dev.emend.proposal.Material;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Contest;
import dev.emend.search.Finals;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random search: many instructions are written in one go, each from the seed by an operator drawn by lot, and race once.
 *
 * <p>It is the baseline that any cleverer search has to beat at the same cost. That is not easy: "Prompt Optimization Is a
 * Coin Flip" (2026) finds that half of the runs of six published methods end below the prompt they began with, and proposes
 * such a batch of 10 to 20 candidates as a test of whether there is anything to gain at all. Emend's own; nothing is learnt on
 * the way, so nothing departs from anything.
 *
 * <p>Cost with c candidates and v validation examples: c calls to the meta-model, more where replies are refused, and at most
 * (c + 2)·v/2 to the task model.
 */
public final class BestOf implements Strategy {

    private static final Profile PROFILE = new Profile(
            "best-of",
            "writes many instructions at once, by operators drawn by lot, and races them: random search",
            "",
            Profile.Searches.INSTRUCTION,
            "candidates meta calls, (candidates + 2) x validation / 2 task calls; there is one step",
            List.of(Profile.Option.whole(
                    "candidates", 1, "16, fewer where calls are few", "instructions that are written and race")));

    private static final List<String> OPERATORS = List.of(Induction.NAME, Paraphrase.NAME, ThinkingStyle.NAME);

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        int most = new Settings(search).whole("candidates", 16);
        Contest contest = new Contest(search, Contest.defaultBlock(search));
        Candidate seed = search.seed();
        int count = affordable(search, most, 0);
        search.phase("writing " + count + " candidates");
        Operators operators = new Operators(search.description(), search.train());
        Parent parent = Parents.of(seed);
        List<Candidate> cohort = Cohort.of(search, count, written -> affordable(search, most, written), i -> {
            UniformRandomProvider random = search.random("draft " + i);
            Operator operator = operators.named(OPERATORS.get(random.nextInt(OPERATORS.size())));
            return operator.draft(Material.of(parent, random));
        });

        Cohort.announceRace(search, "", cohort);
        contest.race(cohort, "race");
    }

    /** As many candidates as the calls that are left pay for, some of which are written already. */
    private static int affordable(Search search, int most, int written) {
        return Finals.field(search, most, count -> count - written);
    }
}
