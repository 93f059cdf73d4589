package dev.emend.run;

import dev.emend.Fingerprint;
import dev.emend.evaluation.race.Elimination;
import dev.emend.evaluation.race.Order;
import dev.emend.evaluation.race.Race;
import dev.emend.evaluation.race.Rules;
import dev.emend.judge.League;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Races of each two prompts over the same examples in the same order, scored by their duels. Whoever is proved to lose to another
 * over all the examples drops out of all its races.
 *
 * <p>The promise: who would win all its duels over all examples is dropped with a probability of at most {@value #ALPHA}, however
 * many prompts and looks there are. It runs as many races as it has opponents, and each errs with at most that part of it ({@link
 * Race}). Where the judge's preferences go in a circle nobody wins all, and anybody may be proved to lose to somebody.
 */
final class DuelRaces {

    private static final double ALPHA = 0.05;

    /** The races that are not over, by who runs. */
    private final Map<League.Meeting, Race> races = new LinkedHashMap<>();

    private final int examples;

    /** @param block examples between two decisions */
    DuelRaces(int players, int examples, int block, long seed) {
        this.examples = examples;
        long order = Fingerprint.of("order of duels").add(seed).seed();
        Rules rules = Rules.of(block).withAlpha(ALPHA / (players - 1));
        for (League.Meeting meeting : League.Meeting.all(players)) {
            races.put(meeting, new Race(2, Order.uniform(examples, order), rules));
        }
    }

    boolean over() {
        return races.isEmpty();
    }

    /** The examples that all are to meet next, by index; the same for every race. */
    List<Integer> nextBlock() {
        List<Integer> block = List.of();
        for (Race race : races.values()) {
            block = race.nextBlock();
        }
        return block;
    }

    /**
     * Takes the duels of the block.
     *
     * @param worth for each two that race, what the duels are worth for the one with the smaller number, by example of the block
     * @return who dropped out, with the evidence against the one that it loses to; in order
     */
    Map<Integer, Elimination> observe(Map<League.Meeting, double[]> worth) {
        Map<Integer, Elimination> out = new TreeMap<>();
        for (Map.Entry<League.Meeting, Race> each : new ArrayList<>(races.entrySet())) {
            League.Meeting meeting = each.getKey();
            Race race = each.getValue();
            double[] ofOne = worth.getOrDefault(meeting, new double[0]);
            double[] ofOther = new double[ofOne.length];
            for (int i = 0; i < ofOne.length; i++) {
                ofOther[i] = 1 - ofOne[i];
            }
            for (Elimination elimination : race.observe(new double[][] {ofOne, ofOther})) {
                // At the end of all examples nobody has to be spared any.
                if (elimination.seen() < examples) {
                    int loser = elimination.candidate() == 0 ? meeting.one() : meeting.other();
                    int winner = elimination.candidate() == 0 ? meeting.other() : meeting.one();
                    out.putIfAbsent(loser, elimination.between(loser, winner));
                }
            }
            if (race.over()) {
                races.remove(meeting);
            }
        }
        races.keySet().removeIf(meeting -> out.containsKey(meeting.one()) || out.containsKey(meeting.other()));
        return out;
    }
}
