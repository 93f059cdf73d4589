package dev.emend.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SplitPlanTest {

    private static List<Example> examples(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(
                    "e" + i,
                    Map.of("text", "t" + i),
                    i % 4 == 0 ? "rare" : "often",
                    Map.of("doc", "d" + i / 5),
                    Where.line("rows.jsonl", i + 1)));
        }
        return examples;
    }

    private static SplitPlan plan(long seed, String stratify, String group) {
        return new SplitPlan(
                20,
                20,
                40,
                seed,
                Optional.of(stratify).filter(column -> !column.isEmpty()),
                Optional.of(group).filter(column -> !column.isEmpty()));
    }

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    @Test
    void sizesAreMetAndNoExampleIsInTwoSplits() {
        Splits splits = plan(1, "", "").draw(examples(100), Where.NOWHERE);

        Set<String> all = new HashSet<>(ids(splits.train()));
        all.addAll(ids(splits.validation()));
        all.addAll(ids(splits.holdout()));
        assertThat(List.of(
                        splits.train().size(),
                        splits.validation().size(),
                        splits.holdout().size()))
                .containsExactly(20, 20, 40);
        assertThat(all).hasSize(80);
    }

    @Test
    void everySplitHasEachStratumInProportion() {
        Splits splits = plan(1, "expected", "").draw(examples(80), Where.NOWHERE);

        for (List<Example> split : List.of(splits.train(), splits.validation(), splits.holdout())) {
            long rare = split.stream()
                    .filter(example -> example.expected().equals("rare"))
                    .count();
            assertThat(rare).isEqualTo(split.size() / 4);
        }
    }

    @Test
    void rowsOfAGroupStayTogether() {
        Splits splits = plan(1, "", "doc").draw(examples(100), Where.NOWHERE);

        Map<String, Long> splitsOfDocument = List.of(splits.train(), splits.validation(), splits.holdout()).stream()
                .flatMap(split ->
                        split.stream().map(example -> example.column("doc")).distinct())
                .collect(Collectors.groupingBy(doc -> doc, Collectors.counting()));
        assertThat(splitsOfDocument.values()).containsOnly(1L);
        assertThat(splits.holdout().size()).isBetween(35, 45);
    }

    @Test
    void wholeGroupsAreDrawnInProportionToo() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Forty documents of five rows; in every fourth document all are rare.
            examples.add(new Example(
                    "e" + i,
                    Map.of("text", "t" + i),
                    i / 5 % 4 == 0 ? "rare" : "often",
                    Map.of("doc", "d" + i / 5),
                    Where.line("rows.jsonl", i + 1)));
        }
        for (int seed = 1; seed <= 20; seed++) {
            Splits splits = plan(seed, "expected", "doc").draw(examples, Where.NOWHERE);

            assertThat(List.of(splits.train(), splits.validation(), splits.holdout()))
                    .as("seed %s", seed)
                    .map(SplitPlanTest::rare)
                    .containsExactly(5L, 5L, 10L);
            assertThat(List.of(
                            splits.train().size(),
                            splits.validation().size(),
                            splits.holdout().size()))
                    .containsExactly(20, 20, 40);
        }
    }

    private static long rare(List<Example> examples) {
        return examples.stream()
                .filter(example -> example.expected().equals("rare"))
                .count();
    }

    @Test
    void theDrawDependsOnTheSeedAndNotOnTheOrderOfRows() {
        List<Example> reversed = new ArrayList<>(examples(100)).reversed();

        assertThat(plan(7, "expected", "").draw(reversed, Where.NOWHERE))
                .isEqualTo(plan(7, "expected", "").draw(examples(100), Where.NOWHERE));
        assertThat(ids(plan(8, "expected", "")
                        .draw(examples(100), Where.NOWHERE)
                        .train()))
                .isNotEqualTo(ids(plan(7, "expected", "")
                        .draw(examples(100), Where.NOWHERE)
                        .train()));
    }

    @Test
    void tooFewRowsAreSaidToBe() {
        assertThatThrownBy(() -> plan(1, "", "").draw(examples(79), Where.field("task.yaml", 7, "data.split")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("task.yaml:7: data.split: the split asks for 80 examples")
                .hasMessageContaining("but there are 79");
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        assertThatThrownBy(() -> plan(1, "label", "").draw(examples(90), Where.NOWHERE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"label\"")
                .hasMessageContaining("[id, expected, text, doc]");
    }

    @Test
    void anIdThatStandsTwiceIsNamedWithBothPlaces() {
        Example first = new Example("x", Map.of(), "", Map.of(), Where.line("a.jsonl", 3));
        Example second = new Example("x", Map.of(), "", Map.of(), Where.line("b.jsonl", 9));

        assertThatThrownBy(() -> new Splits(List.of(first), List.of(), List.of(second)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("b.jsonl:9")
                .hasMessageContaining("a.jsonl:3");
    }

    @Test
    void moreRowsThanAnIntegerCountsAreTooMany() {
        SplitPlan plan = new SplitPlan(Integer.MAX_VALUE, 1, 1, 1, Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> plan.draw(examples(9), Where.NOWHERE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("asks for 2147483649 examples");
    }
}
