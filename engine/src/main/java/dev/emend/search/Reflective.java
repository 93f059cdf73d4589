package dev.emend.search;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Proposal;
import dev.emend.proposal.Reflection;
import java.util.ArrayList;
import java.util.Comparator;
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
 *   <li>A step writes several candidates and runs them against each other and the leader on the same blocks of
 *       validation examples; after each block the worse half goes (successive halving, Jamieson and Talwalkar, 2016).
 *       GEPA pays a full validation for each candidate that wins on three examples, which chance alone does half of the
 *       time.
 *   <li>The failures that are shown come from train examples, so that selection stays on examples that no proposal has
 *       seen.
 *   <li>Hypotheses that did not help are told to the meta-model, as in VISTA.
 * </ul>
 *
 * <p>Cost of a step with c candidates, b validation examples in the first block and v in all: at most c calls to the
 * meta-model, and to the task model c·b, then half as many candidates on twice as many examples, and so on: about
 * b·c·(1 + log₂ c) where v allows, plus one look at each new parent's train failures.
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
     * {@code width}: candidates a step; {@code block}: validation examples in a race's first block; {@code patience}:
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
            this.validation = shuffled(search.validation(), search.random("validation order"));
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
                race(cohort);
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

        /** Successive halving on growing stretches of the validation examples, with the leader in every comparison. */
        private void race(List<Candidate> cohort) {
            Candidate incumbent = search.leader();
            List<Candidate> runners = new ArrayList<>(cohort);
            for (int seen = Math.min(block, validation.size());
                    !runners.isEmpty();
                    seen = Math.min(2 * seen, validation.size())) {
                List<Example> stretch = validation.subList(0, seen);
                List<Candidate> field = new ArrayList<>(List.of(incumbent));
                field.addAll(runners);
                search.evaluate(field, stretch);
                runners.sort(Comparator.comparingDouble(candidate -> -scoreboard.score(candidate.id(), stretch)));
                boolean last = seen == validation.size();
                dropTheWorse(runners, incumbent, stretch, last ? runners.size() : (runners.size() + 1) / 2);
                lead(runners, incumbent, stretch);
                if (last) {
                    pool.addAll(runners);
                    return;
                }
            }
        }

        /** Keeps the first {@code places}, without those that are behind the incumbent by more than one in ten. */
        private void dropTheWorse(List<Candidate> runners, Candidate incumbent, List<Example> stretch, int places) {
            double bar = scoreboard.score(incumbent.id(), stretch) - 0.1;
            for (int place = runners.size() - 1; place >= 0; place--) {
                Candidate candidate = runners.get(place);
                boolean behind = scoreboard.score(candidate.id(), stretch) < bar;
                if (place >= places || behind) {
                    runners.remove(place);
                    search.drop(
                            candidate,
                            (behind ? "behind candidate " + incumbent.id() : "not among the best " + places) + " after "
                                    + stretch.size() + " examples");
                    if (candidate.operator().equals(Reflection.NAME)) {
                        failedHypotheses.add(candidate.hypothesis());
                    }
                }
            }
        }

        /** The best on this stretch leads, so that a budget that ends in mid-race ends with the best that is known. */
        private void lead(List<Candidate> runners, Candidate incumbent, List<Example> stretch) {
            boolean ahead = !runners.isEmpty()
                    && scoreboard.score(runners.getFirst().id(), stretch) > scoreboard.score(incumbent.id(), stretch);
            Candidate best = ahead ? runners.getFirst() : incumbent;
            if (!best.equals(search.leader())) {
                search.lead(best);
            }
        }
    }
}
