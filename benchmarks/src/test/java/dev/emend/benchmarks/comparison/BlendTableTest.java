package dev.emend.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlendTableTest {

    private static List<Double> right(int of, int n) {
        return IntStream.range(0, n).mapToObj(i -> i < of ? 1.0 : 0.0).toList();
    }

    private static BlendLine line(String task, long seed, String winner) {
        return new BlendLine(
                task + seed,
                task,
                seed,
                "scripted",
                Map.of("seed", "seed", "parent", "few", "winner", winner, "top", "blend-1"),
                Map.of("seed", "given", "few", "given", "blend-1", "graft"),
                Map.of("seed", right(20, 40), "few", right(30, 40), "blend-1", right(36, 40)),
                3,
                1,
                210,
                9);
    }

    @Test
    void a_blend_that_won_counts_and_one_that_was_held_back_gains_nothing() {
        String table = BlendTable.markdown(List.of(line("intents", 1, "blend-1"), line("matching", 1, "few")));

        assertThat(table)
                .contains("| intents | 1 | 40 | 50.0 % | 75.0 % (few) | 90.0 % (graft) |")
                .contains("| winner against the best given prompt | +7.5 |")
                .contains("| best mean, proved or not, against the best given prompt | +15.0 |")
                .contains("A blend won 1 of 2 comparisons.");
    }

    @Test
    void the_same_row_met_twice_is_no_more_evidence() {
        String once = BlendTable.markdown(List.of(line("intents", 1, "blend-1")));
        String twice = BlendTable.markdown(List.of(line("intents", 1, "blend-1"), line("intents", 2, "blend-1")));

        assertThat(p(twice)).isEqualTo(p(once));
        assertThat(BlendTable.markdown(Collections.emptyList())).doesNotContain("winner against");
    }

    private static String p(String table) {
        return table.lines()
                .filter(line -> line.contains("best given prompt against the seed"))
                .map(line -> line.split("\\|")[4].strip())
                .findFirst()
                .orElseThrow();
    }
}
