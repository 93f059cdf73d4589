package dev.emend.strategy.auto;

import dev.emend.proposal.Advice;
import dev.emend.proposal.Blend;
import dev.emend.proposal.BlendDifferences;
import dev.emend.proposal.Contract;
import dev.emend.proposal.Crossover;
import dev.emend.proposal.Demonstrating;
import dev.emend.proposal.DemonstrationMutation;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Graft;
import dev.emend.proposal.Induction;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Paraphrase;
import dev.emend.proposal.Parent;
import dev.emend.proposal.Reflection;
import dev.emend.proposal.Shortening;
import dev.emend.proposal.ThinkingStyle;
import dev.emend.search.Blends;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Profile;
import dev.emend.search.Rounds;
import dev.emend.search.Search;
import dev.emend.search.Settings;
import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Emend's own search.
 *
 * <p>It joins what was found to work one by one, and leaves to results what works here:
 *
 * <ol>
 *   <li><b>Headroom first</b> ("Prompt Optimization Is a Coin Flip", 2026): the seed answers some validation examples. If
 *       even a perfect prompt could not gain what the gate can show, the search ends.
 *   <li><b>All arms in one race</b>, not in stages: draws of demonstrations in several sizes, right answers of the
 *       model's own, the answer's form, induced and reflected instructions, each alone and over the demonstrations. For
 *       small models demonstrations are often the whole gain (CAPO's ablation; Wan et al., 2024), for large ones
 *       instructions are; MIPROv2 and others settle that before they look.
 *   <li><b>A bandit over operators</b> ({@link OperatorBandit}), credited by the paired improvement of a child on its
 *       parent. A meta-model that writes what cannot be read, or what is known already, is asked less.
 *   <li><b>Hypotheses that failed are remembered</b> and told (VISTA, 2026).
 *   <li><b>Restarts from outside the seed's basin</b>: after each first step without a gain, instructions are induced from examples
 *       alone, in every manner, reasoning before the answer among them; so a seed that forbids reasoning is escaped.
 *   <li><b>A blend</b> leads only once a paired test says that it is better than both parents; it is tried where the calls
 *       suffice for that test.
 *   <li><b>The calls that remain</b> go to the runners-up, who meet the rest of the validation examples, the one first that is believed
 *       to be worth the most, as long as one may well be better ({@link RunnersUp}).
 *   <li><b>Finalists meet fresh examples</b>, as many as there are calls for: train examples that none of them shows and no proposal was
 *       written from. Of those within half an answer of the best the shortest wins, since every call pays for length.
 * </ol>
 *
 * <p>Cost with v validation examples: a look at the seed, a quarter of the calls at most; an opening race of at most 16 arms, which takes no more than 45 %
 * of the calls that the search then has, and whose winner meets the rest of validation with the first step; later steps at most half of what is left each, or all of it where the other half would not pay for another, and never more than
 * (width + 2)·v/2 task calls and {@code width} meta calls; two blocks of train answers for each parent of a reflection or an
 * added rule; a tenth
 * of the calls, and v/3, for the runners-up and the finals.
 */
public final class Auto implements Strategy {

    private static final Profile PROFILE = new Profile(
            "auto",
            "races demonstrations, formats and instructions together, and learns which operators help",
            "",
            Profile.Searches.BOTH,
            "at most width meta calls; (width + 2) x validation / 2 task calls at most, and 2 x block train answers of each parent"
                    + " of a reflection",
            List.of(
                    Profile.Option.whole("width", 1, "6", "candidates a step after the opening"),
                    Profile.Option.whole("block", 1, "a tenth of validation, 4 to 12", "examples in a block of a race"),
                    Profile.Option.whole(
                            "patience", 1, "3", "steps without a new leader after which the search ends")));

    private static final List<String> OPERATORS = List.of(
            Demonstrating.NAME,
            Reflection.NAME,
            Induction.NAME,
            Graft.NAME,
            Blend.NAME,
            BlendDifferences.NAME,
            Crossover.NAME,
            Contract.NAME,
            Advice.NAME,
            DemonstrationMutation.NAME,
            ThinkingStyle.NAME,
            Paraphrase.NAME,
            Shortening.NAME);

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public void search(Search search) {
        new Course(search).run();
    }

    private record Options(int width, int block, int patience) {

        static Options in(Search search) {
            Settings settings = new Settings(search);
            return new Options(
                    settings.whole("width", 6),
                    settings.whole("block", Math.clamp(search.validation().size() / 10, 4, 12)),
                    settings.whole("patience", 3));
        }
    }

    /** One search's state. */
    private static final class Course {

        private static final int FINALISTS = 3;
        private static final String OPENING = "opening";

        private final Search search;
        private final Options options;
        private final Contest contest;
        private final OperatorBandit bandit = new OperatorBandit(OPERATORS);
        private final Workshop workshop;
        private final Raced raced;

        Course(Search search) {
            this.search = search;
            this.options = Options.in(search);
            this.contest = new Contest(search, options.block);
            this.workshop = new Workshop(search, bandit, 2 * options.block);
            this.raced = new Raced(search, contest, bandit);
        }

        void run() {
            if (!Headroom.isThere(search, contest.first(Raced.order(OPENING), 4 * options.block))) {
                search.phase("nothing to gain: even a perfect prompt would not be told from yours");
                return;
            }
            climb(open());
            contest.confirm();
            new RunnersUp(search, contest, raced.eligible(), FINALISTS, options.block).meet();
            new FreshFinals(search).decide(raced.best(FINALISTS), workshop.looked());
        }

        /**
         * Races the opening. Before it the seed alone has answered: where tokens, money or time are limited, a prompt that shows examples
         * may use up many of the calls that they seemed to suffice for. So the first arm answers the first block before the others, and
         * where it has taken more calls than it made, the allowance is made anew.
         *
         * @return what the steps may take
         */
        private Allowance open() {
            Allowance allowance = allowance();
            List<Candidate> arms = new Opening(search, workshop).candidates(allowance.arms());
            long planned = search.callsLeft() - options.block;
            search.evaluate(arms.stream().limit(1).toList(), contest.first(Raced.order(OPENING), options.block));
            if (search.callsLeft() < planned) {
                allowance = allowance();
            }
            workshop.remember(
                    raced.heat(arms.subList(0, Math.min(arms.size(), allowance.arms())), OPENING, allowance.opening()));
            return allowance;
        }

        private Allowance allowance() {
            return Allowance.of(search.callsLeft(), search.validation().size());
        }

        private void climb(Allowance allowance) {
            boolean gained = !search.leader().equals(search.seed());
            boolean restarts = !gained;
            Rounds stale = new Rounds(options.patience);
            for (int step = 1; stale.areLeft(); step++) {
                long calls = allowance.step(search.callsLeft());
                if (!Allowance.suffices(calls)) {
                    search.outOfCalls();
                    break;
                }
                int most = Allowance.candidates(calls, options.width);
                Candidate before = search.leader();
                String label = "step " + step;
                search.phase(label + (restarts ? ": starting anew from examples" : ": writing candidates"));
                List<Candidate> cohort = restarts ? anew(label, most) : byBandit(label, most, calls);
                race(cohort, label, calls);
                boolean gains = !search.leader().equals(before);
                stale.passed(!cohort.isEmpty(), gains);
                restarts = gained && !gains;
                gained = gains;
            }
        }

        private void race(List<Candidate> cohort, String label, long limit) {
            workshop.remember(raced.race(cohort, label, limit));
        }

        /** Instructions in every manner, alone and over the leader's demonstrations; fresh draws in place of what came to nothing. */
        private List<Candidate> anew(String label, int most) {
            List<Draft> drafts = new ArrayList<>();
            for (Induction.Manner manner :
                    List.of(Induction.Manner.REASONED, Induction.Manner.FREE, Induction.Manner.RULES)) {
                workshop.induced(search.seed(), manner, label).ifPresent(drafts::add);
            }
            List<Draft> told = drafts.subList(0, Math.min((most + 1) / 2, drafts.size()));
            List<Candidate> cohort = workshop.write(told);
            int nothing = told.size() - cohort.size();
            cohort.addAll(workshop.grafts(search.leader(), List.copyOf(cohort), most - cohort.size(), label));
            return filled(cohort, Math.min(most, cohort.size() + nothing), label);
        }

        /**
         * By the operators that the bandit draws, from the leader and from others that are best somewhere. The place of a draft that came
         * to nothing is taken by a fresh draw of demonstrations, which costs no call.
         */
        private List<Candidate> byBandit(String step, int count, long calls) {
            List<Plan> plans = new ArrayList<>();
            boolean blends = raced.affordsBlend(calls);
            for (int i = 0; i < count; i++) {
                String label = step + " draft " + i;
                UniformRandomProvider random = search.random(label);
                Candidate first = i % 3 == 2 ? raced.fromFront(random) : search.leader();
                Candidate second = raced.partner(first, random);
                List<String> operators = bandit.drawn(random).stream()
                        .filter(name -> blends || !Blends.isBlending(name))
                        .toList();
                plans.add(new Plan(operators, first, second, label));
            }
            // All at once, so that a model that answers many at a time is kept busy.
            workshop.lookAt(plans.stream()
                    .filter(plan -> plan.operators.stream()
                            .findFirst()
                            .filter(name -> looks(workshop.operator(name)))
                            .isPresent())
                    .map(Plan::first)
                    .distinct()
                    .toList());
            List<Draft> drafts =
                    plans.stream().map(this::draft).flatMap(Optional::stream).toList();
            List<Candidate> written = workshop.write(drafts);
            return filled(written, count, step);
        }

        /** With fresh draws of demonstrations, which cost no call. */
        private List<Candidate> filled(List<Candidate> cohort, int count, String step) {
            cohort.addAll(search.propose(workshop.draws(search.leader(), count - cohort.size(), step + " draw")));
            return cohort;
        }

        /** @param operators in the order in which they are tried */
        private record Plan(List<String> operators, Candidate first, Candidate second, String label) {}

        /** An operator that asks nothing makes do with what is known of the parent's answers. */
        private static boolean looks(Operator operator) {
            return operator.looks() && operator.asks();
        }

        /** By the first of the operators that can do something with these parents. */
        private Optional<Draft> draft(Plan plan) {
            for (String name : plan.operators) {
                Operator operator = workshop.operator(name);
                Parent parent = looks(operator) ? workshop.look(plan.first) : workshop.parent(plan.first);
                List<Parent> parents = plan.second.equals(plan.first)
                        ? List.of(parent)
                        : List.of(parent, workshop.parent(plan.second));
                Optional<Draft> draft = workshop.draft(operator, parents, plan.label + " " + name);
                if (draft.isPresent()) {
                    return draft;
                }
            }
            return Optional.empty();
        }
    }
}
