package dev.emend.strategy.evolution;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Breeding;
import dev.emend.proposal.Differential;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * EvoPrompt's differential evolution (Guo et al., "Connecting Large Language Models with Evolutionary Algorithms Yields
 * Powerful Prompt Optimizers", 2023).
 *
 * <p>A population of instructions. In each generation every member p has a challenger: two other members a and b are drawn,
 * the meta-model varies the parts in which they differ, puts those into the best member and crosses the result with p, in
 * one request ({@link Differential}). The challenger takes p's place where it is strictly better on the same examples; so
 * every line of the population survives, and good ones are not crowded out by copies of the best. Departures, each with its
 * reason:
 *
 * <ul>
 *   <li>Where the population is small, a step does with fewer: of three members, a and b are the two others; of two, p is one
 *       of those that differ; one alone is rewritten. The published code needs four different prompts and stops at fewer.
 *   <li>The differences are computed and shown, not left to the meta-model to find.
 *   <li>The first population is the seed and what is written from it and from train examples; the paper has prompts by
 *       people for each task.
 *   <li>Where calls are limited, the population and its examples shrink until a few generations fit; the paper has ten
 *       members, ten generations and 200 examples. The search also ends where some generations bring no new leader.
 *   <li>The best and the seed race over all validation examples in the end, as in {@link EvoPromptGa}.
 * </ul>
 *
 * <p>Cost: of a generation of n members and d examples, n calls to the meta-model and n·d to the task model; of the
 * founders n - 1, up to twice as many more where replies are refused, and n·d, the seed's answers among these.
 */
public final class EvoPromptDe implements Strategy {

    private static final int POPULATION = 10;
    private static final int GENERATIONS = 10;
    private static final int PATIENCE = 3;

    private static final Profile PROFILE = new Profile(
            "evoprompt-de",
            "varies where two members of a population differ, crosses that with the best, and replaces who is beaten",
            "Guo et al., 2023, arXiv 2309.08532",
            Profile.Searches.INSTRUCTION,
            "population meta calls, population x examples task calls",
            List.of(
                    Scale.populationOption(POPULATION, "members"),
                    Scale.examplesOption("on which every member is scored"),
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
        private final Differential differential;
        private final Breeding breeding;
        private final ThinkingStyle style;
        private final Generations generations;
        private final List<Example> examples;
        private final List<Candidate> population;

        Evolution(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            this.differential = new Differential(search.description());
            this.breeding = new Breeding(search.description());
            this.style = new ThinkingStyle(search.description());
            this.generations = Generations.of(search, contest, GENERATIONS, PATIENCE);
            Scale scale = Scale.of(search, POPULATION);
            this.examples = contest.development(scale.examples());
            this.population = new ArrayList<>(Founders.of(search, scale.population()));
        }

        void run() {
            search.evaluate(population, examples);
            contest.challenge(contest.best(population, examples));
            generations.run((long) population.size() * (1 + examples.size()), this::generation);
            contest.finals(Scale.FINALISTS).race(contest.ranked(population, examples));
        }

        /** Whether there was a challenger. */
        private boolean generation(int number) {
            search.phase("generation " + number + ": challenging " + population.size() + " members");
            List<Optional<Candidate>> challengers = search.write(challengers(number));
            challenge(challengers);
            contest.challenge(contest.best(population, examples));
            return challengers.stream().anyMatch(Optional::isPresent);
        }

        /** @param challengers by place, one for each member */
        private void challenge(List<Optional<Candidate>> challengers) {
            search.evaluate(challengers.stream().flatMap(Optional::stream).toList(), examples);
            for (int i = 0; i < population.size(); i++) {
                int place = i;
                challengers.get(place).ifPresent(challenger -> challenge(place, challenger));
            }
        }

        private void challenge(int place, Candidate challenger) {
            Candidate member = population.get(place);
            String on = " on " + examples.size() + " examples";
            if (score(challenger) > score(member)) {
                population.set(place, challenger);
                search.drop(member, "beaten by candidate " + challenger.id() + on);
            } else {
                search.drop(challenger, "no better than candidate " + member.id() + on);
            }
        }

        private double score(Candidate candidate) {
            return scoreboard.score(candidate.id(), examples);
        }

        private List<Draft> challengers(int generation) {
            List<Draft> drafts = new ArrayList<>();
            for (Candidate member : population) {
                UniformRandomProvider random =
                        search.random("generation " + generation + " challenger of " + member.id());
                List<Candidate> others = population.stream()
                        .filter(other -> !other.equals(member))
                        .toList();
                drafts.add(draft(member, Lots.shuffled(others, random), random));
            }
            return drafts;
        }

        /** @param others in random order */
        private Draft draft(Candidate member, List<Candidate> others, UniformRandomProvider random) {
            Candidate best = search.leader();
            Optional<Draft> differences = switch (others.size()) {
                case 0 -> Optional.empty();
                case 1 -> differential.draft(material(random, best, member, member, others.getFirst()));
                default -> differential.draft(material(random, best, member, others.get(0), others.get(1)));
            };
            return differences
                    .or(() -> others.isEmpty()
                            ? Optional.empty()
                            : breeding.draft(material(random, member, others.getFirst())))
                    .or(() -> style.draft(material(random, member)))
                    .orElseThrow();
        }

        private static Material material(UniformRandomProvider random, Candidate... candidates) {
            return Material.of(Parents.of(List.of(candidates)), random);
        }
    }
}
