package dev.emend.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Candidates differ by plan. */
class AssignmentPlanTest {

    private static AssignmentPlan plan(long seed) {
        return new AssignmentPlan(
                List.of(Technique.ZERO_SHOT, Technique.PERSONA, Technique.STEP_BACK),
                Emphasis.of(Letters.SPECIFICATION),
                1,
                seed);
    }

    private static List<Assignment> dealt(AssignmentPlan plan, int most) {
        return Stream.generate(plan::deal).limit(most).flatMap(Optional::stream).toList();
    }

    @Test
    void every_triple_is_dealt_once_and_no_more() {
        List<Assignment> all = dealt(plan(1), 200);
        assertThat(all).doesNotHaveDuplicates().hasSize(3 * Layout.values().length * 7);
    }

    @Test
    void the_first_ones_differ_in_every_part() {
        List<Assignment> first = dealt(plan(1), 3);
        assertThat(first).extracting(Assignment::technique).doesNotHaveDuplicates();
        assertThat(first).extracting(Assignment::layout).doesNotHaveDuplicates();
        assertThat(first).extracting(Assignment::emphasis).doesNotHaveDuplicates();
        assertThat(first.getFirst().emphasis().property()).isEqualTo("tell bills from repairs");
    }

    @Test
    void each_technique_has_its_turn() {
        List<Assignment> six = dealt(plan(5), 6);
        for (Technique technique : List.of(Technique.ZERO_SHOT, Technique.PERSONA, Technique.STEP_BACK)) {
            assertThat(six).filteredOn(one -> one.technique() == technique).hasSize(2);
        }
    }

    @Test
    void the_seed_decides_and_nothing_else() {
        assertThat(dealt(plan(4), 12)).isEqualTo(dealt(plan(4), 12));
        List<List<Assignment>> courses = new ArrayList<>();
        for (long seed = 0; seed < 5; seed++) {
            courses.add(dealt(plan(seed), 12));
        }
        assertThat(courses).doesNotHaveDuplicates();
    }
}
