package dev.emend.judge.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No group is in two splits, and few labels suffice. */
class RatedSplitsTest {

    private static List<Rated> items(int n, int perGroup) {
        List<Rated> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            items.add(new Rated(
                    new Example("item " + i, Map.of(), "", Map.of(Rated.GROUP, "g" + i / perGroup), Where.NOWHERE),
                    "text " + i,
                    List.of(i % 5 / 4.0)));
        }
        return items;
    }

    private static Set<String> groups(List<Rated> items) {
        return items.stream().map(Rated::group).collect(Collectors.toSet());
    }

    @Test
    void no_group_is_in_two_splits() {
        RatedSplits splits = RatedSplits.draw(items(120, 6), OptionalLong.empty(), 1, 7, Where.NOWHERE);

        Set<String> all = new HashSet<>(groups(splits.train()));
        int sum = all.size();
        for (List<Rated> split : List.of(splits.validation(), splits.holdout())) {
            all.addAll(groups(split));
            sum += groups(split).size();
        }
        assertThat(all).hasSize(sum).hasSize(20);
        assertThat(splits.holdout()).hasSizeBetween(42, 54);
        assertThat(splits.holdoutGroups()).isEqualTo(splits.holdout().size() / 6);
    }

    @Test
    void twenty_rows_are_enough_to_start() {
        RatedSplits splits = RatedSplits.draw(items(20, 1), OptionalLong.of(600), 1, 1, Where.NOWHERE);

        assertThat(splits.train()).hasSize(4);
        assertThat(splits.validation()).hasSize(8);
        assertThat(splits.holdout()).hasSize(8);
    }

    @Test
    void ratings_are_spread_evenly_where_nothing_belongs_together() {
        RatedSplits splits = RatedSplits.draw(items(60, 1), OptionalLong.empty(), 1, 3, Where.NOWHERE);

        assertThat(splits.holdout().stream()
                        .mapToDouble(Rated::rating)
                        .average()
                        .orElseThrow())
                .isBetween(0.4, 0.6);
    }

    @Test
    void the_holdout_leaves_the_search_its_half_of_the_calls() {
        RatedSplits splits = RatedSplits.draw(items(400, 1), OptionalLong.of(200), 2, 1, Where.NOWHERE);

        assertThat(splits.holdout()).hasSize(25);
    }

    @Test
    void too_few_items_or_groups_are_refused_with_advice() {
        assertThatThrownBy(() -> RatedSplits.draw(items(11, 1), OptionalLong.empty(), 1, 1, Where.NOWHERE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("11 items with ratings");
        assertThatThrownBy(() -> RatedSplits.draw(items(20, 10), OptionalLong.empty(), 1, 1, Where.NOWHERE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 groups");
    }

    @Test
    void an_id_given_twice_is_named() {
        List<Rated> items = new ArrayList<>(items(20, 1));
        items.add(items.getFirst());

        assertThatThrownBy(() -> RatedSplits.draw(items, OptionalLong.empty(), 1, 1, Where.NOWHERE))
                .hasMessageContaining("\"item 0\" is given twice");
    }

    @Test
    void more_groups_show_more() {
        Foresight few = Foresight.of(8, dev.emend.evaluation.agreement.Coefficient.SPEARMAN);
        Foresight many = Foresight.of(80, dev.emend.evaluation.agreement.Coefficient.SPEARMAN);

        assertThat(few.halfWidth()).isGreaterThan(0.5);
        assertThat(many.halfWidth()).isBetween(0.1, 0.25);
        assertThat(many.detectable()).isLessThan(few.detectable());
        assertThat(Foresight.of(3, dev.emend.evaluation.agreement.Coefficient.SPEARMAN)
                        .detectable())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, -0.1, Double.NaN})
    void a_grade_that_is_no_share_of_its_scale_is_refused_by_its_item(double grade) {
        Example example = new Example("essay 7", Map.of(), "", Map.of(), Where.line("rated.jsonl", 8));

        assertThatThrownBy(() -> new Rated(example, "text", List.of(0.5, grade)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("rated.jsonl:8: the item \"essay 7\" is rated " + grade)
                .hasMessageContaining("Maybe use Range.share");
    }

    @Test
    void a_judgement_takes_at_least_one_question() {
        assertThatThrownBy(() -> RatedSplits.draw(items(20, 1), OptionalLong.of(600), 0, 1, Where.NOWHERE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one question, not 0");
    }
}
