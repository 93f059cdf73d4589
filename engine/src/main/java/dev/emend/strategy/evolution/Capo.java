package dev.emend.strategy.evolution;

import dev.emend.Lots;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Breeding;
import dev.emend.proposal.Demonstrating;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.DemonstrationMutation;
import dev.emend.proposal.DemonstrationPool;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * CAPO (Zehle et al., "CAPO: Cost-Aware Prompt Optimization", 2025).
 *
 * <p>An evolution of whole prompts: an instruction and up to five demonstrations. In each step some pairs of the population
 * are crossed: the meta-model writes the child's instruction from theirs and varies it; its demonstrations are drawn from
 * both, as many as they show on average, and one is added, or one dropped, or their order changed; a seed that shows more than
 * five passes them on. Children and population
 * race on blocks of examples for the places of the population. Length costs: as many characters as the longest of the first
 * population has take 5 points off a score. Departures, each with its reason:
 *
 * <ul>
 *   <li>The race has an error that is controlled for all comparisons and looks together ({@link Contest#survivors}). The paper
 *       tests each pair after each block at α = 0.2, which drops a best candidate more often the more there are.
 *   <li>Where calls are limited, the last go without proof when the race would cost more than its share, and every race
 *       meets the examples in the same order, as in the paper: who survived has its scores there already. That flatters
 *       survivors, so that no error is promised then. Where calls are not limited each race has an order of its own.
 *   <li>The penalty counts in every comparison, the last one too; the published code leaves it out of the final ranking.
 *   <li>One request crosses and varies an instruction, where the paper makes two. A child whose instruction is refused has
 *       a parent's and its own demonstrations.
 *   <li>Demonstrations show the right answer alone; the paper has the task model reason first, and keeps its reasoning where
 *       the answer is right. They are drawn so that every answer is shown about as often.
 *   <li>Length is counted in characters, since tokens differ between models.
 *   <li>The first instructions are the seed's and what is written from it and from train examples. The population and the
 *       examples of a race shrink where calls are limited, and the search ends where some steps bring no new leader.
 * </ul>
 *
 * <p>Cost: of a step with c children and races of about d examples, c calls to the meta-model and c·d to the task model, less
 * what the race saves, and what survivors have not met before; of the first race as much for the population.
 */
public final class Capo implements Strategy {

    private static final int POPULATION = 10;
    private static final double CHILDREN_A_MEMBER = 0.4;

    private static final Profile PROFILE = new Profile(
            "capo",
            "evolves instruction and demonstrations together, races for survival, and makes length cost",
            "Zehle et al., 2025, arXiv 2504.16005",
            Profile.Searches.BOTH,
            "crossovers meta calls, about crossovers x examples task calls",
            List.of(
                    Scale.populationOption(POPULATION, "members"),
                    Profile.Option.whole("crossovers", 1, "4 for 10 members", "children a step"),
                    Profile.Option.whole(
                            "shots", 0, "5", "demonstrations a prompt shows at most, unless the seed shows more"),
                    Profile.Option.number(
                            "length-penalty",
                            0,
                            1,
                            "0.05",
                            "what the length of the longest first prompt takes off a score"),
                    Scale.examplesOption("that a race costs for each entrant, about"),
                    Profile.Option.whole("block", 1, "half of examples, 4 to 12", "examples in a block of a race"),
                    Profile.Option.whole("steps", 1, "50", "at most"),
                    Profile.Option.whole(
                            "patience", 1, "5", "steps without a new leader after which the search ends")));

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Evolution(search).run();
    }

    /** One search's state. */
    private static final class Evolution {

        private final Search search;
        private final Contest contest;
        private final Breeding breeding;
        private final ThinkingStyle style;
        private final DemonstrationChoice choice;
        private final DemonstrationMutation mutation;
        private final Scale scale;
        private final int crossovers;
        private final int shots;
        private final double gamma;
        private final Generations generations;

        private final int places;
        private final int longest;

        private List<Candidate> population;
        private boolean raced;

        Evolution(Search search) {
            this.search = search;
            Settings settings = new Settings(search);
            this.scale = Scale.of(search, POPULATION);
            int most = Math.clamp(scale.examples() / 2, 4, 12);
            this.contest = new Contest(search, settings.whole("block", most));
            this.crossovers =
                    settings.whole("crossovers", (int) Math.max(1, Math.round(CHILDREN_A_MEMBER * scale.population())));
            this.shots = settings.whole("shots", DemonstrationMutation.MOST);
            this.gamma = settings.number("length-penalty", 0.05);
            this.generations =
                    new Generations(search, contest, settings.whole("steps", 50), settings.whole("patience", 5));
            this.breeding = new Breeding(search.description());
            this.style = new ThinkingStyle(search.description());
            this.choice = new DemonstrationChoice(search.train());
            this.mutation = new DemonstrationMutation(search.train(), shots);
            this.population = founders();
            this.places = population.size();
            this.longest = population.stream()
                    .mapToInt(candidate -> candidate.prompt().length())
                    .reduce(1, Math::max);
        }

        /** Where a founder's instruction was refused, it has the seed's, and its own demonstrations. */
        private List<Candidate> founders() {
            List<Candidate> founders =
                    new ArrayList<>(Founders.of(search, scale.population(), number -> founder("founder " + number)));
            List<Draft> more = new ArrayList<>();
            for (int i = founders.size(); i < scale.population(); i++) {
                more.add(shown(search.seed(), founder("more " + i).demonstrations()));
            }
            founders.addAll(search.propose(more));
            return founders;
        }

        /** The seed with some demonstrations, from none to as many as may be. */
        private Prompt founder(String label) {
            UniformRandomProvider random = search.random(label + " demonstrations");
            int size = random.nextInt(shots + 1);
            return search.seed().prompt().withDemonstrations(choice.choose(size, List.of(), example -> 0, random));
        }

        void run() {
            generations.run(step -> cost(), this::step);
            if (!raced) {
                population = contest.ranked(population, contest.development(scale.examples()), this::penalty);
            }
            contest.finals(Scale.FINALISTS).race(population, this::penalty);
        }

        /** Whether there was a race. */
        private boolean step(int step) {
            search.phase("step " + step + ": breeding " + crossovers);
            List<Candidate> entrants = new ArrayList<>(population);
            entrants.addAll(children(step));
            if (entrants.size() <= places) {
                return false;
            }
            race(entrants, step);
            return true;
        }

        /** Before the first race nobody has been scored yet. */
        private long cost() {
            int unscored = crossovers + (raced ? 0 : population.size());
            return crossovers + (long) unscored * scale.examples();
        }

        private void race(List<Candidate> entrants, int step) {
            raced = true;
            boolean limited = search.callsLeft() != Long.MAX_VALUE;
            search.phase("step " + step + ": " + entrants.size() + " race for " + places + " places");
            population = contest.survivors(
                    entrants,
                    places,
                    this::penalty,
                    limited ? (long) entrants.size() * scale.examples() : Long.MAX_VALUE,
                    limited ? "blocks" : "step " + step + " blocks");
        }

        private double penalty(Candidate candidate) {
            return gamma * candidate.prompt().length() / longest;
        }

        private List<Candidate> children(int step) {
            List<Draft> drafts = new ArrayList<>();
            List<Draft> otherwise = new ArrayList<>();
            for (int i = 0; i < crossovers; i++) {
                UniformRandomProvider random = search.random("step " + step + " child " + i);
                List<Candidate> parents = Lots.drawn(population, 2, random);
                List<Demonstration> shown = mutation.mutated(
                        DemonstrationPool.drawn(
                                parents.getFirst().prompt().demonstrations(),
                                parents.getLast().prompt().demonstrations(),
                                random),
                        random);
                // Each parent is handed over with the child's demonstrations, so that those are what the child shows.
                Material material = Material.of(
                        parents.stream()
                                .map(parent ->
                                        new Parent(parent.id(), parent.prompt().withDemonstrations(shown)))
                                .toList(),
                        random);
                drafts.add(
                        breeding.draft(material).or(() -> style.draft(material)).orElseThrow());
                otherwise.add(shown(parents.getFirst(), shown));
            }
            List<Candidate> children = new ArrayList<>();
            List<Draft> again = new ArrayList<>();
            List<Optional<Candidate>> written = search.write(drafts);
            for (int i = 0; i < crossovers; i++) {
                written.get(i).ifPresent(children::add);
                if (written.get(i).isEmpty()) {
                    again.add(otherwise.get(i));
                }
            }
            children.addAll(search.propose(again));
            return children;
        }

        private static Draft shown(Candidate parent, List<Demonstration> demonstrations) {
            return Demonstrating.shown(
                    Parents.of(parent), demonstrations, "show " + demonstrations.size() + " examples");
        }
    }
}
