package dev.emend.judge;

import dev.emend.evaluation.Interval;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Ranks players, such as prompts, by duels of their answers to many inputs: on each input everyone meets everyone, as in a
 * round robin of a {@link Tournament}, or whom it is to meet, as long as neither has dropped out. Two answers of the same text
 * are a tie, and nobody is asked. The same replies and the same seed give the same ranking. Written and read by one thread.
 *
 * <p>Strengths are Bradley and Terry's over the duels of all inputs. Their intervals come from drawing inputs anew, not duels:
 * the duels on one input share its answers, and are no independent evidence. Inputs of one group, such as questions on one
 * document, are drawn together.
 */
public final class League {

    private static final int RESAMPLES = 1_000;
    private static final double LEVEL = 0.95;

    /**
     * A player's place.
     *
     * @param player its number, from 0
     * @param strength natural logarithm of its odds against an average opponent
     * @param interval of the strength: percentiles over resampled groups of inputs
     * @param share of the points of its duels, in [0, 1]; a duel that depends on the order is a tie, half a point
     * @param shareInterval of the share: percentiles over resampled groups of inputs
     * @param inputs on which it has met somebody
     * @param duels whose verdict was readable, ties of equal answers among them
     * @param swayed of {@code duels}, those whose two orders disagree
     */
    public record Standing(
            int player,
            double strength,
            Interval interval,
            double share,
            Interval shareInterval,
            int inputs,
            int duels,
            int swayed) {}

    /**
     * Two players that meet on each input.
     *
     * @param one and {@code other}: their numbers, the smaller first
     */
    public record Meeting(int one, int other) {

        public Meeting {
            if (one < 0 || one >= other) {
                throw new IllegalArgumentException("players " + one + " and " + other + " are no meeting");
            }
        }

        /** Two different players, in either order. */
        public static Meeting of(int player, int opponent) {
            return new Meeting(Math.min(player, opponent), Math.max(player, opponent));
        }

        /** Everyone meets everyone, as in a round robin. */
        public static List<Meeting> all(int players) {
            List<Meeting> meetings = new ArrayList<>();
            for (int one = 0; one < players; one++) {
                for (int other = one + 1; other < players; other++) {
                    meetings.add(new Meeting(one, other));
                }
            }
            return meetings;
        }
    }

    private record Pairing(Meeting players, Optional<DuelVerdict> verdict, List<Completion> replies) {

        boolean has(int player) {
            return players.one == player || players.other == player;
        }

        OptionalDouble value() {
            return verdict.map(DuelVerdict::ofOne).orElse(OptionalDouble.of(0.5));
        }
    }

    private record Round(String group, List<Pairing> pairings) {

        OptionalDouble value(Meeting meeting) {
            return pairings.stream()
                    .filter(pairing -> pairing.players.equals(meeting))
                    .mapToDouble(pairing -> pairing.value().orElse(0.5))
                    .findFirst();
        }
    }

    private final Referee referee;
    private final int players;
    private final List<Meeting> meetings;
    private final Set<Integer> out = new HashSet<>();
    private final long seed;
    private final List<Round> rounds = new ArrayList<>();

    /**
     * @param players at least 2
     * @param meetings who meets whom on each input, without repetition; strengths compare all players where a chain of meetings
     *     joins any two of them
     * @param seed of the intervals
     * @throws IllegalArgumentException where there are fewer players, or a meeting is of others or comes twice
     */
    public League(Referee referee, int players, List<Meeting> meetings, long seed) {
        if (players < 2) {
            throw new IllegalArgumentException("a league needs two players, not " + players);
        }
        if (Set.copyOf(meetings).size() < meetings.size()
                || meetings.stream().anyMatch(meeting -> meeting.other >= players)) {
            throw new IllegalArgumentException(
                    "meetings must be of players 0 to " + (players - 1) + " and come once, not " + meetings);
        }
        this.referee = referee;
        this.players = players;
        this.meetings = List.copyOf(meetings);
        this.seed = seed;
    }

    /** Takes a player out: from the next input on it meets nobody. */
    public void drop(int player) {
        out.add(player);
    }

    /** Whether this player is to meet somebody on the next input. */
    public boolean plays(int player) {
        return ongoing().stream().anyMatch(meeting -> meeting.one == player || meeting.other == player);
    }

    private List<Meeting> ongoing() {
        return meetings.stream()
                .filter(meeting -> !out.contains(meeting.one) && !out.contains(meeting.other))
                .toList();
    }

    /**
     * What is to be asked about the players' answers to an input, for each two that meet and differ.
     *
     * @param answers by player, anything for one that does not {@link #plays play}
     */
    public List<Question> questions(Brief brief, List<String> answers) {
        List<Question> questions = new ArrayList<>();
        for (Meeting meeting : ongoing()) {
            if (differ(answers, meeting)) {
                questions.addAll(referee.questions(brief, answers.get(meeting.one), answers.get(meeting.other)));
            }
        }
        return questions;
    }

    private static boolean differ(List<String> answers, Meeting meeting) {
        return !answers.get(meeting.one)
                .strip()
                .equals(answers.get(meeting.other).strip());
    }

    /**
     * Takes the replies to the questions about an input.
     *
     * @param group the key of the input's group; one of its own where inputs do not belong together
     * @param replies one for each question, in their order
     * @throws IllegalArgumentException where there are more or fewer
     */
    public void add(String group, List<String> answers, List<Completion> replies) {
        List<Pairing> round = new ArrayList<>();
        int next = 0;
        for (Meeting meeting : ongoing()) {
            Optional<DuelVerdict> verdict = Optional.empty();
            List<Completion> own = List.of();
            if (differ(answers, meeting)) {
                int end = next + referee.questionsEach();
                if (end > replies.size()) {
                    throw new IllegalArgumentException("only " + replies.size() + " replies came");
                }
                own = List.copyOf(replies.subList(next, end));
                verdict = Optional.of(referee.verdict(own));
                next = end;
            }
            round.add(new Pairing(meeting, verdict, own));
        }
        if (next != replies.size()) {
            throw new IllegalArgumentException(next + " replies were expected, but " + replies.size() + " came");
        }
        rounds.add(new Round(group, round));
    }

