package dev.emend.strategy.evolution;

import dev.emend.Lots;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.PromptedMutation;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Contest;
import dev.emend.search.Parents;
import dev.emend.search.Profile;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Promptbreeder (Fernando et al., "Promptbreeder: Self-Referential Self-Improvement Via Prompt Evolution", 2023).
 *
 * <p>A population of units, each an instruction with the mutation prompt that changes it. In each generation the units meet in
 * random pairs: the worse one is overwritten by a mutated copy of the better one. A mutation is drawn from several, evenly:
 * it writes the instruction anew from the task, changes it by the unit's mutation prompt, continues the series of the unit's
 * elites or of the whole population, or infers it from examples; or it first changes the mutation prompt itself, and then the
 * instruction by that. One time in ten the instruction is taken from another unit instead. Departures, each with its reason:
 *
 * <ul>
 *   <li>One instruction a unit instead of two: a prompt here is asked once.
 *   <li>Everyone is scored on the same examples. The paper draws new ones each time, so that the lucky win.
 *   <li>Elites of a line are those that were better than all before them in the line; in the paper, than everyone alive then.
 *       Of a small population most lines would have none. A line is told as in the paper, without scores.
 *   <li>Near-duplicates are refused by the screen, where the paper compares embeddings; then the worse unit stays. So the
 *       ranked population is shown with its order as it is, where the paper tells that it is the other way round, lest the
 *       last be copied. Of a large population the best eight are shown, lest the request grow with it.
 *   <li>Of the paper's two estimations of distribution the one by rank is here. The first mutation prompts and ways of thinking are
 *       Emend's own.
 *   <li>An instruction that is going to be replaced by another unit's is not written first, which would only cost a call.
 *   <li>Examples with right answers stand for what the paper calls correct workings-out. Demonstrations are not evolved.
 *   <li>The seed is a unit. Where calls are limited the population and its examples shrink, and the search ends where some
 *       generations bring no new leader. The best and the seed race over all validation examples in the end.
 * </ul>
 *
 * <p>Cost: of a generation of n units and d examples, at most n calls to the meta-model and n/2·d to the task model; of the
 * founders n - 1, up to twice as many more where replies are refused, and n·d, the seed's answers among these.
 */
public final class Promptbreeder implements Strategy {

    private static final int POPULATION = 50;
    private static final int GENERATIONS = 25;
    private static final int PATIENCE = 5;

    private static final Profile PROFILE = new Profile(
            "promptbreeder",
            "evolves instructions together with the texts that say how they are changed",
            "Fernando et al., 2023, arXiv 2309.16797",
            Profile.Searches.INSTRUCTION,
            "up to population meta calls, population / 2 x examples task calls",
            List.of(
                    Scale.populationOption(POPULATION, "units"),
                    Scale.examplesOption("on which every unit is scored"),
                    Profile.Option.someOf(
                            "mutations",
                            PromptMutation.labels(),
                            "all of " + PromptMutation.labels(),
                            "the mutations that are drawn from, with commas"),
                    Profile.Option.number(
                            "crossover", 0, 1, "0.1", "the probability that an instruction is taken from another unit"),
                    Generations.mostOption(GENERATIONS),
                    Generations.patienceOption(PATIENCE)));

    /** @param elites of its line, each better than the one before; the last may be the candidate itself */
    private record Unit(Candidate candidate, String mutationPrompt, List<Candidate> elites) {}

    /**
     * A tournament.
     *
     * @param loser the place that the winner's mutated copy takes
     * @param donor of the instruction, in place of a mutation
     */
    private record Pair(Unit winner, int loser, PromptMutation mutation, Optional<Unit> donor, String label) {}

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
        private final Scale scale;
        private final List<PromptMutation> mutations;
        private final double crossover;
        private final Generations generations;
        private final List<Example> examples;
        private final List<Unit> units = new ArrayList<>();

        Evolution(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.contest = new Contest(search, Contest.defaultBlock(search));
            Settings settings = new Settings(search);
            List<String> wanted = settings.someOf("mutations", PromptMutation.labels());
            this.mutations = Stream.of(PromptMutation.values())
                    .filter(mutation -> wanted.contains(mutation.label()))
                    .toList();
            this.crossover = settings.number("crossover", 0.1);
            this.generations = Generations.of(search, contest, GENERATIONS, PATIENCE);
            this.scale = Scale.of(search, POPULATION);
            this.examples = contest.development(scale.examples());
        }

        void run() {
            found();
            generations.run((units.size() + 1L) / 2 * (2 + examples.size()), this::generation);
            contest.finals(Scale.FINALISTS).race(contest.ranked(candidates(), examples));
        }

        /** The seed, and what mutation prompts and ways of thinking make of it. */
        private void found() {
            search.phase("founding a population of " + scale.population());
            List<String> prompts = Lots.shuffled(MutationPrompts.FIRST, search.random("first mutation prompts"));
            units.add(unit(search.seed(), prompts.getFirst()));
            Cohort.numbered(
                            search,
                            scale.population() - 1,
                            number -> founder(number + 1, mutationPrompt(prompts, number)))
                    .forEach((number, founder) -> units.add(unit(founder, mutationPrompt(prompts, number))));
            search.evaluate(candidates(), examples);
            contest.challenge(contest.best(candidates(), examples));
        }

        private static Unit unit(Candidate candidate, String mutationPrompt) {
            return new Unit(candidate, mutationPrompt, List.of(candidate));
        }

        /** The seed has the first of them. */
        private static String mutationPrompt(List<String> prompts, int founder) {
            return prompts.get((founder + 1) % prompts.size());
        }

