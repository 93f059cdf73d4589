package dev.emend.strategy;

import dev.emend.metric.Outcome;
import dev.emend.proposal.DemonstrationSets;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Parent;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Finals;
import dev.emend.search.OwnAnswers;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random search over demonstrations, after BootstrapFewShotWithRandomSearch of DSPy (Khattab et al., "DSPy: Compiling
 * Declarative Language Model Calls into Self-Improving Pipelines", 2023).
 *
 * <p>The prompt answers train examples, and where an answer is right it becomes a demonstration. Sets of such answers and of
 * labelled examples are drawn, and the set with which the prompt does best on validation wins; the instruction stays as it
 * is. The prompt without any demonstrations and sets of labels alone take part. Departures, each with its reason:
 *
 * <ul>
 *   <li>Half of the sets are labels drawn at random: 16, 8 and 4 of them, then other draws of as many. DSPy has one of 16. How
 *       many are shown matters by several points for small models, and the search must not do worse than the plain method of
 *       showing k random examples with the best k.
 *   <li>The other sets have a random number of own answers and of labels, where DSPy fills each set up to 16.
 *   <li>Answers are collected once, twice as many as a set shows at most, and every set draws from them. DSPy goes over the
 *       train examples anew for each set. The first labelled set does not help with the answering; that costs a prompt of 16
 *       demonstrations for each answer.
 *   <li>Labels that fill a set up are chosen so that every right answer is shown about as often as any other.
 *   <li>The sets race on validation examples that no demonstration comes from; DSPy scores them on train where no other
 *       examples are given.
 * </ul>
 *
 * <p>Cost: as many calls as it takes to get 8 right answers, at most a tenth of the budget; then one race, at most
 * (sets + 2)·v/2 calls with v validation examples. No call to the meta-model.
 */
public final class BootstrapFewShot implements Strategy {

    private static final Profile PROFILE = new Profile(
            "bootstrap",
            "shows labelled examples and right answers of the model's own, and keeps the best of many random sets",
            "Khattab et al., 2023, arXiv 2310.03714",
            Profile.Searches.DEMONSTRATIONS,
            "no meta call; about 16 answers to train examples, (programs + 2) x validation / 2 task calls",
            List.of(
                    Profile.Option.whole(
                            "programs",
                            1,
                            "16, fewer where calls are few",
                            "sets of demonstrations that race; one of several is empty where the prompt shows some"),
                    Profile.Option.whole(
                            "max-bootstrapped", 0, "4", "right answers of the model's own in a set, at most"),
                    Profile.Option.whole("max-labelled", 0, "16", "demonstrations in a set, at most"),
                    Profile.Option.number("threshold", 0, 1, "1", "the score from which on an answer is right")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        Options options = Options.in(new Settings(search));
        Contest contest = new Contest(search, Contest.defaultBlock(search));
        Candidate seed = search.seed();
        search.phase("collecting right answers to train examples");
        List<Outcome> right =
                OwnAnswers.right(search, Math.min(2 * options.mostOwn, 2 * options.most), options.threshold);
        DemonstrationSets choice = new DemonstrationSets(search.train(), right);

        Parent parent = Parents.of(seed);
        List<Draft> drafts = new ArrayList<>();
        int most = Finals.field(search, options.programs, programs -> 0);
        if (most > 1 && !seed.prompt().demonstrations().isEmpty()) {
            drafts.add(new DemonstrationSets.Shown(List.of(), "no demonstrations").draft(parent));
        }
        UniformRandomProvider random = search.random("demonstration sets");
        choice.sets(most - drafts.size(), options.most, options.mostOwn, random)
                .forEach(set -> drafts.add(set.draft(parent)));
        List<Candidate> programs = search.propose(drafts);

        search.phase("racing " + programs.size() + " sets of demonstrations");
        contest.race(programs, "race");
    }

    private record Options(int programs, int mostOwn, int most, double threshold) {

        static Options in(Settings settings) {
            return new Options(
                    settings.whole("programs", 16),
                    settings.whole("max-bootstrapped", 4),
                    settings.whole("max-labelled", 16),
                    settings.number("threshold", 1));
        }
    }
}
