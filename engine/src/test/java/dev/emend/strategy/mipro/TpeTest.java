package dev.emend.strategy.mipro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TpeTest {

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    private static List<Integer> suggested(Tpe tpe, long seed) {
        return tpe.suggest(choice -> true, random(seed)).orElseThrow();
    }

    /** Over 200 seeds, how often the suggestion takes this choice of the first variable. */
    private static int times(Tpe tpe, int first) {
        int times = 0;
        for (long seed = 0; seed < 200; seed++) {
            times += suggested(tpe, seed).get(0) == first ? 1 : 0;
        }
        return times;
    }

    @Test
    void withoutObservationsEveryChoiceIsAsLikely() {
        Tpe tpe = new Tpe(List.of(4));

        for (int choice = 0; choice < 4; choice++) {
            assertThat(times(tpe, choice)).isBetween(25, 80);
        }
    }

    @Test
    void suggestsWhatLooksLikeTheGoodOnes() {
        Tpe tpe = new Tpe(List.of(5, 5));
        for (int i = 0; i < 5; i++) {
            tpe.observe(List.of(i, i), i == 3 ? 0.9 : 0.1 * i, 10);
        }

        // A quarter of the weight lies within the best two.
        assertThat(times(tpe, 3) + times(tpe, 4)).isGreaterThan(190);
        assertThat(times(tpe, 3)).isGreaterThan(60);
    }

    /** MIPROv2 in DSPy takes a minibatch and a full evaluation for the same, and believes the luckiest minibatch. */
    @Test
    void evidenceWeighsByTheExamplesThatItRestsOn() {
        Tpe weighted = new Tpe(List.of(6));
        Tpe equal = new Tpe(List.of(6));
        double[] values = {0.9, 0.8, 0.4, 0.4, 0.3, 0.3};
        int[] examples = {5, 60, 20, 20, 20, 20};
        for (int i = 0; i < values.length; i++) {
            weighted.observe(List.of(i), values[i], examples[i]);
            equal.observe(List.of(i), values[i], 1);
        }

        assertThat(times(equal, 0)).isGreaterThan(60);
        assertThat(times(weighted, 0)).isLessThan(20);
        assertThat(times(weighted, 1)).isGreaterThan(150);
    }

    @Test
    void aLaterObservationOfAChoiceTakesThePlaceOfTheEarlier() {
        Tpe changed = new Tpe(List.of(3));
        changed.observe(List.of(0), 1.0, 10);
        changed.observe(List.of(1), 0.5, 10);
        changed.observe(List.of(2), 0.4, 10);
        changed.observe(List.of(0), 0.0, 20);
        Tpe fresh = new Tpe(List.of(3));
        fresh.observe(List.of(0), 0.0, 20);
        fresh.observe(List.of(1), 0.5, 10);
        fresh.observe(List.of(2), 0.4, 10);

        for (long seed = 0; seed < 50; seed++) {
            assertThat(suggested(changed, seed)).isEqualTo(suggested(fresh, seed));
        }
    }

    @Test
    void suggestsOnlyWhatIsAllowedDownToTheLast() {
        Tpe tpe = new Tpe(List.of(4, 3));
        tpe.observe(List.of(0, 0), 1, 50);
        Set<List<Integer>> used = new HashSet<>(Set.of(List.of(0, 0)));
        for (int i = 1; i < 12; i++) {
            List<Integer> next =
                    tpe.suggest(choice -> !used.contains(choice), random(i)).orElseThrow();
            assertThat(used.add(next)).isTrue();
            tpe.observe(next, 0, 1);
        }

        assertThat(tpe.suggest(choice -> !used.contains(choice), random(99))).isEmpty();
    }

    /** Each choice is good with one partner, and bad with the others: each variable alone tells nothing. */
    @Test
    void findsPairsThatAreGoodOnlyTogether() {
        Tpe tpe = new Tpe(List.of(4, 4));
        for (int first = 0; first < 4; first++) {
            for (int second = 0; second < 4; second++) {
                tpe.observe(List.of(first, second), first == second ? 1 : 0, 10);
            }
        }
        int pairs = 0;
        for (long seed = 0; seed < 200; seed++) {
            List<Integer> suggestion = suggested(tpe, seed);
            pairs += suggestion.get(0).equals(suggestion.get(1)) ? 1 : 0;
        }

        assertThat(pairs).isGreaterThan(190);
    }

    private static double additive(List<Integer> choice) {
        return 0.1 * choice.get(0) + 0.05 * choice.get(1);
    }

    /** After eight trials by lot, guided or by lot, no choice twice. */
    private static int trialsToTheBest(ToDoubleFunction<List<Integer>> value, boolean guided, long seed) {
        Tpe tpe = new Tpe(List.of(6, 8));
        Tpe blind = new Tpe(List.of(6, 8));
        UniformRandomProvider random = random(seed);
        Set<List<Integer>> used = new HashSet<>();
        while (!used.contains(List.of(5, 7))) {
            List<Integer> next = (guided && used.size() >= 8 ? tpe : blind)
                    .suggest(choice -> !used.contains(choice), random)
                    .orElseThrow();
            used.add(next);
            tpe.observe(next, value.applyAsDouble(next), 1);
        }
        return used.size();
    }

    @Test
    void findsTheBestInFewerTrialsThanDrawingByLot() {
        double guided = 0;
        double blind = 0;
        for (long seed = 1; seed <= 60; seed++) {
            guided += trialsToTheBest(TpeTest::additive, true, seed) / 60.0;
            blind += trialsToTheBest(TpeTest::additive, false, seed) / 60.0;
        }

        assertThat(guided).isLessThan(0.75 * blind);
    }
}