    /**
     * What the duels of two players are worth for the first, input by input in the order added: from 0 to 1, a half where no
     * verdict was readable; empty where they did not meet.
     */
    public List<OptionalDouble> values(int first, int second) {
        Meeting meeting = Meeting.of(first, second);
        return rounds.stream()
                .map(round -> round.value(meeting))
                .map(ofOne -> first < second || ofOne.isEmpty() ? ofOne : OptionalDouble.of(1 - ofOne.getAsDouble()))
                .toList();
    }

    /** On which of the inputs, by their place in the order added, this player has met somebody. */
    public List<Integer> inputs(int player) {
        return IntStream.range(0, rounds.size())
                .filter(i -> rounds.get(i).pairings.stream().anyMatch(pairing -> pairing.has(player)))
                .boxed()
                .toList();
    }

    /** How many there were. */
    public int duels() {
        return rounds.stream().mapToInt(round -> round.pairings.size()).sum();
    }

    /** In how many duels no verdict was readable. */
    public int unread() {
        return (int) undecided().count();
    }

    /** The first reply to a duel in which no verdict was readable. */
    public Optional<Completion> unreadReply() {
        return undecided().flatMap(pairing -> pairing.replies.stream()).findFirst();
    }

    private Stream<Pairing> undecided() {
        return rounds.stream()
                .flatMap(round -> round.pairings.stream())
                .filter(pairing -> pairing.value().isEmpty());
    }

    /** Whether these two have met. */
    public boolean haveMet(int first, int second) {
        return first != second && values(first, second).stream().anyMatch(OptionalDouble::isPresent);
    }

    /**
     * The duels of both leagues, of the same players by number, which may be more in the other one. An input that was added to
     * both counts twice in {@link Standing#inputs}. Inputs of one group, in whichever league, are drawn together.
     *
     * @param other whose inputs come behind these
     */
    public League joined(League other) {
        League all = new League(referee, Math.max(players, other.players), List.of(), seed);
        all.rounds.addAll(rounds);
        all.rounds.addAll(other.rounds);
        return all;
    }

    /** By player, from 0: the natural logarithm of its odds against an average opponent; all 0 where no input was added. */
    public double[] strengths() {
        return BradleyTerry.strengths(players, games(rounds));
    }

    /** By player, from 0, with intervals. None where no input was added. */
    public List<Standing> standings() {
        if (rounds.isEmpty()) {
            return List.of();
        }
        double[] strengths = strengths();
        double[] shares = shares(rounds);
        double[][] strengthDraws = new double[RESAMPLES][];
        double[][] shareDraws = new double[RESAMPLES][];
        List<List<Round>> groups = groups();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        for (int draw = 0; draw < RESAMPLES; draw++) {
            List<Round> drawn = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                drawn.addAll(groups.get(random.nextInt(groups.size())));
            }
            strengthDraws[draw] = BradleyTerry.strengths(players, games(drawn));
            shareDraws[draw] = shares(drawn);
        }
        List<Standing> standings = new ArrayList<>();
        for (int player = 0; player < players; player++) {
            int own = player;
            List<Integer> played = inputs(player);
            List<Pairing> met = played.stream()
                    .flatMap(i -> rounds.get(i).pairings.stream())
                    .filter(pairing -> pairing.has(own))
                    .filter(pairing -> pairing.value().isPresent())
                    .toList();
            standings.add(new Standing(
                    player,
                    strengths[player],
                    interval(strengthDraws, player),
                    shares[player],
                    interval(shareDraws, player),
                    played.size(),
                    met.size(),
                    (int) met.stream()
                            .flatMap(pairing -> pairing.verdict.stream())
                            .filter(DuelVerdict::isSwayed)
                            .count()));
        }
        return standings;
    }

    /** In the order of their first inputs. */
    private List<List<Round>> groups() {
        Map<String, List<Round>> groups = new LinkedHashMap<>();
        rounds.forEach(round ->
                groups.computeIfAbsent(round.group, key -> new ArrayList<>()).add(round));
        return List.copyOf(groups.values());
    }

    private static List<BradleyTerry.Game> games(List<Round> from) {
        List<BradleyTerry.Game> games = new ArrayList<>();
        for (Round round : from) {
            for (Pairing pairing : round.pairings) {
                pairing.value()
                        .ifPresent(value ->
                                games.add(new BradleyTerry.Game(pairing.players.one, pairing.players.other, value)));
            }
        }
        return games;
    }

    private double[] shares(List<Round> from) {
        double[] points = new double[players];
        int[] duels = new int[players];
        for (BradleyTerry.Game game : games(from)) {
            points[game.one()] += game.value();
            points[game.other()] += 1 - game.value();
            duels[game.one()]++;
            duels[game.other()]++;
        }
        for (int player = 0; player < players; player++) {
            points[player] = duels[player] == 0 ? 0.5 : points[player] / duels[player];
        }
        return points;
    }

    private static Interval interval(double[][] draws, int player) {
        double[] sorted =
                Arrays.stream(draws).mapToDouble(draw -> draw[player]).sorted().toArray();
        return new Interval(
                sorted[(int) Math.round((1 - LEVEL) / 2 * (sorted.length - 1))],
                sorted[(int) Math.round((1 + LEVEL) / 2 * (sorted.length - 1))],
                LEVEL);
    }
}
