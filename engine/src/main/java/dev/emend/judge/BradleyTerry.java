package dev.emend.judge;

import java.util.Arrays;
import java.util.List;

/**
 * Strengths from duels: one beats other with the odds exp(one) : exp(other) (Bradley and Terry, "Rank Analysis of
 * Incomplete Block Designs", Biometrika 39, 1952), by the minorization of Hunter ("MM Algorithms for Generalized
 * Bradley-Terry Models", Annals of Statistics 32, 2004). A tie is half a win for each. Each player also has one drawn game
 * against a player of strength 0, so that strengths stay finite for who never lost, and comparable for who never met.
 */
final class BradleyTerry {

    private static final int STEPS = 500;
    private static final double CLOSE = 1e-9;

    /** @param value of the duel for {@code one}, in [0, 1] */
    record Game(int one, int other, double value) {}

    private BradleyTerry() {}

    /** Natural logarithms of the strengths. */
    static double[] strengths(int players, List<Game> games) {
        double[] wins = new double[players];
        Arrays.fill(wins, 0.5);
        int[][] met = new int[players][players];
        for (Game game : games) {
            wins[game.one] += game.value;
            wins[game.other] += 1 - game.value;
            met[game.one][game.other]++;
            met[game.other][game.one]++;
        }
        double[] strength = new double[players];
        Arrays.fill(strength, 1);
        for (int step = 0; step < STEPS; step++) {
            double[] next = step(wins, met, strength);
            double moved = 0;
            for (int i = 0; i < players; i++) {
                moved = Math.max(moved, Math.abs(Math.log(next[i] / strength[i])));
            }
            strength = next;
            if (moved < CLOSE) {
                break;
            }
        }
        return Arrays.stream(strength).map(Math::log).toArray();
    }

    private static double[] step(double[] wins, int[][] met, double[] strength) {
        double[] next = new double[strength.length];
        for (int i = 0; i < next.length; i++) {
            double weight = 1 / (strength[i] + 1);
            for (int j = 0; j < next.length; j++) {
                weight += met[i][j] / (strength[i] + strength[j]);
            }
            next[i] = wins[i] / weight;
        }
        return next;
    }
}
