package dev.emend.search;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.evaluation.race.Elimination;
import dev.emend.evaluation.race.Order;
import dev.emend.evaluation.race.Race;
import dev.emend.evaluation.race.Rules;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Reflective search over instruction and demonstrations together.
 *
 * <p>After GEPA (Agrawal et al., 2025): a parent is drawn from the Pareto front over single examples, the meta-model
 * looks at its failures and rewrites its instruction. Departures, each with its reason:
 *
 * <ul>
 *   <li>Demonstrations are part of what is searched, as in CAPO (Zehle et al., 2025): for small models they are often the
 *       whole gain, and GEPA has none. Each step tries new choices of them beside new instructions, and an instruction
 *       meets the demonstrations of its parent.
 *   <li>A step writes several candidates and races them against each other and the leader on blocks of validation
 *       examples ({@link Race}): who is proved not to be the best drops out at once. GEPA pays a full validation for each
 *       candidate that wins on three examples, which chance alone does half of the time.
 *   <li>Proof alone comes late where examples are few, so a race may cost half of what scoring everyone on everything
 *       would: to keep to that, the last of the field goes from time to time without proof. That is a heuristic;
 *       docs/statistics.md has what it costs.
 *   <li>The failures that are shown come from train examples, so that selection stays on examples that no proposal has
 *       seen.
 *   <li>Hypotheses that did not help are told to the meta-model, as in VISTA.
 * </ul>
 *
 * <p>Cost of a step with c candidates and v validation examples: at most c calls to the meta-model; to the task model at
 * most (c + 1)·v/2 for the race, less what the leader has met before, and up to v/2 more until the winner has met all of
 * validation; and one look at each new parent's train failures.
 */
public final class Reflective implements Strategy {

    private static final int FAILURES_SHOWN = 5;
    private static final int SUCCESSES_SHOWN = 3;
    private static final int HYPOTHESES_TOLD = 5;

    @Override
    public String name() {
        return "reflective";
    }

