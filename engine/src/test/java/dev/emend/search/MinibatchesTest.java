package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MinibatchesTest {

    private static Minibatches of(int train, int size) {
        List<Example> examples = IntStream.range(0, train)
                .mapToObj(i -> Example.of("e" + i, Map.of(), "x"))
                .toList();
        return new Minibatches(
                examples,
                size,
                label -> RandomSource.XO_RO_SHI_RO_128_PP.create(
                        Fingerprint.of(label).seed()));
    }

    private static List<List<String>> drawn(Minibatches minibatches, int times) {
        List<List<String>> drawn = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            drawn.add(minibatches.next().stream().map(Example::id).toList());
        }
        return drawn;
    }

    @Test
    void anEpochGoesThroughAllExamplesOnce() {
        List<String> epoch = drawn(of(12, 3), 4).stream().flatMap(List::stream).toList();

        assertThat(epoch).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void everyEpochHasAnOrderOfItsOwn() {
        List<List<String>> drawn = drawn(of(12, 3), 8);

        assertThat(drawn.subList(0, 4)).isNotEqualTo(drawn.subList(4, 8));
    }

    @Test
    void whereExamplesDoNotDivideEvenlyEachIsStillMetAboutAsOftenAsAnyOther() {
        List<List<String>> drawn = drawn(of(10, 4), 3 * 20);

        assertThat(drawn)
                .allSatisfy(batch -> assertThat(batch)
                        .hasSize(4)
                        .satisfies(ids -> assertThat(new HashSet<>(ids)).hasSize(4)));
        Map<String, Integer> times = new TreeMap<>();
        drawn.forEach(batch -> batch.forEach(id -> times.merge(id, 1, Integer::sum)));
        assertThat(times.values()).allSatisfy(count -> assertThat(count).isBetween(23, 25));
    }

    @Test
    void ofFewerExamplesThanABatchHoldsItTakesAll() {
        assertThat(drawn(of(2, 3), 2)).allSatisfy(batch -> assertThat(batch).containsExactlyInAnyOrder("e0", "e1"));
    }
}
