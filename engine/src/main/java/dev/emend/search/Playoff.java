package dev.emend.search;

import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prompts that people give, against each other, and against what is blended from the best of them.
 *
 * <p>They race on the validation examples, paired, in an order drawn by the seed; who is proved not to be the best drops out.
 * Where several are to be kept, a race for so many places comes first. Then candidates are blended from the best and race with
 * them. A blend that is ahead at the end has still to surpass each of its parents and the best given prompt by a paired test
 * on all of validation, and of train, which no race has touched. The level of that test is divided by the number of blends, so
 * that the chance of taking any blend for better that is not is {@link Contest#SURPASSED} for all of them together. Else the
 * best given prompt stays.
 *
 * <p>The paired test is where other methods are loose: a merge is usually kept where it looks better on a handful of examples,
 * and then often loses on others.
 *
 * <p>For one search and one thread. When a limit ends it, {@link #winner} is the best that is proved until then.
 */
public final class Playoff {

    /** How many of the given race against the blends, at most; a blend has its parents among them. */
    private static final int RIVALS = 4;

    private final Search search;
    private final Contest contest;
    private final int block;
    private final List<Candidate> given;
    private final boolean full;
    private final int places;
    private final int wanted;
    private final Set<Candidate> out = new LinkedHashSet<>();
    private List<Candidate> blends = List.of();
    private Optional<Candidate> bestGiven = Optional.empty();
    private Optional<Candidate> accepted = Optional.empty();
    private Optional<Candidate> refused = Optional.empty();

    /**
     * @param given at least one, the search's seed among them
     * @param full whether everyone meets every validation example
     * @param places how many of the best are looked for, at least 1
     * @param blends how many are to be written, 0 for none
     */
    public Playoff(Search search, List<Candidate> given, boolean full, int places, int blends) {
        this.search = search;
        this.block = Contest.defaultBlock(search);
        this.contest = new Contest(search, block);
        this.given = List.copyOf(given);
        this.full = full;
        this.places = places;
        this.wanted = blends;
    }

    public void run() {
        List<Candidate> field = given;
        if (full) {
            search.phase("scoring " + given.size() + " prompts on " + examples() + " examples");
            scoreAll(given);
        } else {
            if (places > 1 && places < given.size()) {
                search.phase(given.size() + " prompts race for " + places + " places on " + examples() + " examples");
                field = contest.survivors(given, places, candidate -> 0, Long.MAX_VALUE, "places");
                out.addAll(given);
                field.forEach(out::remove);
                search.lead(field.getFirst());
            }
            search.phase("racing " + field.size() + " prompts on " + examples() + " examples");
            out.addAll(contest.prove(others(field), "race"));
        }
        bestGiven = Optional.of(search.leader());
        if (wanted > 0) {
            blend();
        }
    }

    private int examples() {
        return search.validation().size();
    }

    /** Block by block, so that a limit that is reached on the way leaves nearly as many scores of each. */
    private void scoreAll(List<Candidate> entrants) {
        List<Example> all = search.validation();
        for (int from = 0; from < all.size(); from += block) {
            List<Example> met = all.subList(0, Math.min(all.size(), from + block));
            search.evaluate(entrants, met);
            Candidate best = contest.best(entrants, met);
            if (!best.equals(search.leader())) {
                search.lead(best);
            }
        }
    }

    private List<Candidate> others(List<Candidate> field) {
        return field.stream()
                .filter(candidate -> !candidate.equals(search.leader()))
                .toList();
    }

    private void blend() {
        Candidate best = search.leader();
        List<Candidate> rivals = ranked().subList(0, Math.min(RIVALS, given.size()));
        search.phase("blending the best " + rivals.size());
        blends = new Blending(search).blends(rivals, wanted);
        if (blends.isEmpty()) {
            return;
        }
        search.phase("racing " + blends.size() + " blends against the best prompts");
        List<Candidate> challengers = Stream.concat(
                        rivals.stream().filter(rival -> !out.contains(rival)), blends.stream())
                .filter(candidate -> !candidate.equals(best))
                .toList();
        if (full) {
            scoreAll(Stream.concat(given.stream(), blends.stream()).toList());
        } else {
            out.addAll(contest.prove(challengers, "blends race"));
        }
        Candidate leader = search.leader();
        if (blends.contains(leader)) {
            prove(leader, best);
        }
    }

    private void prove(Candidate blend, Candidate best) {
        search.phase("does the blend surpass its parents?");
        List<Candidate> parents = Stream.concat(
                        Stream.of(best),
                        given.stream().filter(candidate -> blend.parents().contains(candidate.id())))
                .distinct()
                .toList();
        List<Example> evidence = new ArrayList<>(search.validation());
        evidence.addAll(search.train());
        if (contest.surpasses(blend, parents, evidence, Contest.SURPASSED / blends.size())) {
            accepted = Optional.of(blend);
        } else {
            refused = Optional.of(blend);
            search.drop(blend, Blending.NOT_PROVED);
            search.lead(best);
        }
    }

    /** The best known that is proved: never a blend that did not surpass its parents. */
    public Candidate winner() {
        return accepted.or(() -> bestGiven).orElse(search.leader());
    }

    /** Who has dropped out of a race. */
    public Set<Candidate> out() {
        return out;
    }

    /** What was blended, in the order written. */
    public List<Candidate> blends() {
        return blends;
    }

    /** The blend that surpassed its parents, if one did. */
    public Optional<Candidate> accepted() {
        return accepted;
    }

    /** The blend that was ahead and did not surpass its parents, if there was one. */
    public Optional<Candidate> refused() {
        return refused;
    }

    /**
     * The given prompts, best first: the winner of the race, then who stayed in it longer, then the better score on the
     * examples met; of equals, the one that was given earlier.
     */
    public List<Candidate> ranked() {
        return ranked(given);
    }

    /** As {@link #ranked()}, with the blends. A blend that is not proved stands behind the winner. */
    public List<Candidate> standings() {
        return ranked(Stream.concat(given.stream(), blends.stream()).toList());
    }

    private List<Candidate> ranked(List<Candidate> candidates) {
        Candidate winner = winner();
        return candidates.stream()
                .sorted(Comparator.comparing((Candidate candidate) -> !candidate.equals(winner))
                        .thenComparing(candidate -> -met(candidate).size())
                        .thenComparing(candidate -> -search.scoreboard().score(candidate.id(), met(candidate)))
                        .thenComparing(Candidate::id))
                .toList();
    }

    /**
     * The validation examples on which a candidate's place rests: all that it has met, or, where everyone is to meet the same,
     * those that everyone has met.
     */
    public List<Example> met(Candidate candidate) {
        List<Candidate> together = !full
                ? List.of(candidate)
                : given.contains(candidate)
                        ? given
                        : Stream.concat(given.stream(), blends.stream()).toList();
        return search.validation().stream()
                .filter(example -> together.stream()
                        .allMatch(one ->
                                search.scoreboard().outcome(one.id(), example).isPresent()))
                .toList();
    }
}