    /**
     * {@code width}: candidates a step; {@code block}: validation examples in a block of a race; {@code patience}:
     * steps without a new leader after which the search ends.
     */
    @Override
    public Set<String> options() {
        return Set.of("width", "block", "patience");
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    /** One search's state. */
    private static final class Course {

        private final Search search;
        private final Scoreboard scoreboard;
        private final Reflection reflection;
        private final DemonstrationChoice choice;
        private final List<Example> validation;
        private final List<Example> looked;
        private final List<Candidate> pool = new ArrayList<>();
        private final List<String> failedHypotheses = new ArrayList<>();
        private final int width;
        private final int block;
        private final int patience;

        Course(Search search) {
            this.search = search;
            this.scoreboard = search.scoreboard();
            this.reflection = new Reflection(search.description());
            this.choice = new DemonstrationChoice(search.train());
            this.validation = search.validation();
            this.looked = shuffled(search.train(), search.random("train order"));
            this.width = option("width", 6);
            this.block = option("block", Math.max(4, Math.min(12, validation.size() / 5)));
            this.patience = option("patience", 3);
            pool.add(search.seed());
        }

        private int option(String name, int otherwise) {
            String value = search.options().getOrDefault(name, String.valueOf(otherwise));
            try {
                return Math.max(1, Integer.parseInt(value));
            } catch (NumberFormatException notANumber) {
                throw new InvalidInputException(
                        "the strategy's option \"" + name + "\" must be a whole number, not \"" + value + "\"",
                        Where.NOWHERE,
                        "leave it out: it would be " + otherwise + " here.");
            }
        }

        private static List<Example> shuffled(List<Example> examples, UniformRandomProvider random) {
            List<Example> shuffled = new ArrayList<>(examples);
            ListSampler.shuffle(random, shuffled);
            return shuffled;
        }

        void run() {
            int stale = 0;
            for (int step = 1; step == 1 || stale < patience && search.callsLeft() > width + block; step++) {
                Candidate before = search.leader();
                search.phase("step " + step + ": writing candidates");
                List<Candidate> cohort = search.propose(step == 1 ? firstDrafts() : drafts(step));
                search.phase("step " + step + ": racing " + cohort.size() + " candidates");
                race(cohort, step);
                stale = search.leader().equals(before) ? stale + 1 : 0;
            }
        }

        /** Opens on every front at once: two draws of demonstrations, many and fewer of each, and a rewrite. */
        private List<Draft> firstDrafts() {
            Candidate seed = search.seed();
            int unit = demonstrationUnit();
            List<Draft> drafts = new ArrayList<>();
            drafts.add(demonstrations(seed, 2 * unit, "opening a"));
            drafts.add(demonstrations(seed, 2 * unit, "opening b"));
            drafts.add(demonstrations(seed, unit, "opening a"));
            drafts.add(demonstrations(seed, unit, "opening b"));
            drafts.add(demonstrations(seed, Math.max(1, unit / 2), "opening a"));
            Outcomes outcomes = look(seed);
            if (!outcomes.failures().isEmpty()) {
                drafts.add(reflect(seed, outcomes, "opening"));
            }
            return drafts;
        }

        /** One demonstration for each answer where answers are labels, else eight. */
        private int demonstrationUnit() {
            int answers = choice.answers();
            boolean labels = 3 * answers <= choice.available();
            return Math.min(choice.available(), labels ? Math.clamp(answers, 4, 16) : 8);
        }

        private List<Draft> drafts(int step) {
            List<Example> measured = validation.stream()
                    .filter(example ->
                            scoreboard.outcome(search.leader().id(), example).isPresent())
                    .toList();
            List<Candidate> complete = pool.stream()
                    .filter(candidate ->
                            scoreboard.outcomes(candidate.id(), measured).size() == measured.size())
                    .toList();
            ParetoFront front = ParetoFront.of(complete, measured, scoreboard);
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                String label = "step " + step + " draft " + i;
                UniformRandomProvider random = search.random(label);
                Candidate parent = i < width / 2 ? search.leader() : byId(front.sample(random));
                Outcomes outcomes = look(parent);
                boolean rewrite = i % 3 == 0 && !outcomes.failures().isEmpty();
                if (rewrite) {
                    drafts.add(reflect(parent, outcomes, label));
                } else {
                    drafts.add(mutateDemonstrations(parent, outcomes, random));
                }
            }
            return drafts;
        }

        private Candidate byId(int id) {
            return pool.stream()
                    .filter(candidate -> candidate.id() == id)
                    .findFirst()
                    .orElseThrow();
        }

        private Draft reflect(Candidate parent, Outcomes outcomes, String label) {
            UniformRandomProvider random = search.random(label + " outcomes");
            List<Outcome> failures = new ArrayList<>(outcomes.failures());
            List<Outcome> successes = new ArrayList<>(outcomes.successes());
            ListSampler.shuffle(random, failures);
            ListSampler.shuffle(random, successes);
            return reflection.draft(
                    List.of(parent.id()),
                    parent.prompt(),
                    failures.subList(0, Math.min(FAILURES_SHOWN, failures.size())),
                    successes.subList(0, Math.min(SUCCESSES_SHOWN, successes.size())),
                    failedHypotheses.subList(
                            Math.max(0, failedHypotheses.size() - HYPOTHESES_TOLD), failedHypotheses.size()));
        }

        /** Keeps the first half of the parent's demonstrations, and fills up with what the parent gets wrong. */
        private Draft mutateDemonstrations(Candidate parent, Outcomes outcomes, UniformRandomProvider random) {
            List<Demonstration> shown = parent.prompt().demonstrations();
            int size = Math.max(shown.size(), demonstrationUnit());
            int grown = random.nextBoolean() ? size : Math.min(choice.available(), size + size / 2);
            Set<String> wrong = outcomes.failures().stream()
                    .map(outcome -> outcome.example().id())
                    .collect(Collectors.toCollection(HashSet::new));
            return written(
                    parent,
                    choice.choose(
                            grown,
                            shown.subList(0, shown.size() / 2),
                            example -> wrong.contains(example.id()) ? 0 : 1,
                            random),
                    "show " + grown + " examples, half of them new, those that went wrong first");
        }

        private Draft demonstrations(Candidate parent, int size, String label) {
            return written(
                    parent,
                    choice.choose(size, List.of(), example -> 0, search.random(label)),
                    "show " + size + " examples, every answer as often as any other");
        }

        private static Draft written(Candidate parent, List<Demonstration> demonstrations, String hypothesis) {
            Prompt prompt = parent.prompt().withDemonstrations(demonstrations);
            return new Draft.Written(new Proposal(prompt, List.of(parent.id()), "demonstrate", hypothesis));
        }

        private record Outcomes(List<Outcome> failures, List<Outcome> successes) {}

        /** How a candidate does on some train examples that it does not show itself. */
        private Outcomes look(Candidate candidate) {
            Set<String> shown = candidate.prompt().demonstrations().stream()
                    .map(Demonstration::exampleId)
                    .collect(Collectors.toSet());
            List<Example> unseen = looked.stream()
                    .filter(example -> !shown.contains(example.id()))
                    .limit(2L * block)
                    .toList();
            search.evaluate(List.of(candidate), unseen);
            List<Outcome> failures = new ArrayList<>();
            List<Outcome> successes = new ArrayList<>();
            for (Outcome outcome : scoreboard.outcomes(candidate.id(), unseen)) {
                (outcome.score().value() < 1 ? failures : successes).add(outcome);
            }
            return new Outcomes(failures, successes);
        }

        /** The leader and its challengers race over the validation examples, in an order drawn for this race. */
        private void race(List<Candidate> challengers, int step) {
            if (challengers.isEmpty()) {
                return;
            }
            Candidate incumbent = search.leader();
            List<Candidate> entrants = new ArrayList<>(List.of(incumbent));
            entrants.addAll(challengers);
            Race race = new Race(
                    entrants.size(),
                    Order.uniform(
                            validation.size(),
                            search.random("step " + step + " order").nextLong()),
                    Rules.of(block).withLimit((long) entrants.size() * validation.size() / 2));
            List<Example> met = new ArrayList<>();
            while (!race.over()) {
                List<Example> stretch =
                        race.nextBlock().stream().map(validation::get).toList();
                List<Candidate> field = race.field().stream().map(entrants::get).toList();
                search.evaluate(field, stretch);
                met.addAll(stretch);
                List<Elimination> eliminations = race.observe(scores(field, stretch));
                lead(best(race.field().stream().map(entrants::get).toList(), met));
                for (Elimination elimination : eliminations) {
                    drop(entrants.get(elimination.candidate()), elimination, entrants);
                }
            }
            finish(incumbent);
        }

        private double[][] scores(List<Candidate> field, List<Example> stretch) {
            return field.stream()
                    .map(candidate -> stretch.stream()
                            .mapToDouble(example -> scoreboard
                                    .outcome(candidate.id(), example)
                                    .map(outcome -> outcome.score().value())
                                    .orElse(0.0))
                            .toArray())
                    .toArray(double[][]::new);
        }

        /** By the metric itself, which need not be a mean; the first of equals. */
        private Candidate best(List<Candidate> field, List<Example> met) {
            Candidate best = field.getFirst();
            for (Candidate candidate : field) {
                if (scoreboard.score(candidate.id(), met) > scoreboard.score(best.id(), met)) {
                    best = candidate;
                }
            }
            return best;
        }

        /** After each block, so that a budget that ends in mid-race ends with the best that is known. */
        private void lead(Candidate best) {
            if (!best.equals(search.leader())) {
                search.lead(best);
            }
        }

        private void drop(Candidate candidate, Elimination elimination, List<Candidate> entrants) {
            // The incumbent stays in the pool.
            if (elimination.candidate() > 0) {
                search.drop(
                        candidate,
                        elimination.why("candidate "
                                + entrants.get(elimination.leader()).id()));
                if (candidate.operator().equals(Reflection.NAME)) {
                    failedHypotheses.add(candidate.hypothesis());
                }
            }
        }

        /** The winner meets all of validation, and has to be ahead of the incumbent wherever both were measured. */
        private void finish(Candidate incumbent) {
            Candidate winner = search.leader();
            search.evaluate(List.of(winner), validation);
            List<Example> shared = scoreboard.shared(incumbent.id(), winner.id(), validation);
            lead(best(List.of(incumbent, winner), shared));
            if (!pool.contains(winner)) {
                pool.add(winner);
            }
        }
    }
}
