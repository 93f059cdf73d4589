package dev.emend.run;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.UnreadReply;
import dev.emend.evaluation.race.Elimination;
import dev.emend.judge.League;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import dev.emend.search.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The places of a comparison by a judge: the winner first, then who stayed in the race, then by strength. Differences are those of
 * the duels with the reference, so who did not meet it has none.
 *
 * @see Placings
 */
final class DuelTable implements ComparisonTable {

    private final Duels duels;
    private final Duels.Judged judged;
    private final List<Candidate> candidates;
    private final BlendedDuels.Blended blended;
    private final CandidateNames names;
    private final Candidate winner;
    private final Reference reference;
    private final int referenceNumber;
    private final List<League.Standing> standings;

    /**
     * @param raced the given prompts
     * @param given candidates by number
     * @param blended the blends, whose numbers are behind the given ones
     */
    DuelTable(
            ComparedField field, Duels duels, Duels.Judged raced, List<Candidate> given, BlendedDuels.Blended blended) {
        this.duels = duels;
        this.judged = blended.judged().map(raced::and).orElse(raced);
        this.candidates =
                Stream.concat(given.stream(), blended.blends().stream()).toList();
        this.names = new CandidateNames(field.names(), blended.blends());
        this.blended = blended;
        this.winner = blended.accepted()
                .orElseGet(() -> given.get(ranked(raced, given.size()).getFirst()));
        this.reference = field.reference(names.of(winner.id()));
        this.referenceNumber = field.referenceNumber(winner.id());
        List<League.Standing> byPlayer = judged.league().standings();
        this.standings = ranked(judged, byPlayer.size()).stream()
                .sorted(Comparator.comparing(player -> player != winner.id()))
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

    @Override
    public Candidate winner() {
        return winner;
    }

    @Override
    public Reference reference() {
        return reference;
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
                    + " duels, which count for nobody."
                    + unreadReply()
                            .map(reply -> " " + reply.told("--critique none"))
                            .orElse(""));
        }
        return notes;
    }

    private Optional<UnreadReply> unreadReply() {
        return judged.league()
                .unreadReply()
                .map(reply -> new UnreadReply(
                        reply, duels.askCritiques(judged.examples().getFirst())));
    }

    @Override
    public List<Ranking.Place> places() {
        List<Placing> placings = new ArrayList<>();
        standings.forEach(standing -> placings.add(met(standing)));
        candidates.stream().skip(standings.size()).forEach(candidate -> placings.add(unmet(candidate)));
        return new Placings(names, blended.blends(), reference, standings.size()).places(placings);
    }

    private Placing met(League.Standing standing) {
        int player = standing.player();
        return new Placing(
                candidates.get(player),
                Optional.of(new Estimate(standing.share(), standing.shareInterval(), judged.examplesOf(player))),
                judged.league().haveMet(player, referenceNumber)
                        ? Optional.of(duels.difference(judged, referenceNumber, player))
                        : Optional.empty(),
                Optional.of(standing),
                fate(player));
    }

    private Placing unmet(Candidate candidate) {
        return new Placing(candidate, Optional.empty(), Optional.empty(), Optional.empty(), new Fate.Unmet());
    }

    private Fate fate(int player) {
        if (player == winner.id()) {
            return new Fate.Won(blended.accepted().isPresent());
        }
        if (blended.ahead().filter(blend -> blend.id() == player).isPresent()) {
            return new Fate.Unproved();
        }
        Elimination elimination = judged.fates().get(player);
        return elimination == null
                ? new Fate.Kept()
                : new Fate.Dropped(elimination.why(names.of(elimination.leader())));
    }

    @Override
    public List<String> kept(int most) {
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
        return player == winner.id() || blended.blends().stream().noneMatch(blend -> blend.id() == player);
    }
}
