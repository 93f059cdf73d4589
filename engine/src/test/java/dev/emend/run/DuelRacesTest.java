package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.evaluation.race.Elimination;
import dev.emend.judge.League;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DuelRacesTest {

    private static final int PLAYERS = 4;
    private static final int EXAMPLES = 60;

    /** What duels are worth for the first of each two, by example: won, lost or tied, by luck and by the advantage. */
    private static Map<League.Meeting, double[]> duels(long seed, double advantageOfFirst) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<League.Meeting, double[]> duels = new HashMap<>();
        for (League.Meeting meeting : League.Meeting.all(PLAYERS)) {
            double[] worth = new double[EXAMPLES];
            for (int i = 0; i < EXAMPLES; i++) {
                double advantage = meeting.one() == 0 ? advantageOfFirst : 0;
                double draw = random.nextDouble();
                worth[i] = draw < 0.35 + advantage ? 1 : draw < 0.65 + advantage ? 0.5 : 0;
            }
            duels.put(meeting, worth);
        }
        return duels;
    }

    private static Map<Integer, Elimination> out(Map<League.Meeting, double[]> duels, long seed, int[] asked) {
        DuelRaces races = new DuelRaces(PLAYERS, EXAMPLES, 8, seed);
        Map<Integer, Elimination> out = new HashMap<>();
        while (!races.over()) {
            List<Integer> block = races.nextBlock();
            Map<League.Meeting, double[]> worth = new HashMap<>();
            for (League.Meeting meeting : League.Meeting.all(PLAYERS)) {
                if (!out.containsKey(meeting.one()) && !out.containsKey(meeting.other())) {
                    double[] all = duels.getOrDefault(meeting, new double[0]);
                    worth.put(meeting, block.stream().mapToDouble(i -> all[i]).toArray());
                    asked[0] += block.size();
                }
            }
            out.putAll(races.observe(worth));
        }
        return out;
    }

    private static Set<Integer> whoWinsAll(Map<League.Meeting, double[]> duels) {
        Set<Integer> winners = new HashSet<>(List.of(0, 1, 2, 3));
        duels.forEach((meeting, worth) -> {
            double sum = 0;
            for (double one : worth) {
                sum += one - 0.5;
            }
            if (sum <= 0) {
                winners.remove(meeting.one());
            }
            if (sum >= 0) {
                winners.remove(meeting.other());
            }
        });
        return winners;
    }

    @Test
    void who_would_win_all_duels_hardly_ever_drops_out() {
        int wrong = 0;
        int decided = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            Map<League.Meeting, double[]> duels = duels(seed, 0);
            Set<Integer> winner = whoWinsAll(duels);
            decided += winner.size();
            Map<Integer, Elimination> out = out(duels, seed, new int[1]);
            wrong += winner.stream().anyMatch(out::containsKey) ? 1 : 0;
        }

        assertThat(decided).isGreaterThan(300);
        assertThat(wrong).isLessThanOrEqualTo(decided / 20);
    }

    @Test
    void losers_drop_out_early_and_cost_no_more_duels() {
        int[] asked = new int[1];
        Map<Integer, Elimination> out = out(duels(1, 0.3), 1, asked);

        assertThat(out).containsOnlyKeys(1, 2, 3);
        assertThat(out.values()).allSatisfy(elimination -> {
            assertThat(elimination.leader()).isZero();
            assertThat(elimination.seen()).isLessThan(EXAMPLES);
        });
        assertThat(asked[0]).isLessThan(6 * EXAMPLES * 2 / 3);
    }

    @Test
    void at_the_end_nobody_is_said_to_have_dropped_out() {
        Map<League.Meeting, double[]> ties = duels(3, 0);
        ties.values().forEach(worth -> Arrays.fill(worth, 0.5));

        assertThat(out(ties, 3, new int[1])).isEmpty();
    }
}
