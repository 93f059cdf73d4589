package dev.emend.judge;

import dev.emend.evaluation.Interval;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Ranks several answers to one input by duels, each in both orders. Immutable, and it calls nothing: {@link #questions}
 * says what the current round asks, {@link #after} takes the replies and gives the tournament with the next round drawn,
 * until there are no questions left. The same replies and the same seed give the same ranking.
 */
public final class Tournament {

    private static final int RESAMPLES = 1_000;
    private static final double LEVEL = 0.95;

    private record Pairing(int one, int other) {}

    private record Played(Pairing pairing, Duel duel) {}

    /**
     * An answer's place.
     *
     * @param answer its index
     * @param strength natural logarithm of its odds against an average opponent, by Bradley and Terry
     * @param interval of the strength: percentiles over resampled duels
     * @param points one for a duel won in both orders, a half for one that is tied or depends on the order
     * @param duels whose verdict was readable
     * @param swayed of {@code duels}, those whose two orders disagree
     */
    public record Standing(int answer, double strength, Interval interval, double points, int duels, int swayed) {}

    private final PairJudge judge;
    private final Brief brief;
    private final List<String> answers;
    private final long seed;
    private final int rounds;
    private final boolean everyone;
    private final List<Played> played;
    private final List<Pairing> round;
    private final int roundsDrawn;

    private Tournament(
            PairJudge judge,
            Brief brief,
            List<String> answers,
            long seed,
            int rounds,
            boolean everyone,
            List<Played> played,
            List<Pairing> round,
            int roundsDrawn) {
        this.judge = judge;
        this.brief = brief;
        this.answers = answers;
        this.seed = seed;
        this.rounds = rounds;
        this.everyone = everyone;
        this.played = played;
        this.round = round;
        this.roundsDrawn = roundsDrawn;
    }

    /** Everyone against everyone: n(n-1) questions for n answers, in one round. */
    public static Tournament roundRobin(PairJudge judge, Brief brief, List<String> answers, long seed) {
        return of(judge, brief, answers, seed, 1, true);
    }

    /**
     * Neighbours in the ranking so far who have not met, round by round: about n questions a round. Good for many answers;
     * log2(n) + 1 rounds find the best.
     *
     * @param rounds at least 1
     */
    public static Tournament swiss(PairJudge judge, Brief brief, List<String> answers, int rounds, long seed) {
        return of(judge, brief, answers, seed, rounds, false);
    }

    private static Tournament of(
            PairJudge judge, Brief brief, List<String> answers, long seed, int rounds, boolean everyone) {
        if (answers.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException("a tournament needs an answer and a round, not " + answers.size()
                    + " answers and " + rounds + " rounds");
        }
        return new Tournament(judge, brief, List.copyOf(answers), seed, rounds, everyone, List.of(), List.of(), 0)
                .drawn(List.of());
    }

    /** What the current round asks: two questions for each duel. None where the tournament is over. */
    public List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (Pairing pairing : round) {
            String one = answers.get(pairing.one);
            String other = answers.get(pairing.other);
            questions.add(judge.question(brief, one, other, Asking.ONCE));
            questions.add(judge.question(brief, other, one, Asking.ONCE));
        }
        return questions;
    }

    /**
     * @param replies one for each question, in their order
     * @throws IllegalArgumentException where there are more or fewer
     */
    public Tournament after(List<Completion> replies) {
        if (replies.size() != 2 * round.size()) {
            throw new IllegalArgumentException(
                    "the round asks " + 2 * round.size() + " questions, but " + replies.size() + " replies came");
        }
        List<Played> all = new ArrayList<>(played);
        for (int i = 0; i < round.size(); i++) {
            all.add(new Played(
                    round.get(i), new Duel(preference(replies.get(2 * i)), preference(replies.get(2 * i + 1)))));
        }
        return drawn(all);
    }

    private Optional<Preference> preference(Completion reply) {
        return judge.read(reply).map(PairJudge.Ruling::preference);
    }

    private Tournament drawn(List<Played> all) {
        List<Pairing> next = roundsDrawn == rounds ? List.of() : everyone ? everyPair() : neighbours(all);
        return new Tournament(judge, brief, answers, seed, rounds, everyone, List.copyOf(all), next, roundsDrawn + 1);
    }

    private List<Pairing> everyPair() {
        List<Pairing> pairs = new ArrayList<>();
        for (int one = 0; one < answers.size(); one++) {
            for (int other = one + 1; other < answers.size(); other++) {
                pairs.add(new Pairing(one, other));
            }
        }
        return pairs;
    }

    private List<Pairing> neighbours(List<Played> all) {
        double[] points = points(all);
        // Drawn by lot among equals, so that the order of the answers decides nothing.
        int[] lots = PermutationSampler.natural(answers.size());
        PermutationSampler.shuffle(random(seed), lots);
        List<Integer> waiting = new ArrayList<>(IntStream.range(0, answers.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(answer -> -points[answer])
                        .thenComparingInt(answer -> lots[answer]))
                .toList());
        List<Pairing> pairs = new ArrayList<>();
        while (!waiting.isEmpty()) {
            int one = waiting.removeFirst();
            waiting.stream()
                    .filter(other -> all.stream().noneMatch(game -> met(game.pairing, one, other)))
                    .findFirst()
                    .ifPresent(other -> {
                        pairs.add(new Pairing(one, other));
                        waiting.remove(other);
                    });
        }
        return pairs;
    }

    private static boolean met(Pairing pairing, int one, int other) {
        return pairing.one == one && pairing.other == other || pairing.one == other && pairing.other == one;
    }

    private double[] points(List<Played> all) {
        double[] points = new double[answers.size()];
        for (Played game : all) {
            OptionalDouble value = game.duel.ofOne();
            if (value.isPresent()) {
                points[game.pairing.one] += value.getAsDouble();
                points[game.pairing.other] += 1 - value.getAsDouble();
            }
        }
        return points;
    }

    /** Best first; of equal strength, in the order of the answers. */
    public List<Standing> standings() {
        List<Played> readable =
                played.stream().filter(game -> game.duel.ofOne().isPresent()).toList();
        double[] strengths = BradleyTerry.strengths(answers.size(), games(readable));
        double[][] resampled = resampled(readable);
        double[] points = points(readable);
        List<Standing> standings = new ArrayList<>();
        for (int answer = 0; answer < answers.size(); answer++) {
            int own = answer;
            List<Duel> duels = readable.stream()
                    .filter(game -> game.pairing.one == own || game.pairing.other == own)
                    .map(Played::duel)
                    .toList();
            double[] sorted = Arrays.stream(resampled)
                    .mapToDouble(strength -> strength[own])
                    .sorted()
                    .toArray();
            standings.add(new Standing(
                    own,
                    strengths[own],
                    new Interval(percentile(sorted, (1 - LEVEL) / 2), percentile(sorted, (1 + LEVEL) / 2), LEVEL),
                    points[own],
                    duels.size(),
                    (int) duels.stream()
                            .filter(duel -> duel.isReadable() && !duel.isConsistent())
                            .count()));
        }
        standings.sort(Comparator.comparingDouble(Standing::strength).reversed().thenComparingInt(Standing::answer));
        return List.copyOf(standings);
    }

    private static List<BradleyTerry.Game> games(List<Played> readable) {
        return readable.stream()
                .map(game -> new BradleyTerry.Game(
                        game.pairing.one, game.pairing.other, game.duel.ofOne().orElseThrow()))
                .toList();
    }

    private double[][] resampled(List<Played> readable) {
        List<BradleyTerry.Game> games = games(readable);
        UniformRandomProvider random = random(seed + 1);
        double[][] strengths = new double[RESAMPLES][];
        for (int i = 0; i < RESAMPLES; i++) {
            List<BradleyTerry.Game> drawn = new ArrayList<>();
            for (int j = 0; j < games.size(); j++) {
                drawn.add(games.get(random.nextInt(games.size())));
            }
            strengths[i] = BradleyTerry.strengths(answers.size(), drawn);
        }
        return strengths;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }
}
