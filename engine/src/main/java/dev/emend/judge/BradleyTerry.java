package dev.emend.judge;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Strengths from duels: one beats other with the odds exp(one) : exp(other) (Bradley and Terry, "Rank Analysis of
 * Incomplete Block Designs", Biometrika 39, 1952), by the iteration of Newman ("Efficient Computation of Rankings from Pairwise
 * Comparisons", JMLR 24, 2023). A tie is half a win for each. Each player also has one drawn game against an average opponent, whose
 * strength is 0, so that strengths stay finite for who never lost, and comparable for who never met.
 *
 * <p>The average opponent is a player like the others while strengths are sought: held fast, it would move them all by a
 * fraction of a percent a step, as it meets each of them but once.
 */
final class BradleyTerry {

    private static final int MOST_STEPS = 10_000;
    private static final double CLOSE = 1e-9;

    /** @param value of the duel for {@code one}, in [0, 1] */
    record Game(int one, int other, double value) {}

    private BradleyTerry() {}

    /** Natural logarithms of the strengths. */
    static double[] strengths(int players, List<Game> games) {
        double[][] wins = new double[players + 1][players + 1];
        for (Game game : games) {
            wins[game.one][game.other] += game.value;
            wins[game.other][game.one] += 1 - game.value;
        }
        for (int i = 0; i < players; i++) {
            wins[i][players] = 0.5;
            wins[players][i] = 0.5;
        }
        double[] logs = new double[players + 1];
        double moved = 1;
        for (int step = 0; step < MOST_STEPS && moved > CLOSE; step++) {
            moved = step(wins, logs);
        }
        double average = logs[players];
        return IntStream.range(0, players).mapToDouble(i -> logs[i] - average).toArray();
    }

    /** How far the strength that moved most did. */
    private static double step(double[][] wins, double[] logs) {
        double moved = 0;
        for (int i = 0; i < logs.length; i++) {
            double won = 0;
            double lost = 0;
            for (int j = 0; j < logs.length; j++) {
                double odds = 1 / (1 + Math.exp(logs[i] - logs[j]));
                won += wins[i][j] * odds;
                lost += wins[j][i] * (1 - odds);
            }
            double shift = Math.log(won / lost);
            logs[i] += shift;
            moved = Math.max(moved, Math.abs(shift));
        }
        return moved;
    }
}
