package dev.emend.run;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Evaluation;
import dev.emend.judge.League;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import dev.emend.search.Blending;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a comparison by a judge, with their statistics: the winner first, then by strength. Differences are those of the
 * duels with the reference, so who did not meet it has none; they are adjusted as in a {@link RankingTable}.
 */
final class DuelTable {

    private final Duels duels;
    private final Duels.Judged judged;
    private final List<Prompt> prompts;
    private final BlendedDuels.Blended blended;
    private final CandidateNames names;
    private final int winner;
    private final boolean baseline;
    private final int reference;
    private final List<League.Standing> standings;

    /**
     * @param judged the given prompts, and the blends where they met somebody, on the same examples
     * @param prompts by number, the given ones first and then the blends
     * @param winner its number
     * @param baseline whether the first is a baseline, and so the reference; else the winner is
     */
    DuelTable(
            Duels duels,
            Duels.Judged judged,
            List<Prompt> prompts,
            List<String> given,
            BlendedDuels.Blended blended,
            int winner,
            boolean baseline) {
        this.duels = duels;
        this.judged = judged;
        this.prompts = prompts;
        this.blended = blended;
        this.names = new CandidateNames(given, blended.blends());
        this.winner = winner;
        this.baseline = baseline;
        this.reference = baseline ? 0 : winner;
        this.standings = judged.league().standings().stream()
                .sorted(Comparator.comparing((League.Standing standing) -> standing.player() != winner)
                        .thenComparing(BY_STRENGTH))
                .toList();
    }

    /** The strongest first; of equals, the one that was given earlier. */
    static final Comparator<League.Standing> BY_STRENGTH =
            Comparator.comparingDouble(League.Standing::strength).reversed().thenComparingInt(League.Standing::player);

    String reference() {
        return names.of(reference);
    }

    /** What the order of the answers did, in a sentence; empty where it did nothing. */
    Optional<String> swayed() {
        int swayed = standings.stream().mapToInt(League.Standing::swayed).sum();
        int all = standings.stream().mapToInt(League.Standing::duels).sum();
        return swayed == 0
                ? Optional.empty()
                : Optional.of(Math.round(100.0 * swayed / all)
                        + " % of the duels depend on the order in which the answers were shown. They count as ties.");
    }

    List<Ranking.Place> places() {
        Map<Integer, Evaluation.Contrast> contrasts = contrasts();
        List<Ranking.Place> places = new ArrayList<>();
        for (League.Standing standing : standings) {
            places.add(place(
                    standing.player(),
                    Optional.of(new Estimate(standing.share(), standing.shareInterval(), standing.inputs())),
                    Optional.ofNullable(contrasts.get(standing.player())),
                    Optional.of(standing)));
        }
        for (int player = standings.size(); player < prompts.size(); player++) {
            places.add(place(player, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return places;
    }

    private Ranking.Place place(
            int player,
            Optional<Estimate> score,
            Optional<Evaluation.Contrast> contrast,
            Optional<League.Standing> strength) {
        Optional<Candidate> blend = blended.blends().stream()
                .filter(candidate -> candidate.id() == player)
                .findFirst();
        return new Ranking.Place(
                names.of(player),
                prompts.get(player),
                blend.map(made -> made.parents().stream().map(names::of).toList())
                        .orElse(List.of()),
                blend.map(Candidate::operator).orElse("given"),
                blend.map(Candidate::hypothesis).map(names::in).orElse(""),
                score,
                contrast,
                strength,
                fate(player, strength.isPresent()));
    }

    private String fate(int player, boolean met) {
        if (player == winner) {
            return blended.accepted().isPresent() ? RankingTable.SURPASSES : "winner";
        }
        if (!met) {
            return "the budget ended before it was compared";
        }
        return blended.ahead().filter(blend -> blend.id() == player).isPresent() ? Blending.NOT_PROVED : "";
    }

    private Map<Integer, Evaluation.Contrast> contrasts() {
        Map<Integer, Difference> differences = new LinkedHashMap<>();
        for (League.Standing standing : standings) {
            if (judged.league().meet(standing.player(), reference)) {
                differences.put(standing.player(), duels.difference(judged, reference, standing.player()));
            }
        }
        return RankingTable.adjusted(differences, baseline);
    }

    /** Names of the best, no two of them nearly the same; of the blends at most the one that is proved. */
    List<String> kept(int most) {
        List<Integer> kept = new ArrayList<>();
        for (League.Standing standing : standings) {
            Prompt next = prompts.get(standing.player());
            if (kept.size() < most
                    && mayBeKept(standing.player())
                    && kept.stream().noneMatch(other -> Screen.isRepeat(prompts.get(other), next))) {
                kept.add(standing.player());
            }
        }
        return kept.stream().map(names::of).toList();
    }

    private boolean mayBeKept(int player) {
        return player == winner || blended.blends().stream().noneMatch(blend -> blend.id() == player);
    }
}
