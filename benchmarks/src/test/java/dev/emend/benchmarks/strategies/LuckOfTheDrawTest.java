package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.emend.metric.Outcome;
import dev.emend.model.LanguageModel;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.run.InMemoryJournal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LuckOfTheDrawTest {

    private static final int WORLDS = 25;

    @ParameterizedTest
    @EnumSource
    void the_model_is_right_as_often_as_the_prompt_is_worth(DrawnWorld.Kind kind) {
        double expected = 0;
        double seen = 0;
        for (long number = 1; number <= WORLDS; number++) {
            DrawnWorld world = new DrawnWorld(kind, number, 60);
            BenchmarkTask task = world.task();
            LanguageModel model = world.model();
            Prompt shown = task.prompt()
                    .withDemonstrations(IntStream.range(0, 4)
                            .mapToObj(i -> task.splits().train().get(i))
                            .map(example -> new Demonstration(example.id(), example.inputs(), example.expected()))
                            .toList());
            expected += world.accuracy(shown) / WORLDS;
            List<Outcome> outcomes =
                    Measurement.outcomes(task, shown, 1, Series.roles(model, model), new InMemoryJournal());
            seen += task.metric().aggregate(outcomes) / WORLDS;
        }

        // 3,750 answers, of which those to one case have luck in common.
        assertThat(seen).isCloseTo(expected, within(0.05));
    }

    @Test
    void the_usual_strategy_finds_more_than_random_examples_do() {
        Map<DrawnWorld.Kind, Double> ahead = new EnumMap<>(DrawnWorld.Kind.class);
        for (DrawnWorld.Kind kind : DrawnWorld.Kind.values()) {
            ahead.put(kind, mean(kind, "auto") - mean(kind, RandomDemonstrations.NAME));
        }

        assertThat(ahead.values()).allMatch(points -> points > -0.02);
        assertThat(ahead.values().stream()
                        .mapToDouble(points -> points)
                        .average()
                        .orElseThrow())
                .isGreaterThan(0.015);
    }

    private static double mean(DrawnWorld.Kind kind, String entrant) {
        return Arrays.stream(LongStream.rangeClosed(1, WORLDS)
                        .parallel()
                        .mapToDouble(number -> LuckOfTheDraw.found(new DrawnWorld(kind, number, 60), entrant, 300)
                                .gain())
                        .toArray())
                .average()
                .orElseThrow();
    }
}
