package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class DemonstrationChoiceTest {

    private static final List<Example> TRAIN = examples();

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            examples.add(
                    Example.of("e" + i, Map.of("text", "text " + i), i < 14 ? "often" : i < 18 ? "seldom" : "rare"));
        }
        return examples;
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    @Test
    void showsEveryAnswerAsOftenAsAnyOther() {
        List<Demonstration> chosen = new DemonstrationChoice(TRAIN).choose(6, List.of(), example -> 0, random(1));

        assertThat(chosen.stream().collect(Collectors.groupingBy(Demonstration::output, Collectors.counting())))
                .isEqualTo(Map.of("often", 2L, "seldom", 2L, "rare", 2L));
    }

    @Test
    void aFullChoiceShowsEveryLabelTwiceAndEightOfFreeAnswers() {
        List<Example> sixLabels = new ArrayList<>();
        List<Example> free = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sixLabels.add(Example.of("l" + i, Map.of("text", "text " + i), "label " + i % 6));
            free.add(Example.of("f" + i, Map.of("text", "text " + i), "answer " + i));
        }

        assertThat(new DemonstrationChoice(TRAIN).full()).isEqualTo(8);
        assertThat(new DemonstrationChoice(sixLabels).full()).isEqualTo(12);
        assertThat(new DemonstrationChoice(free).full()).isEqualTo(8);
        assertThat(new DemonstrationChoice(free.subList(0, 3)).full()).isEqualTo(3);
    }

    @Test
    void takesTheLowestRankFirst() {
        List<Demonstration> chosen = new DemonstrationChoice(TRAIN)
                .choose(3, List.of(), example -> List.of("e7", "e16", "e19").contains(example.id()) ? 0 : 1, random(2));

        assertThat(chosen).extracting(Demonstration::exampleId).containsExactlyInAnyOrder("e7", "e16", "e19");
    }

    @Test
    void keepsWhatItIsToldToKeepAndShowsNothingTwice() {
        List<Demonstration> kept = List.of(
                new Demonstration("e3", TRAIN.get(3).inputs(), TRAIN.get(3).expected()));

        List<Demonstration> chosen = new DemonstrationChoice(TRAIN).choose(20, kept, example -> 0, random(3));

        assertThat(chosen)
                .extracting(Demonstration::exampleId)
                .contains("e3")
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void takesAnOverlongExampleLast() {
        List<Example> train = new ArrayList<>(TRAIN);
        train.add(Example.of("long", Map.of("text", "x".repeat(500)), "long"));
        DemonstrationChoice choice = new DemonstrationChoice(train);

        for (long seed = 0; seed < 20; seed++) {
            assertThat(choice.choose(3, List.of(), example -> 0, random(seed)))
                    .extracting(Demonstration::exampleId)
                    .doesNotContain("long");
        }
    }

    /** A label of which there are only such examples is never shown, and keeps no other from being shown. */
    @Test
    void whatDoesNotFitIsPassedOver() {
        List<Example> train = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            train.add(Example.of("e" + i, Map.of("text", "text " + i), "label " + i % 4));
        }
        train.add(Example.of("essay", Map.of("text", "x".repeat(9000)), "essay"));
        DemonstrationChoice choice = new DemonstrationChoice(train);

        for (long seed = 0; seed < 20; seed++) {
            assertThat(choice.choose(12, List.of(), example -> 0, random(seed)))
                    .hasSize(12)
                    .extracting(Demonstration::output)
                    .doesNotContain("essay");
        }
    }

    @Test
    void showsFewerWhereExamplesAreLong() {
        List<Example> train = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            train.add(Example.of("e" + i, Map.of("text", "x".repeat(3000) + i), "answer " + i));
        }

        assertThat(new DemonstrationChoice(train).choose(16, List.of(), example -> 0, random(1)))
                .hasSize(2);
    }

    @Test
    void leavesOutExamplesWithoutAnAnswer() {
        DemonstrationChoice choice =
                new DemonstrationChoice(List.of(Example.of("a", Map.of(), ""), Example.of("b", Map.of(), "yes")));

        assertThat(choice.available()).isEqualTo(1);
    }

    @Test
    void saysAsManyAsItShows() {
        Parent parent = new Parent(0, Prompt.of("p", "Say how often.", "{{text}}"));

        Draft few = new DemonstrationChoice(TRAIN.subList(0, 8)).shown(parent, 16, random(1));

        assertThat(((Draft.Written) few).proposal().prompt().demonstrations()).hasSize(8);
        assertThat(((Draft.Written) few).proposal().hypothesis()).startsWith("show 8 examples, ");
    }
}
