package dev.emend.strategy.evolution;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Breeding;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * EvoPrompt's genetic algorithm (Guo et al., "Connecting Large Language Models with Evolutionary Algorithms Yields Powerful
 * Prompt Optimizers", 2023).
 *
 * <p>A population of instructions. In each generation every place of it has a child: two parents are drawn in proportion to
 * their scores, or the better of two each time, and the meta-model crosses them and varies the result, in one request
 * ({@link Breeding}). Of parents and children the best stay, as many as the population has places. Departures, each with its
 * reason:
 *
 * <ul>
 *   <li>The two parents are different ones. In the published code the wheel is turned first and parents are drawn from what
 *       it gave, so that a good prompt is crossed with itself.
 *   <li>Of equals the younger stay. On few examples equals are common, and a population that keeps its elders would stand
 *       still; the paper says nothing of ties.
 *   <li>The first population is the seed and what is written from it and from train examples; the paper has prompts by
 *       people for each task.
 *   <li>Where calls are limited, the population and its examples shrink until a few generations fit; the paper has ten
 *       members, ten generations and 200 examples. The search also ends where some generations bring no new leader.
 *   <li>The best and the seed race over all validation examples in the end. The paper takes the first of the ranking, which
 *       the examples of the ranking flatter.
 * </ul>
 *
 * <p>Cost: of a generation of n members and d examples, n calls to the meta-model and n·d to the task model; of the
 * founders n - 1, up to twice as many more where replies are refused, and n·d, the seed's answers among these.
 */
public final class EvoPromptGa implements Strategy {

    private static final int POPULATION = 10;
    private static final int GENERATIONS = 10;
    private static final int PATIENCE = 3;

    private static final Profile PROFILE = new Profile(
            "evoprompt-ga",
            "breeds a population of instructions: crosses two and varies the result, and keeps the best",
            "Guo et al., 2023, arXiv 2309.08532",
            Profile.Searches.INSTRUCTION,
            "population meta calls, population x examples task calls",
            List.of(
                    Scale.populationOption(POPULATION, "members"),
                    Scale.examplesOption("on which every member is scored"),
                    Profile.Option.oneOf("selection", Mating.labels(), "how parents are drawn: roulette or tournament"),
                    Generations.mostOption(GENERATIONS),
                    Generations.patienceOption(PATIENCE)));

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
        private final Scoreboard scoreboard;
        private final Contest contest;
        private final Breeding breeding;
        private final ThinkingStyle style;
        private final Mating mating;
        private final Scale scale;
        private final Generations generations;
        private final List<Example> examples;

        private List<Candidate> population = List.of();

        Evolution(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.breeding = new Breeding(search.description());
            this.style = new ThinkingStyle(search.description());
            this.mating = Mating.labelled(new Settings(search).oneOf("selection", Mating.labels()));
            this.generations = Generations.of(search, contest, GENERATIONS, PATIENCE);
            this.scale = Scale.of(search, POPULATION);
            this.examples = contest.development(scale.examples());
        }

        void run() {
            keepBest(Founders.of(search, scale.population()));
            generations.run((long) scale.population() * (1 + examples.size()), this::generation);
            contest.finals(Scale.FINALISTS).race(population);
        }

        /** Whether there was a child. */
        private boolean generation(int number) {
            search.phase("generation " + number + ": breeding");
            List<Candidate> children = search.propose(children(number));
            List<Candidate> all = new ArrayList<>(population);
            all.addAll(children);
            keepBest(all);
            return !children.isEmpty();
        }

        /** Of equals the younger stay: a population without progress drifts on, and does not stand still. */
        private void keepBest(List<Candidate> candidates) {
            search.evaluate(candidates, examples);
            List<Candidate> ranked = candidates.stream()
                    .sorted(Comparator.comparingDouble(this::fitness)
                            .thenComparing(Candidate::id)
                            .reversed())
                    .toList();
            population = ranked.subList(0, Math.min(scale.population(), ranked.size()));
            ranked.subList(population.size(), ranked.size())
                    .forEach(loser -> search.drop(
                            loser,
                            "not among the best " + scale.population() + " on " + examples.size() + " examples"));
            contest.challenge(population.getFirst());
        }

        private List<Draft> children(int generation) {
            List<Draft> drafts = new ArrayList<>();
            for (int place = 0; place < scale.population(); place++) {
                UniformRandomProvider random = search.random("generation " + generation + " child " + place);
                Material material =
                        Material.of(Parents.of(mating.parents(2, population, this::fitness, random)), random);
                // A population of one has nobody to cross with, but it can still vary.
                breeding.draft(material).or(() -> style.draft(material)).ifPresent(drafts::add);
            }
            return drafts;
        }

        private double fitness(Candidate candidate) {
            return scoreboard.score(candidate.id(), examples);
        }
    }
}
