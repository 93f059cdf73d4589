package dev.emend.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Splits for a search that goes on from an earlier one. */
class ReplacingTest {

    private static List<Example> examples(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Example.of("e" + i, Map.of("text", "text " + i), "yes"))
                .toList();
    }

    private static Example grouped(String id, String text, String group) {
        return new Example(id, Map.of("text", text), "yes", Map.of("document", group), Where.NOWHERE);
    }

    @Test
    void what_the_earlier_search_has_not_seen_stays_where_it_is() {
        Splits splits = new Splits(examples(0, 3), examples(3, 6), examples(6, 9));

        assertThat(splits.after(List.of(splits))).isEqualTo(splits);
        assertThat(splits.after(List.of(new Splits(examples(20, 23), examples(23, 26), examples(26, 29)))))
                .isEqualTo(splits);
    }

    @Test
    void a_seen_example_of_the_hold_out_trades_places_with_an_unseen_one() {
        Splits earlier = new Splits(examples(0, 2), examples(2, 4), List.of());
        Splits drawn = new Splits(examples(4, 6), examples(6, 8), examples(1, 4));

        Splits after = drawn.after(List.of(earlier));

        assertThat(after.holdout())
                .containsExactly(
                        examples(4, 5).getFirst(),
                        examples(5, 6).getFirst(),
                        examples(6, 7).getFirst());
        assertThat(after.train()).containsExactlyElementsOf(examples(1, 3));
        assertThat(after.validation())
                .containsExactly(examples(3, 4).getFirst(), examples(7, 8).getFirst());
    }

    @Test
    void a_row_that_an_earlier_search_read_more_of_is_the_same_row() {
        Example seen = examples(2, 3).getFirst();
        Splits earlier = new Splits(List.of(), List.of(seen.withInput("tone", "calm")), List.of());
        Splits drawn = new Splits(
                examples(4, 6), examples(6, 8), List.of(seen, examples(9, 10).getFirst()));

        assertThat(drawn.after(List.of(earlier)).holdout()).doesNotContain(seen);
    }

    /** Passages are looked up for it, and the later prompt reads one input more. */
    @Test
    void a_row_of_which_more_is_read_is_the_same_row_whatever_is_looked_up_for_it() {
        Example row = new Example("r", Map.of("text", "text", "tone", "calm"), "yes", Map.of(), Where.NOWHERE);
        Example before = Rows.remember(
                row.reading(Set.of("text")), row.reading(Set.of("text")).withInput("context", "one"));
        Example now = Rows.remember(row, row.withInput("context", "another"));

        assertThat(new Rows(List.of(before)).contains(now)).isTrue();
        assertThat(new Rows(List.of(now)).contains(before)).isTrue();
        assertThat(new Rows(List.of(before))
                        .contains(Rows.remember(row.withInput("text", "other"), row.withInput("text", "other"))))
                .isFalse();
    }

    @Test
    void what_was_shown_to_the_meta_model_selects_nothing() {
        Splits earlier = new Splits(examples(0, 2), List.of(), List.of());
        Splits drawn = new Splits(examples(4, 6), examples(0, 3), examples(6, 8));

        Splits after = drawn.after(List.of(earlier));

        assertThat(after.validation())
                .doesNotContainAnyElementsOf(examples(0, 2))
                .hasSize(3);
        assertThat(after.train()).containsExactlyElementsOf(examples(0, 2));
    }

    @Test
    void where_nothing_unseen_is_left_the_hold_out_shrinks_and_no_example_is_lost() {
        Splits earlier = new Splits(examples(0, 6), List.of(), List.of());
        Splits drawn = new Splits(examples(0, 2), examples(2, 4), examples(4, 8));

        Splits after = drawn.after(List.of(earlier));

        assertThat(after.holdout()).containsExactlyElementsOf(examples(6, 8));
        assertThat(after.validation()).isEmpty();
        assertThat(after.train()).hasSize(6);
    }

    @Test
    void the_same_inputs_are_the_same_example_whatever_their_id() {
        Splits earlier = new Splits(List.of(Example.of("row 7", Map.of("text", "text 4"), "")), List.of(), List.of());
        Splits drawn = new Splits(examples(0, 2), examples(2, 4), examples(4, 5));

        assertThat(drawn.after(List.of(earlier)).holdout()).containsExactlyElementsOf(examples(0, 1));
    }

    @Test
    void what_any_of_several_earlier_searches_has_seen_is_no_hold_out() {
        Splits first = new Splits(examples(0, 2), examples(2, 4), List.of());
        Splits second = new Splits(examples(10, 12), examples(12, 14), List.of());
        Splits drawn = new Splits(examples(4, 6), examples(6, 8), examples(1, 3));

        assertThat(drawn.after(List.of(second, first)).holdout()).containsExactlyElementsOf(examples(4, 6));
        assertThat(drawn.after(List.of(second)).holdout()).containsExactlyElementsOf(examples(1, 3));
    }

    @Test
    void a_group_moves_together() {
        Splits earlier = new Splits(List.of(grouped("x", "seen", "a")), List.of(), List.of());
        Splits drawn = new Splits(
                List.of(grouped("c1", "c", "c"), grouped("c2", "cc", "c")),
                List.of(grouped("d1", "d", "d")),
                List.of(grouped("a1", "seen", "a"), grouped("b1", "b", "b"), grouped("a2", "unseen", "a")),
                Optional.of("document"));

        Splits after = drawn.after(List.of(earlier));

        assertThat(after.holdout()).extracting(Example::id).containsExactly("c1", "c2", "b1");
        assertThat(after.train()).extracting(Example::id).containsExactly("a1", "a2");
    }

    @Test
    void of_several_models_a_row_stands_for_each_in_the_hold_out_and_for_one_in_train() {
        List<String> models = List.of("large", "small");
        Splits earlier = new Splits(examples(8, 9), examples(9, 10), List.of());
        Splits drawn = new Splits(examples(0, 3), examples(3, 5), examples(7, 10));

        Splits after = Audience.ofModels(drawn, models).after(List.of(Audience.ofModels(earlier, models)));

        assertThat(after).isEqualTo(Audience.ofModels(drawn.after(List.of(earlier)), models));
        assertThat(after.holdout())
                .extracting(Example::id)
                .containsExactly(
                        "e7 by large", "e7 by small", "e0 by large", "e0 by small", "e1 by large", "e1 by small");
        assertThat(after.train()).extracting(Example::id).containsExactly("e8", "e9", "e2");
        assertThat(after.train())
                .extracting(example -> example.column(Audience.MODEL))
                .containsExactly("large", "small", "large");
    }

    @Test
    void of_several_models_what_is_not_seen_stays_where_it_is() {
        Splits splits = Audience.ofModels(
                new Splits(
                        List.of(grouped("a1", "a", "a"), grouped("a2", "aa", "a")),
                        List.of(grouped("b1", "b", "b")),
                        List.of(grouped("c1", "c", "c")),
                        Optional.of("document")),
                List.of("large", "small"));

        assertThat(splits.after(List.of(splits))).isEqualTo(splits);
    }

    private static List<Example> ofTask(String task, Optional<String> group, Example... examples) {
        return Stream.of(examples)
                .map(example -> Audience.ofTask(example, task, example.inputs(), group))
                .toList();
    }

    @Test
    void examples_of_an_unseen_task_leave_the_hold_out_for_no_other_split() {
        Example[] rows = examples(0, 4).toArray(Example[]::new);
        List<Example> unseen = ofTask("unseen", Optional.empty(), rows);
        Splits drawn = new Splits(
                ofTask("known", Optional.empty(), examples(4, 6).toArray(Example[]::new)),
                ofTask("known", Optional.empty(), examples(6, 8).toArray(Example[]::new)),
                unseen);

        Splits after = drawn.after(List.of(new Splits(unseen.subList(0, 2), List.of(), List.of())));

        assertThat(after.holdout()).isEqualTo(unseen.subList(2, 4));
        assertThat(after.train()).isEqualTo(drawn.train());
        assertThat(after.validation()).isEqualTo(drawn.validation());
    }

    @Test
    void of_a_group_that_must_leave_the_hold_out_the_unseen_tasks_part_is_dropped() {
        Optional<String> group = Optional.of("document");
        List<Example> known = ofTask("known", group, grouped("a1", "a", "a"));
        List<Example> unseen = ofTask("unseen", group, grouped("a2", "aa", "a"), grouped("b1", "b", "b"));
        Splits drawn = new Splits(
                ofTask("known", group, grouped("c1", "c", "c")),
                ofTask("known", group, grouped("d1", "d", "d")),
                Stream.concat(known.stream(), unseen.stream()).toList(),
                Optional.of(Audience.GROUP));

        Splits after = drawn.after(List.of(new Splits(known, List.of(), List.of())));

        assertThat(after.train()).extracting(Example::id).containsExactly("known a1");
        assertThat(after.holdout()).extracting(Example::id).containsExactly("known c1", "unseen b1");
    }
}
