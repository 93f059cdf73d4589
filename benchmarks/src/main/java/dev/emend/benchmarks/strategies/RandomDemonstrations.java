package dev.emend.benchmarks.strategies;

import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * The baseline that a strategy must beat to be worth its code: k train examples drawn at random are shown before the seed's
 * instruction, and k is chosen on validation. No model writes anything.
 *
 * <p>For each k but 0 there are three draws. All of them, and the seed prompt for k = 0, answer the same validation examples,
 * as many as the budget pays for, and the best mean leads. For ten prompts and 300 calls, 30 examples.
 */
public final class RandomDemonstrations implements Strategy {

    static final String NAME = "random-demonstrations";

    private static final Profile PROFILE = new Profile(
            NAME,
            "shows random train examples, and chooses how many on validation",
            "",
            Profile.Searches.DEMONSTRATIONS,
            "one step: (1 + sizes x draws) x validation task calls, or what there is",
            List.of(
                    Profile.Option.text(
                            "sizes", "4, 8, 16", "how many examples are shown; the seed prompt shows its own"),
                    Profile.Option.whole("draws", 1, "3", "draws of each size")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        Settings settings = new Settings(search);
        int draws = settings.whole("draws", 3);
        List<Draft> drafts = new ArrayList<>();
        for (String text : settings.someOf("sizes", List.of("4", "8", "16"))) {
            int size = Integer.parseInt(text);
            for (int draw = 1; draw <= draws; draw++) {
                drafts.add(shown(search, size, "draw " + draw + " of " + size));
            }
        }
        search.phase("scoring " + drafts.size() + " draws of demonstrations and the seed");
        List<Candidate> candidates = new ArrayList<>(List.of(search.seed()));
        candidates.addAll(search.propose(drafts));
        long each = search.callsLeft() / candidates.size();
        int examples = (int) Math.clamp(each, 1, search.validation().size());
        Contest contest = new Contest(search, examples);
        List<Candidate> ranked = contest.ranked(candidates, contest.development(examples));
        search.lead(ranked.getFirst());
        ranked.subList(1, ranked.size()).stream()
                .filter(candidate -> !candidate.equals(search.seed()))
                .forEach(candidate -> search.drop(candidate, "not the best"));
    }

    private static Draft shown(Search search, int size, String label) {
        List<Example> train = new ArrayList<>(search.train());
        ListSampler.shuffle(search.random(label), train);
        List<Demonstration> demonstrations = train.stream()
                .filter(example -> !example.expected().isEmpty())
                .limit(size)
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList();
        return new Draft.Written(new Proposal(
                search.seed().prompt().withDemonstrations(demonstrations),
                List.of(search.seed().id()),
                "show at random",
                label));
    }
}
