package dev.emend.strategy.auto;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Blends;
import dev.emend.search.Candidate;
import dev.emend.search.Cohort;
import dev.emend.search.Contest;
import dev.emend.search.ParetoFront;
import dev.emend.search.Search;
import dev.emend.search.ShrunkMargins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** The seed and all that {@link Auto} has raced. The bandit hears of every race what each operator's children gained. */
final class Raced {

    private final Search search;
    private final Scoreboard scoreboard;
    private final Contest contest;
    private final Blends blends;
    private final OperatorBandit bandit;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Candidate> refused = new HashSet<>();

    Raced(Search search, Contest contest, OperatorBandit bandit) {
        this.search = search;
        this.scoreboard = search.scoreboard();
        this.contest = contest;
        this.blends = new Blends(search, contest);
        this.bandit = bandit;
        candidates.add(search.seed());
    }

    /**
     * Races a cohort against the leader.
     *
     * @param limit rollouts in all
     * @return who dropped out
     */
    List<Candidate> race(List<Candidate> cohort, String label, long limit) {
        return race(cohort, label, limit, (order, most) -> {
            Blends.Raced raced = blends.race(cohort, candidates, order, most);
            // It comes back neither as a parent nor as a finalist.
            raced.refused().ifPresent(refused::add);
            return raced.losers();
        });
    }

    /**
     * As {@link #race}, but the winner meets no more examples than the race takes, and there is no blend among them.
     *
     * @param limit rollouts in all
     * @return who dropped out
     */
    List<Candidate> heat(List<Candidate> cohort, String label, long limit) {
        return race(cohort, label, limit, (order, most) -> contest.heat(cohort, order, most));
    }

    private interface Racing {

        List<Candidate> losers(String order, long limit);
    }

    private List<Candidate> race(List<Candidate> cohort, String label, long limit, Racing racing) {
        Cohort.announceRace(search, label + ": ", cohort);
        List<Candidate> losers = racing.losers(order(label), withoutLeader(limit, cohort));
        credit(cohort);
        candidates.addAll(cohort);
        candidates.removeAll(refused);
        return losers;
    }

    /** The name of the order in which a race of this label meets the examples. */
    static String order(String label) {
        return label + " order";
    }

    /** The leader's answers that are known already cost nothing, and leave room for others'. */
    private long withoutLeader(long limit, List<Candidate> cohort) {
        if (limit == Long.MAX_VALUE || cohort.isEmpty()) {
            return limit;
        }
        int known =
                scoreboard.outcomes(search.leader().id(), search.validation()).size();
        return limit + Math.min(known, limit / cohort.size());
    }

    private record Improvement(double value, int examples) {}

    /**
     * By what each child gains on the better one of its parents. Children of the seed, in the opening or when the search starts anew, gain
     * on each other only: that all of them are better than a poor seed says nothing of what an operator will gain on a better prompt.
     */
    private void credit(List<Candidate> cohort) {
        Map<Candidate, Improvement> improvements = new LinkedHashMap<>();
        cohort.forEach(child -> improvement(child).ifPresent(gained -> improvements.put(child, gained)));
        double common = improvements.entrySet().stream()
                .filter(entry -> isOfSeed(entry.getKey()))
                .mapToDouble(entry -> entry.getValue().value)
                .average()
                .orElse(0);
        improvements.forEach((child, gained) ->
                bandit.credit(child.operator(), gained.value - (isOfSeed(child) ? common : 0), gained.examples));
    }

    private boolean isOfSeed(Candidate child) {
        return child.parents().equals(List.of(search.seed().id()));
    }

    private Optional<Improvement> improvement(Candidate child) {
        return child.parents().stream()
                .map(parent -> {
                    List<Example> shared = scoreboard.shared(parent, child.id(), search.validation());
                    return new Improvement(
                            scoreboard.score(child.id(), shared) - scoreboard.score(parent, shared), shared.size());
                })
                .filter(improvement -> improvement.examples > 0)
                .min(Comparator.comparingDouble(Improvement::value));
    }

    /** Whether the calls suffice for a step of so many and the test of a blend behind it. */
    boolean affordsBlend(long step) {
        return blends.areAffordable(step);
    }

    /** One that is best on some example, among those that have met as much as the leader. */
    Candidate fromFront(UniformRandomProvider random) {
        return ParetoFront.drawn(search, candidates, random);
    }

    /** Another candidate to combine with: one of the half that is believed to be better; the same one where it is alone. */
    Candidate partner(Candidate first, UniformRandomProvider random) {
        ShrunkMargins margins = new ShrunkMargins(search, contest, candidates);
        List<Candidate> others = candidates.stream()
                .filter(candidate -> !candidate.equals(first))
                .sorted(Comparator.comparingDouble((Candidate candidate) -> -margins.of(candidate))
                        .thenComparing(Candidate::id))
                .toList();
        return others.isEmpty() ? first : others.get(random.nextInt((others.size() + 1) / 2));
    }

    /** All that may lead. */
    List<Candidate> eligible() {
        return candidates.stream().filter(blends::mayLead).toList();
    }

    /** The best of those that have met all of validation and may well be as good as the leader, best first. */
    List<Candidate> best(int count) {
        int all = search.validation().size();
        ShrunkMargins margins = new ShrunkMargins(search, contest, candidates);
        return eligible().stream()
                .filter(candidate ->
                        scoreboard.outcomes(candidate.id(), search.validation()).size() == all)
                .filter(margins::isLevel)
                .sorted(byScore())
                .limit(count)
                .toList();
    }

    private Comparator<Candidate> byScore() {
        return Comparator.comparingDouble(
                        (Candidate candidate) -> -scoreboard.score(candidate.id(), search.validation()))
                .thenComparing(Candidate::id);
    }
}