        private Optional<Draft> founder(int number, String mutationPrompt) {
            UniformRandomProvider random = search.random("founder " + number);
            String style = ThinkingStyle.STYLES.get(random.nextInt(ThinkingStyle.STYLES.size()));
            return new PromptedMutation(search.description(), mutationPrompt, style)
                    .draft(Material.of(Parents.of(search.seed()), random));
        }

        /** Whether a child was written. */
        private boolean generation(int generation) {
            List<Pair> pairs = pairs(generation);
            List<String> mutationPrompts = hyperMutated(pairs, generation);
            search.phase("generation " + generation + ": tournaments: " + pairs.size());
            List<Optional<Candidate>> written = search.write(drafts(pairs, mutationPrompts));
            search.evaluate(written.stream().flatMap(Optional::stream).toList(), examples);
            Iterator<Optional<Candidate>> children = written.iterator();
            for (int i = 0; i < pairs.size(); i++) {
                Pair pair = pairs.get(i);
                String mutationPrompt = mutationPrompts.get(i);
                Optional<Unit> heir = pair.donor().isPresent()
                        ? pair.donor().map(donor -> new Unit(donor.candidate(), mutationPrompt, donor.elites()))
                        : children.next().map(child -> new Unit(child, mutationPrompt, line(pair.winner(), child)));
                heir.ifPresent(unit -> overwrite(pair, unit));
            }
            contest.challenge(contest.best(candidates(), examples));
            return written.stream().anyMatch(Optional::isPresent);
        }

        /** For each pair whose loser is not replaced by another unit's instruction, in order. */
        private List<Draft> drafts(List<Pair> pairs, List<String> mutationPrompts) {
            List<Candidate> ranked = contest.ranked(candidates(), examples);
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                Pair pair = pairs.get(i);
                if (pair.donor().isEmpty()) {
                    Unit winner = pair.winner();
                    drafts.add(pair.mutation()
                            .draft(
                                    search,
                                    winner.candidate(),
                                    mutationPrompts.get(i),
                                    winner.elites().reversed(),
                                    ranked,
                                    search.random(pair.label())));
                }
            }
            return drafts;
        }

        private void overwrite(Pair pair, Unit heir) {
            if (pair.loser() == units.size()) {
                units.add(heir);
                return;
            }
            Candidate loser = units.set(pair.loser(), heir).candidate();
            if (!candidates().contains(loser)) {
                search.drop(
                        loser,
                        "lost against candidate " + pair.winner().candidate().id() + " on " + examples.size()
                                + " examples");
            }
        }

        /** Random pairs of all units; with an odd number, one rests. Of equals, whoever was drawn first wins. */
        private List<Pair> pairs(int generation) {
            List<Integer> places = Lots.shuffled(
                    IntStream.range(0, units.size()).boxed().toList(),
                    search.random("generation " + generation + " pairs"));
            if (places.size() == 1) {
                // Alone, it has nobody to beat, and its copy founds a second line.
                return List.of(pair(units.getFirst(), 1, "generation " + generation));
            }
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i + 1 < places.size(); i += 2) {
                int one = places.get(i);
                int other = places.get(i + 1);
                boolean wins = fitness(units.get(one)) >= fitness(units.get(other));
                pairs.add(pair(
                        units.get(wins ? one : other),
                        wins ? other : one,
                        "generation " + generation + " pair " + i / 2));
            }
            return pairs;
        }

        private Pair pair(Unit winner, int loser, String label) {
            UniformRandomProvider random = search.random(label + " draws");
            PromptMutation mutation = mutations.get(random.nextInt(mutations.size()));
            List<Unit> donors = units.stream()
                    .filter(unit -> !unit.candidate().equals(winner.candidate()))
                    .toList();
            boolean crossed = random.nextDouble() < crossover && !donors.isEmpty();
            Optional<Unit> donor =
                    crossed ? Optional.of(Mating.ROULETTE.one(donors, this::fitness, random)) : Optional.empty();
            return new Pair(winner, loser, mutation, donor, label);
        }

        /** The winners' mutation prompts, changed where that is the mutation. */
        private List<String> hyperMutated(List<Pair> pairs, int generation) {
            List<Optional<Ask>> questions = pairs.stream()
                    .map(pair -> pair.mutation()
                            .question(search, pair.winner().mutationPrompt(), search.random(pair.label() + " style")))
                    .toList();
            List<Ask> asks = questions.stream().flatMap(Optional::stream).toList();
            if (!asks.isEmpty()) {
                search.phase("generation " + generation + ": mutation prompts to be changed: " + asks.size());
            }
            Iterator<String> replies = search.ask(asks).iterator();
            List<String> mutationPrompts = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                String own = pairs.get(i).winner().mutationPrompt();
                mutationPrompts.add(questions.get(i).isPresent() ? MutationPrompts.read(replies.next(), own) : own);
            }
            return mutationPrompts;
        }

        /** The winner's elites, and the child where it is better than the best of them. */
        private List<Candidate> line(Unit winner, Candidate child) {
            List<Candidate> line = new ArrayList<>(winner.elites());
            if (score(child) > score(line.getLast())) {
                line.add(child);
            }
            return List.copyOf(line);
        }

        /** Each once, though several units may share one. */
        private List<Candidate> candidates() {
            return units.stream().map(Unit::candidate).distinct().toList();
        }

        private double fitness(Unit unit) {
            return score(unit.candidate());
        }

        private double score(Candidate candidate) {
            return scoreboard.score(candidate.id(), examples);
        }
    }
}
