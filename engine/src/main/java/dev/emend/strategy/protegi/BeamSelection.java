package dev.emend.strategy.protegi;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.Contest;
import dev.emend.search.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Selects the few best of many candidates, for less than scoring all of them on everything: best-arm identification, as in
 * ProTeGi (Pryzant et al., 2023, section 2.3).
 *
 * <p>All candidates meet the validation examples in one order, which holds for the whole search (a race has its own). So a
 * candidate that has met fewer has met a beginning of what the others have, and what a survivor has met before is not paid for
 * again.
 */
final class BeamSelection {

    private final Search search;
    private final Scoreboard scoreboard;
    private final Contest contest;
    private final List<Example> order;
    private final Rule rule;
    private final int beam;
    private final int block;
    private final double exploration;

    /** How. */
    enum Rule {
        /** Those go on first whose upper confidence bound is highest. */
        UCB("ucb"),
        /** All go on together, and the last one goes from time to time. */
        SUCCESSIVE_REJECTS("successive-rejects"),
        /** Those go that are proved not to be among the best; where that would be too dear, the last one goes without proof. */
        RACE("race");

        private final String label;

        Rule(String label) {
            this.label = label;
        }

        static List<String> labels() {
            return Stream.of(values()).map(rule -> rule.label).toList();
        }

        static Rule labelled(String label) {
            return valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
        }
    }

    /**
     * @param beam how many survive, at least 1
     * @param block examples that an arm meets at a time, at least 1
     * @param exploration c of the upper confidence bound
     */
    BeamSelection(Search search, Rule rule, int beam, int block, double exploration) {
        this.search = search;
        this.scoreboard = search.scoreboard();
        this.contest = new Contest(search, block);
        this.order = contest.development(search.validation().size());
        this.rule = rule;
        this.beam = beam;
        this.block = block;
        this.exploration = exploration;
    }

    /**
     * The survivors. The best of them leads from then on if it is ahead of the leader on what both have met.
     *
     * @param field the survivors of before and their challengers
     * @param rollouts how many may be made for it, about; a race counts those that were made before
     * @return best first
     */
    List<Candidate> survivors(List<Candidate> field, long rollouts) {
        if (field.size() == 1) {
            search.evaluate(field, firstBlock());
            return field;
        }
        List<Candidate> ranked = switch (rule) {
            case UCB -> byUpperConfidence(field, rollouts);
            case SUCCESSIVE_REJECTS -> bySuccessiveRejects(field, rollouts);
            case RACE -> byRace(field, rollouts);
        };
        contest.challenge(ranked.getFirst());
        return ranked.subList(0, Math.min(beam, ranked.size()));
    }

    private List<Candidate> byUpperConfidence(List<Candidate> field, long rollouts) {
        UpperConfidence arms = new UpperConfidence(field.size(), order.size(), exploration);
        observe(arms, field);
        long made = 0;
        for (List<Integer> next = arms.next(beam); made < rollouts && !next.isEmpty(); next = arms.next(beam)) {
            // Arms that have met equally many go on together, in one batch.
            SortedMap<Integer, List<Integer>> abreast = new TreeMap<>();
            next.forEach(arm -> abreast.computeIfAbsent(arms.met(arm), met -> new ArrayList<>())
                    .add(arm));
            for (List<Integer> group : abreast.values()) {
                int from = arms.met(group.getFirst());
                int to = Math.min(order.size(), from + block);
                search.evaluate(group.stream().map(field::get).toList(), order.subList(from, to));
                made += (long) group.size() * (to - from);
            }
            observe(arms, field);
        }
        List<Candidate> ranked = arms.standings().stream().map(field::get).toList();
        for (Candidate out : ranked.subList(Math.min(beam, ranked.size()), ranked.size())) {
            drop(out, ranked.get(beam - 1));
        }
        return ranked;
    }

    /**
     * The first examples of the order may be easy ones, and who has met no others must not gain by it. So a score counts as
     * ahead or behind of what the candidate that has met the most has on the same examples: its score over all that it has
     * met, plus that difference. Of two that have met equally many, that is the paired comparison.
     */
    private void observe(UpperConfidence arms, List<Candidate> field) {
        Candidate reference =
                field.stream().max(Comparator.comparingInt(this::met)).orElseThrow();
        double level = score(reference, met(reference));
        for (int arm = 0; arm < field.size(); arm++) {
            int met = met(field.get(arm));
            arms.observe(arm, level + (score(field.get(arm), met) - score(reference, met)), met);
        }
    }

    /** On the order's first examples. */
    private double score(Candidate candidate, int examples) {
        return scoreboard.score(candidate.id(), order.subList(0, examples));
    }

    /** How many of the order's first examples the candidate has met without a gap. */
    private int met(Candidate candidate) {
        int met = 0;
        while (met < order.size()
                && scoreboard.outcome(candidate.id(), order.get(met)).isPresent()) {
            met++;
        }
        return met;
    }

    /** Audibert, Bubeck and Munos, "Best Arm Identification in Multi-Armed Bandits", 2010, until the beam is left. */
    private List<Candidate> bySuccessiveRejects(List<Candidate> field, long rollouts) {
        int arms = field.size();
        double logarithm = 0.5;
        for (int i = 2; i <= arms; i++) {
            logarithm += 1.0 / i;
        }
        List<Candidate> left = new ArrayList<>(field);
        List<Example> examples = firstBlock();
        for (int phase = 1; left.size() > beam; phase++) {
            double share = (rollouts - arms) / (logarithm * (arms + 1 - phase));
            examples = order.subList(0, (int) Math.clamp(Math.ceil(share), examples.size(), order.size()));
            left = new ArrayList<>(contest.ranked(left, examples));
            Candidate last = left.removeLast();
            drop(last, left.getLast());
        }
        return contest.ranked(left, examples);
    }

    /** Where the beam has room for all, nobody has to race. */
    private List<Candidate> byRace(List<Candidate> field, long rollouts) {
        return field.size() <= beam
                ? contest.ranked(field, firstBlock())
                : contest.survivors(field, beam, candidate -> 0, rollouts, "beam order");
    }

    private List<Example> firstBlock() {
        return order.subList(0, Math.min(block, order.size()));
    }

    private void drop(Candidate out, Candidate last) {
        int shared = Math.min(met(out), met(last));
        search.drop(
                out,
                String.format(
                        Locale.ROOT,
                        "not in the beam: %.3f against %.3f of candidate %d on the %d examples that both have met",
                        score(out, shared),
                        score(last, shared),
                        last.id(),
                        shared));
    }
}
