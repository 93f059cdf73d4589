package dev.emend.run;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.race.Elimination;
import dev.emend.judge.League;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The places of a comparison by a judge, with their statistics: the winner first, then who stayed in the race, then by
 * strength. Differences are those of the duels with the reference, so who did not meet it has none; they are adjusted as in a {@link RankingTable}.
 */
final class DuelTable {

    private final Duels duels;
    private final Duels.Judged judged;
    private final List<Candidate> candidates;
    private final BlendedDuels.Blended blended;
    private final CandidateNames names;
    private final int winner;
    private final boolean baseline;
    private final int reference;
    private final List<League.Standing> standings;

    /**
     * @param judged the given prompts, and the blends where they met somebody
     * @param candidates by number, the given ones first and then the blends
     * @param winner its number
     * @param baseline whether the first is a baseline, and so the reference; else the winner is
     */
    DuelTable(
            Duels duels,
            Duels.Judged judged,
            List<Candidate> candidates,
            CandidateNames names,
            BlendedDuels.Blended blended,
            int winner,
            boolean baseline) {
        this.duels = duels;
        this.judged = judged;
        this.candidates = List.copyOf(candidates);
        this.names = names;
        this.blended = blended;
        this.winner = winner;
        this.baseline = baseline;
        this.reference = baseline ? 0 : winner;
        List<League.Standing> byPlayer = judged.league().standings();
        this.standings = ranked(judged, byPlayer.size()).stream()
                .sorted(Comparator.comparing(player -> player != winner))
                .map(byPlayer::get)
                .toList();
    }

    /**
     * The numbers of players, best first: who stayed in the race, then who stayed in it longer, each the strongest first; of
     * equals, the one that was given earlier.
     *
     * @param players how many, from 0
     */
    static List<Integer> ranked(Duels.Judged judged, int players) {
        double[] strengths = judged.league().strengths();
        return IntStream.range(0, players)
                .boxed()
                .sorted(Comparator.comparingInt((Integer player) -> -stayed(judged, player))
                        .thenComparing(player -> -strengths[player])
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int stayed(Duels.Judged judged, int player) {
        return Optional.ofNullable(judged.fates().get(player))
                .map(Elimination::seen)
                .orElse(Integer.MAX_VALUE);
    }

    String reference() {
        return names.of(reference);
    }

    /** What the order of the answers did and what could not be read, in sentences; none where there was neither. */
    List<String> notes() {
        int swayed = standings.stream().mapToInt(League.Standing::swayed).sum();
        int all = standings.stream().mapToInt(League.Standing::duels).sum();
        int unread = judged.league().unread();
        List<String> notes = new ArrayList<>();
        if (swayed > 0) {
            notes.add(Math.round(100.0 * swayed / all)
                    + " % of the duels depend on the order in which the answers were shown. They count as ties.");
        }
        if (unread > 0) {
            notes.add("The judge gave no readable verdict in " + unread + " of " + (unread + all / 2)
                    + " duels, which count for nobody. Maybe its model needs a simpler form, such as"
                    + " \"--critique none\".");
        }
        return notes;
    }

    List<Ranking.Place> places() {
        Map<Integer, Evaluation.Contrast> contrasts = contrasts();
        List<Ranking.Place> places = new ArrayList<>();
        for (League.Standing standing : standings) {
            places.add(place(
                    standing.player(),
                    Optional.of(new Estimate(
                            standing.share(), standing.shareInterval(), judged.examplesOf(standing.player()))),
                    Optional.ofNullable(contrasts.get(standing.player())),
                    Optional.of(standing)));
        }
        for (int player = standings.size(); player < candidates.size(); player++) {
            places.add(place(player, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return places;
    }

    private Ranking.Place place(
            int player,
            Optional<Estimate> score,
            Optional<Evaluation.Contrast> contrast,
            Optional<League.Standing> strength) {
        Candidate candidate = candidates.get(player);
        boolean blend = blended.blends().contains(candidate);
        return new Ranking.Place(
                names.of(player),
                candidate.prompt(),
                blend ? candidate.parents().stream().map(names::of).toList() : List.of(),
                blend ? candidate.operator() : "given",
                blend ? names.in(candidate.hypothesis()) : "",
                score,
                contrast,
                strength,
                fate(player, strength.isPresent()));
    }

    private Fate fate(int player, boolean met) {
        if (player == winner) {
            return new Fate.Won(blended.accepted().isPresent());
        }
        if (!met) {
            return new Fate.Unmet();
        }
        if (blended.ahead().filter(blend -> blend.id() == player).isPresent()) {
            return new Fate.Unproved();
        }
        Elimination elimination = judged.fates().get(player);
        return elimination == null
                ? new Fate.Kept()
                : new Fate.Dropped(elimination.why(names.of(elimination.leader())));
    }

    private Map<Integer, Evaluation.Contrast> contrasts() {
        Map<Integer, Difference> differences = new LinkedHashMap<>();
        for (League.Standing standing : standings) {
            if (judged.league().haveMet(standing.player(), reference)) {
                differences.put(standing.player(), duels.difference(judged, reference, standing.player()));
            }
        }
        return RankingTable.adjusted(differences, baseline, standings.size());
    }

    /** Names of the best, no two of them nearly the same; of the blends at most the one that is proved. */
    List<String> kept(int most) {
        List<Integer> kept = new ArrayList<>();
        for (League.Standing standing : standings) {
            Prompt next = candidates.get(standing.player()).prompt();
            if (kept.size() < most
                    && mayBeKept(standing.player())
                    && kept.stream()
                            .noneMatch(other ->
                                    Screen.isRepeat(candidates.get(other).prompt(), next))) {
                kept.add(standing.player());
            }
        }
        return kept.stream().map(names::of).toList();
    }

    private boolean mayBeKept(int player) {
        return player == winner || blended.blends().stream().noneMatch(blend -> blend.id() == player);
    }
}
