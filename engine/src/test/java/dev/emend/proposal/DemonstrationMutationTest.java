package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class DemonstrationMutationTest {

    private static List<Example> train(int size) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            examples.add(Example.of("e" + i, Map.of("x", "text " + i), "label " + i % 3));
        }
        return examples;
    }

    private static final DemonstrationMutation MUTATION = new DemonstrationMutation(train(20), 5);

    private static List<Demonstration> shown(int size) {
        return train(size).stream()
                .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                .toList();
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    /** In the published code another branch overwrote what had been added, so that prompts could only shrink. */
    @Test
    void addsDropsAndKeepsInAThirdOfTheCasesEach() {
        int added = 0;
        int dropped = 0;
        int reordered = 0;
        for (long seed = 0; seed < 3000; seed++) {
            List<Demonstration> mutated = MUTATION.mutated(shown(3), random(seed));
            added += mutated.size() == 4 && mutated.containsAll(shown(3)) ? 1 : 0;
            dropped += mutated.size() == 2 && shown(3).containsAll(mutated) ? 1 : 0;
            reordered += mutated.size() == 3 && mutated.containsAll(shown(3)) ? 1 : 0;
            assertThat(mutated).doesNotHaveDuplicates();
        }
        assertThat(added).isBetween(900, 1100);
        assertThat(dropped).isBetween(900, 1100);
        assertThat(reordered).isBetween(900, 1100);
        assertThat(added + dropped + reordered).isEqualTo(3000);
    }

    @Test
    void neverShowsMoreThanItMayNorFewerThanNone() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(MUTATION.mutated(shown(5), random(seed))).hasSizeBetween(4, 5);
            assertThat(MUTATION.mutated(List.of(), random(seed))).hasSizeBetween(0, 1);
        }
    }

    @Test
    void whereNothingCanBeAddedItStillDropsAndReorders() {
        DemonstrationMutation poor = new DemonstrationMutation(List.of(), 5);
        for (long seed = 0; seed < 50; seed++) {
            assertThat(poor.mutated(shown(3), random(seed))).hasSizeBetween(2, 3);
            assertThat(poor.mutated(List.of(), random(seed))).isEmpty();
        }
    }

    @Test
    void theOrderChanges() {
        assertThat(java.util.stream.LongStream.range(0, 50)
                        .mapToObj(seed -> MUTATION.mutated(shown(5), random(seed)))
                        .filter(mutated -> mutated.size() == 5)
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }
}
