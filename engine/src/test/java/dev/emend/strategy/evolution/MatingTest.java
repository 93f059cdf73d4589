package dev.emend.strategy.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatingTest {

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    /** Members are their own fitness, in hundredths. */
    private static List<Integer> parents(Mating mating, List<Integer> population, long seed) {
        return mating.parents(2, population, member -> member / 100.0, random(seed));
    }

    /** The published wheel gives the same prompt twice, the more often the better it is. */
    @ParameterizedTest
    @EnumSource
    void nobodyIsCrossedWithItself(Mating mating) {
        for (long seed = 0; seed < 500; seed++) {
            assertThat(parents(mating, List.of(1, 2, 97), seed)).hasSize(2).doesNotHaveDuplicates();
            assertThat(parents(mating, List.of(0, 100), seed)).containsExactly(100, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFitterOneComesFirst(Mating mating) {
        for (long seed = 0; seed < 100; seed++) {
            List<Integer> parents = parents(mating, List.of(40, 10, 30, 20), seed);
            assertThat(parents.get(0)).isGreaterThan(parents.get(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneAloneIsTheOnlyParent(Mating mating) {
        assertThat(parents(mating, List.of(7), 1)).containsExactly(7);
    }

    @Test
    void theWheelDrawsInProportionToFitness() {
        int best = 0;
        for (long seed = 0; seed < 4000; seed++) {
            best += Mating.ROULETTE.one(List.of(10, 60, 30), member -> member, random(seed)) == 60 ? 1 : 0;
        }
        assertThat(best).isBetween(2250, 2550);
    }

    @Test
    void whereNobodyHasScoredTheWheelDrawsEveryoneAlike() {
        int[] drawn = new int[3];
        for (long seed = 0; seed < 3000; seed++) {
            drawn[Mating.ROULETTE.one(List.of(0, 1, 2), member -> 0, random(seed))]++;
        }
        assertThat(drawn).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).isBetween(880, 1120);
            }
        });
    }

    @Test
    void aTournamentIsNeverWonByTheWorst() {
        for (long seed = 0; seed < 500; seed++) {
            assertThat(Mating.TOURNAMENT.one(List.of(3, 1, 2), member -> member, random(seed)))
                    .isNotEqualTo(1);
        }
    }
}
