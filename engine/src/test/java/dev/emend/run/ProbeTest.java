package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.metric.Metrics;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private final List<Request> met = Collections.synchronizedList(new ArrayList<>());
    private final InMemoryJournal journal = new InMemoryJournal();

    private Probe.Result probe(Task task, Function<Request, String> answer, double share) {
        LanguageModel model = new LanguageModel() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public Completion complete(Request request) {
                met.add(request);
                return new Completion(answer.apply(request), Completion.Finish.STOP, new Usage(10, 0, 1), List.of());
            }
        };
        return new Probe(task, Models.local(model), journal).execute(share, event -> {});
    }

    @Test
    void itIsPromisingWhereDemonstrationsHelp() {
        Probe.Result result = probe(Colours.task(1, Budget.calls(500)), Colours::learner, 0.16);
        assertThat(result.outlook()).isEqualTo(Probe.Outlook.PROMISING);
        assertThat(result.demonstrations()).isEqualTo(4);
        assertThat(result.gained().orElseThrow().value()).isPositive();
        assertThat(result.errors().value()).isEqualTo(1 - result.score().value());
        assertThat(result.outOfReach().value()).isLessThan(result.errors().value());
    }

    @Test
    void itRarelyPromisesWhereNothingHelps() {
        int promised = 0;
        for (int seed = 0; seed < 20; seed++) {
            promised += probe(Colours.task(seed, Budget.calls(400)), Colours::indifferent, 0.1)
                                    .outlook()
                            == Probe.Outlook.PROMISING
                    ? 1
                    : 0;
        }
        // The test at 0.2 is two-sided, and half of what it finds is a loss.
        assertThat(promised).isLessThanOrEqualTo(5);
    }

    @Test
    void thereIsNothingToGainFromAPromptThatIsAlwaysRight() {
        Task task = Colours.task(1, Budget.calls(400), 40, 60, 60);
        Probe.Result result = probe(task, request -> right(request), 0.3);
        assertThat(result.outlook()).isEqualTo(Probe.Outlook.NOTHING_TO_GAIN);
        assertThat(result.limits())
                .containsExactly("All 60 answers have the full score: the prompt is at its ceiling here.");
    }

    @Test
    void aMetricThatIsNoMeanIsNotTakenForOne() {
        Task task = Colours.task(1, Budget.calls(1_000), 40, 60, 200);
        Splits splits = task.splits();
        Task rare = task.withSplits(new Splits(
                        mostlyRed(splits.train()), mostlyRed(splits.validation()), mostlyRed(splits.holdout())))
                .withMetric(Metrics.named("macro-f1", Map.of(), new TreeSet<>(List.of("blue", "red"))));

        Probe.Result result = probe(rare, request -> "red", 0.12);

        assertThat(result.score().value()).isBetween(0.45, 0.5);
        assertThat(result.errors().value()).isEqualTo(1 - result.score().value());
        assertThat(result.outlook()).isNotEqualTo(Probe.Outlook.NOTHING_TO_GAIN);
    }

    private static List<Example> mostlyRed(List<Example> examples) {
        return IntStream.range(0, examples.size())
                .mapToObj(i -> Example.of(examples.get(i).id(), examples.get(i).inputs(), i % 20 == 0 ? "blue" : "red"))
                .toList();
    }

    private static String right(Request request) {
        String thing = request.messages().getLast().content();
        return Colours.LABELS.get(Integer.parseInt(thing.substring(thing.lastIndexOf(' ') + 1)) % 4);
    }

    @Test
    void formatErrorsAndConfusedLabelsAreNamed() {
        Probe.Result unreadable = probe(Colours.task(1, Budget.calls(400)), request -> "It might be any of them.", 0.1);
        assertThat(unreadable.limits().getFirst()).startsWith("20 of 20 failures are format errors");
        Probe.Result confused = probe(
                Colours.task(2, Budget.calls(400)),
                request -> right(request).equals("red") ? "green" : right(request),
                0.1);
        assertThat(confused.limits()).anyMatch(limit -> limit.startsWith("\"red\" is taken for \"green\" in "));
    }

    @Test
    void theHoldOutStaysUntouchedAndTheShareIsKept() {
        Task task = Colours.task(1, Budget.calls(400));
        Probe.Result result = probe(task, Colours::learner, 0.1);
        List<String> holdout = task.splits().holdout().stream()
                .map((Example example) -> example.column("thing"))
                .toList();
        assertThat(met)
                .hasSize(40)
                .noneMatch(
                        request -> holdout.contains(request.messages().getLast().content()));
        assertThat(result.spend().calls()).isEqualTo(40);
    }

    @Test
    void everyAnswerIsExpectedAsOftenAsInAllOfValidation() {
        probe(Colours.task(1, Budget.calls(400)), Colours::learner, 0.1);
        Map<String, Long> shares = met.stream().collect(Collectors.groupingBy(ProbeTest::right, Collectors.counting()));
        assertThat(shares)
                .hasSize(4)
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(10));
    }

    @Test
    void aProbeThatIsRunAgainPaysNothing() {
        Probe.Result first = probe(Colours.task(1, Budget.calls(400)), Colours::learner, 0.1);
        met.clear();
        assertThat(probe(Colours.task(1, Budget.calls(400)), Colours::learner, 0.1))
                .isEqualTo(first);
        assertThat(met).isEmpty();
    }
}
