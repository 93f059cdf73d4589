package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Demonstration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class DemonstrationSetsTest {

    private static final List<Example> TRAIN = IntStream.range(0, 24)
            .mapToObj(i -> Example.of("e" + i, Map.of("text", "text " + i), i % 3 == 0 ? "rare" : "often"))
            .toList();

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    private static Outcome right(Example example, String answer) {
        return new Outcome(Answer.of(example, answer), new Score(1, "Right."));
    }

    private static List<Outcome> reasoned(List<Example> examples) {
        return examples.stream()
                .map(example -> right(example, "I think: " + example.expected()))
                .toList();
    }

    @Test
    void ownAnswersComeFirstAndLabelsFillUp() {
        DemonstrationSets sets = new DemonstrationSets(TRAIN, reasoned(TRAIN.subList(0, 6)));

        DemonstrationSets.Shown shown = sets.bootstrapped(8, 4, random(1));

        assertThat(shown.what()).isEqualTo("4 of its own answers and 4 labels");
        assertThat(shown.demonstrations().subList(0, 4))
                .allMatch(one -> one.output().startsWith("I think: "));
        assertThat(shown.demonstrations().subList(4, 8))
                .noneMatch(one -> one.output().startsWith("I think: "));
        assertThat(shown.demonstrations()).extracting(Demonstration::exampleId).doesNotHaveDuplicates();
        assertThat(shown.demonstrations().stream().filter(one -> one.output().endsWith("rare")))
                .hasSize(4);
    }

    @Test
    void labelsAreDrawnFromAllWithTheSameChance() {
        DemonstrationSets sets = new DemonstrationSets(TRAIN, List.of());
        int rare = 0;
        for (long seed = 0; seed < 300; seed++) {
            rare += (int) sets.labelled(6, random(seed)).demonstrations().stream()
                    .filter(one -> one.output().equals("rare"))
                    .count();
        }

        // A third of all, not half of them as where answers are balanced.
        assertThat(rare / 1800.0).isBetween(0.29, 0.38);
    }

    @Test
    void equalInputsAreShownOnce() {
        List<Example> train = IntStream.range(0, 40)
                .mapToObj(i -> Example.of("s" + i, Map.of("label", "kind " + i % 4), "answer " + i))
                .toList();

        assertThat(new DemonstrationSets(train, List.of())
                        .labelled(16, random(1))
                        .demonstrations())
                .extracting(Demonstration::inputs)
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    /** One row that is longer than all that a set may show: neither does a draw end with it, nor is it all of one. */
    @Test
    void aLongRowCutsNoDrawShort() {
        List<Example> train = new ArrayList<>(TRAIN);
        train.add(Example.of("essay", Map.of("text", "x".repeat(9000)), "rare"));
        DemonstrationSets sets = new DemonstrationSets(train, List.of());

        for (long seed = 0; seed < 40; seed++) {
            assertThat(sets.labelled(16, random(seed)).demonstrations())
                    .hasSize(16)
                    .extracting(Demonstration::exampleId)
                    .doesNotContain("essay");
        }
    }

    @Test
    void aSetIsShortEnoughToBeSentWithEveryCall() {
        List<Example> essays = IntStream.range(0, 20)
                .mapToObj(i -> Example.of("e" + i, Map.of("text", i + "x".repeat(900)), "long"))
                .toList();
        List<Outcome> answers =
                essays.stream().map(essay -> right(essay, "y".repeat(3000))).toList();
        DemonstrationSets sets = new DemonstrationSets(essays, answers);

        for (DemonstrationSets.Shown shown : sets.sets(12, 16, 4, random(3))) {
            assertThat(shown.demonstrations().stream()
                            .mapToInt(one -> one.output().length()
                                    + one.inputs().getOrDefault("text", "").length())
                            .sum())
                    .isLessThanOrEqualTo(DemonstrationChoice.CHARACTER_LIMIT);
        }
    }

    @Test
    void whatIsPassedOverForItsLengthIsNotSaidToBeShown() {
        List<Outcome> answers = TRAIN.subList(0, 4).stream()
                .map(example -> right(example, "y".repeat(3000)))
                .toList();

        DemonstrationSets.Shown shown = new DemonstrationSets(TRAIN, answers).bootstrapped(16, 4, random(1));

        assertThat(shown.what()).isEqualTo("2 of its own answers and 12 labels");
    }

    @Test
    void setsDifferAndHalfOfThemAreLabelsOfThreeSizes() {
        DemonstrationSets sets = new DemonstrationSets(TRAIN, reasoned(TRAIN.subList(0, 8)));

        List<DemonstrationSets.Shown> drawn = sets.sets(10, 16, 4, random(4));

        assertThat(drawn).hasSize(10);
        assertThat(drawn.stream().map(shown -> new HashSet<>(shown.demonstrations())))
                .doesNotHaveDuplicates();
        assertThat(drawn.stream().map(DemonstrationSets.Shown::what).filter(what -> what.matches("\\d+ labels?")))
                .containsExactly("16 labels", "8 labels", "4 labels", "16 labels", "8 labels");
        assertThat(drawn.get(1).what()).isEqualTo("4 of its own answers and 12 labels");
    }

    @Test
    void makesWhatItCanOfOneExampleAndOfNone() {
        assertThat(new DemonstrationSets(TRAIN.subList(0, 1), List.of()).sets(16, 16, 4, random(5)))
                .hasSize(1);
        assertThat(new DemonstrationSets(List.of(), List.of()).sets(16, 16, 4, random(5)))
                .isEmpty();
    }

    @Test
    void ownAnswersServeWhereTheDataHasNone() {
        List<Example> unlabelled = IntStream.range(0, 9)
                .mapToObj(i -> Example.of("e" + i, Map.of("text", "text " + i), ""))
                .toList();
        DemonstrationSets sets = new DemonstrationSets(
                unlabelled,
                unlabelled.stream()
                        .map(example -> right(example, "said " + example.id()))
                        .toList());

        assertThat(sets.sets(5, 16, 4, random(6)))
                .isNotEmpty()
                .allSatisfy(shown -> assertThat(shown.demonstrations())
                        .isNotEmpty()
                        .allMatch(one -> one.output().equals("said " + one.exampleId())));
    }
}
