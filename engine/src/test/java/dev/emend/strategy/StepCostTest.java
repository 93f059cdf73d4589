package dev.emend.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Colours;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a step costs no more than a strategy's profile says, with 40 validation examples. */
class StepCostTest {

    private static final int VALIDATION = 40;
    private static final Pattern STEP = Pattern.compile("(?:step|iteration|generation|round) (\\d+)\\b.*");

    /**
     * What a profile says, in numbers.
     *
     * @param options with spaces between them
     * @param judge calls at most, as {@code meta} and {@code task} are
     */
    private record Stated(String strategy, String options, int meta, int task, int judge) {

        Stated(String strategy, String options, int meta, int task) {
            this(strategy, options, meta, task, 0);
        }

        Map<String, String> named() {
            return Arrays.stream(options.split(" "))
                    .map(option -> option.split("="))
                    .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        }
    }

    static List<Stated> statements() {
        return List.of(
                new Stated("ape", "mode=iterative candidates=10 rounds=3", 10, 3 * 10 * 8),
                new Stated("auto", "width=6 block=4", 6, 8 * VALIDATION / 2 + 6 * 2 * 4),
                new Stated("best-of", "candidates=8", 8, 10 * VALIDATION / 2),
                new Stated("bootstrap", "programs=6", 0, 16 + 8 * VALIDATION / 2),
                new Stated("capo", "population=4 crossovers=3 examples=12 steps=6 patience=20", 3, 3 * 12),
                new Stated("compose", "width=4", 4, 6 * VALIDATION / 2 + 4 * 2 * 8),
                new Stated("evoprompt-de", "population=4 examples=10 generations=5 patience=20", 4, 4 * 10),
                new Stated("evoprompt-ga", "population=4 examples=10 generations=5 patience=20", 4, 4 * 10),
                new Stated("gepa", "minibatch=3 subset=20 patience=30", 1, 2 * 3 + 4 * 3 + 20),
                new Stated("mipro", "candidates=6 trials=10 minibatch=8", 3, 16 + 10 * 8 + 3 * VALIDATION),
                new Stated("opro", "proposals=4 subset=10 steps=6 patience=20", 4, 4 * 10),
                new Stated("promptbreeder", "population=6 examples=10 generations=5 patience=20", 6, 3 * 10),
                new Stated(
                        "protegi", "rounds=4 beam=3 minibatch=16 groups=2", 3 * (2 + 8), 3 * (16 + 9 * VALIDATION / 2)),
                new Stated("reflective", "width=6 block=8", 2, 8 * VALIDATION / 2 + 6 * 2 * 8),
                new Stated("simba", "batch=8 candidates=4 steps=4", 4, (2 * 4 + 2) * 8),
                new Stated("spo", "samples=3 iterations=6", 1, 2 * 3, 2 * 3),
                new Stated("textgrad", "steps=6 batch=3 subset=20", 2 * 3 + 1, 4 * 3 + 20));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aStepCostsNoMoreThanIsSaid(Stated stated) {
        Recorded run = new Recorded(
                Colours.task(stated.strategy, 5, Budget.calls(1000)).withOptions(stated.named()), Colours::learner);

        assertThat(steps(run)).isNotEmpty().allSatisfy((step, calls) -> {
            assertThat(count(calls, Purpose.META)).isLessThanOrEqualTo(stated.meta);
            assertThat(count(calls, Purpose.TASK)).isPositive().isLessThanOrEqualTo(stated.task);
            assertThat(count(calls, Purpose.JUDGE)).isLessThanOrEqualTo(stated.judge);
        });
    }

    private static long count(List<Recorded.Asked> calls, Purpose purpose) {
        return calls.stream()
                .filter(asked -> asked.request().purpose() == purpose)
                .count();
    }

    /** By number, without the first, which may have to score what is there already; all of a search that has one step. */
    private static Map<Integer, List<Recorded.Asked>> steps(Recorded run) {
        Map<Integer, List<Recorded.Asked>> steps = new TreeMap<>();
        Map<String, Integer> numbers = numbers(run);
        Stream.of(Purpose.META, Purpose.TASK, Purpose.JUDGE)
                .flatMap(purpose -> run.search(purpose).stream())
                .forEach(asked ->
                        steps.merge(numbers.getOrDefault(asked.phase(), 0), List.of(asked), StepCostTest::joined));
        if (steps.size() > 1) {
            steps.remove(0);
            steps.remove(1);
        }
        return steps;
    }

    private static List<Recorded.Asked> joined(List<Recorded.Asked> some, List<Recorded.Asked> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** By phase: that of the step in which it begins. */
    private static Map<String, Integer> numbers(Recorded run) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int step = 0;
        for (Recorded.Asked asked : run.asked()) {
            Matcher named = STEP.matcher(asked.phase());
            step = named.matches() ? Integer.parseInt(named.group(1)) : step;
            numbers.putIfAbsent(asked.phase(), step);
        }
        return numbers;
    }

    @Test
    void everyStrategyIsLookedAt() {
        assertThat(statements()).extracting(Stated::strategy).containsExactlyInAnyOrderElementsOf(Strategies.names());
    }
}
