package dev.emend.run;

import dev.emend.data.Example;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.MultipleComparisons;
import dev.emend.evaluation.Scoreboard;
import dev.emend.search.Candidate;
import dev.emend.search.Keepers;
import dev.emend.search.Playoff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a comparison with their statistics.
 *
 * <p>Differences to a baseline, which was named in advance, are adjusted for their number by Holm's method. Where the reference
 * is the winner, the data have chosen it: then they are adjusted for all pairs of prompts, of which any could have come to be
 * tested. Those that were not are counted with a p-value of 1, which makes the others' no smaller than they would be.
 */
final class RankingTable {

    private final Session session;
    private final Playoff playoff;
    private final Scoreboard scoreboard;
    private final List<Example> validation;
    private final List<Candidate> standings;
    private final CandidateNames names;
    private final boolean baseline;
    private final int reference;

    /** @param given names of the given prompts, by id */
    RankingTable(Session session, Playoff playoff, List<String> given, boolean baseline) {
        this.session = session;
        this.playoff = playoff;
        this.scoreboard = session.scoreboard();
        this.validation = session.validation();
        this.standings = playoff.standings();
        this.baseline = baseline;
        this.reference = baseline ? 0 : standings.getFirst().id();
        this.names = new CandidateNames(given, playoff.blends());
    }

    /** Whether nobody has a score. */
    boolean isEmpty() {
        return standings.stream().allMatch(candidate -> score(candidate).isEmpty());
    }

    String reference() {
        return names.of(reference);
    }

    private Optional<Estimate> score(Candidate candidate) {
        return scoreboard.estimate(candidate.id(), playoff.met(candidate));
    }

    List<Ranking.Place> places() {
        Map<Integer, Evaluation.Contrast> contrasts = contrasts();
        List<RunResult.CandidateRecord> records = session.records();
        List<Ranking.Place> places = new ArrayList<>();
        for (Candidate candidate : standings) {
            boolean blend = playoff.blends().contains(candidate);
            places.add(new Ranking.Place(
                    names.of(candidate.id()),
                    candidate.prompt(),
                    blend ? candidate.parents().stream().map(names::of).toList() : List.of(),
                    blend ? candidate.operator() : "given",
                    blend ? names.in(candidate.hypothesis()) : "",
                    score(candidate),
                    Optional.ofNullable(contrasts.get(candidate.id())),
                    Optional.empty(),
                    fate(candidate, records.get(candidate.id()).fate())));
        }
        return places;
    }

    /** Who led when the budget ended need not be the winner: a blend that is ahead has still to be proved. */
    private Fate fate(Candidate candidate, Fate told) {
        if (candidate.equals(playoff.winner())) {
            return new Fate.Won(playoff.accepted().isPresent());
        }
        return switch (told) {
            case Fate.Champion led -> playoff.blends().contains(candidate) ? new Fate.Unproved() : new Fate.Kept();
            case Fate.Dropped dropped -> new Fate.Dropped(names.in(dropped.why()));
            case Fate.Kept kept -> kept;
            case Fate.Won won -> won;
            case Fate.Unproved unproved -> unproved;
            case Fate.Unmet unmet -> unmet;
        };
    }

    private Map<Integer, Evaluation.Contrast> contrasts() {
        Map<Integer, Difference> differences = new LinkedHashMap<>();
        for (Candidate candidate : standings) {
            if (candidate.id() != reference) {
                scoreboard
                        .difference(reference, candidate.id(), validation)
                        .ifPresent(difference -> differences.put(candidate.id(), difference));
            }
        }
        return adjusted(differences, baseline, standings.size());
    }

    /**
     * @param differences to the reference, by candidate
     * @param baseline whether the reference was named in advance
     * @param prompts how many were compared
     */
    static Map<Integer, Evaluation.Contrast> adjusted(
            Map<Integer, Difference> differences, boolean baseline, int prompts) {
        double[] p = new double[baseline ? differences.size() : prompts * (prompts - 1) / 2];
        Arrays.fill(p, 1);
        int next = 0;
        for (Difference difference : differences.values()) {
            p[next++] = difference.p();
        }
        double[] adjusted = MultipleComparisons.holm(p);
        Map<Integer, Evaluation.Contrast> contrasts = new LinkedHashMap<>();
        differences.forEach(
                (id, difference) -> contrasts.put(id, new Evaluation.Contrast(difference, adjusted[contrasts.size()])));
        return contrasts;
    }

    /** Names of those that are kept. A blend that did not surpass its parents is none of them. */
    List<String> kept(int places, NearRepeats near) {
        List<Candidate> ranked = standings.stream()
                .filter(candidate -> !playoff.blends().contains(candidate)
                        || playoff.accepted().filter(candidate::equals).isPresent())
                .toList();
        return new Keepers(scoreboard, validation, new HashSet<>(playoff.out()), near::are)
                .of(ranked, places).stream()
                        .map(candidate -> names.of(candidate.id()))
                        .toList();
    }
}
