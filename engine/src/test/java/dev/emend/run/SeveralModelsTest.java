package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.data.Audience;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.metric.Across;
import dev.emend.metric.Effort;
import dev.emend.metric.Metric;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One prompt that several task models are to answer. */
class SeveralModelsTest {

    private static final List<String> NAMES = List.of("sure", "learning");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private LanguageModel named(String name, Function<Request, String> script) {
        ScriptedModel model = new ScriptedModel(script);
        return new LanguageModel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Completion complete(Request request) {
                asked.add(name);
                return model.complete(request);
            }
        };
    }

    private Models models() {
        LanguageModel learning = named("learning", Colours::learner);
        return Models.local(learning)
                .withTaskModels(List.of(
                        new Models.Seat(named("sure", Colours::right), Price.FREE),
                        new Models.Seat(learning, Price.FREE)));
    }

    private static Task task(Across.Aim aim) {
        Task task = Colours.task(1, Budget.calls(900), 40, 40, 60);
        Splits splits = Audience.ofModels(task.splits(), NAMES);
        Map<String, Metric> metrics = new TreeMap<>();
        NAMES.forEach(name -> metrics.put(name, task.metric()));
        return task.withSplits(splits)
                .withMetric(new Across(Audience.MODEL, metrics, aim))
                .withModels(new Task.ModelNames(NAMES, "learning", List.of("learning")))
                .withSeed(1);
    }

    @ParameterizedTest
    @EnumSource
    void the_prompt_is_proved_on_all_of_them(Across.Aim aim) {
        RunResult result = new Run(task(aim), models(), new InMemoryJournal()).execute(event -> {});

        assertThat(result.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(result.champion().n()).isEqualTo(120);
        assertThat(result.difference().orElseThrow().n()).isEqualTo(120);
        assertThat(asked).filteredOn("sure"::equals).hasSizeGreaterThan(120);
        assertThat(asked).filteredOn("learning"::equals).hasSizeGreaterThan(120);
    }

    @Test
    void whether_the_gain_carries_over_is_said_for_each() {
        RunResult result = new Run(task(Across.Aim.MEAN), models(), new InMemoryJournal()).execute(event -> {});

        assertThat(result.served()).extracting(RunResult.Served::name).containsExactly("learning", "sure");
        assertThat(result.served().getFirst().difference().value()).isGreaterThan(0.1);
        assertThat(result.served().getLast().difference().value()).isZero();
        assertThat(result.served().getLast().champion().n()).isEqualTo(60);
    }

    @Test
    void whether_the_gain_carries_over_is_said_for_each_whatever_the_metric() {
        Task task = task(Across.Aim.MEAN);
        Metric metric = Colours.task(1, Budget.UNLIMITED).metric();

        RunResult plain = new Run(task.withMetric(metric), models(), new InMemoryJournal()).execute(event -> {});

        assertThat(plain.served())
                .isEqualTo(new Run(task, models(), new InMemoryJournal())
                        .execute(event -> {})
                        .served())
                .hasSize(2);
    }

    @Test
    void each_answer_has_the_price_of_its_model() {
        Models priced = models().withTaskModels(List.of(
                new Models.Seat(named("sure", Colours::right), new Price(1, 1, 1)),
                new Models.Seat(named("learning", Colours::learner), new Price(4, 4, 4))));
        Task task = task(Across.Aim.MEAN);
        Rollouts rollouts = new Rollouts(
                task,
                new Calls(priced, new InMemoryJournal(), new Ledger(Budget.UNLIMITED), event -> {}, System::nanoTime));
        task.splits().holdout().subList(0, 2).forEach(example -> rollouts.plan(0, task.prompt(), example));
        List<Effort> efforts = new ArrayList<>();

        rollouts.make((candidate, outcome) -> efforts.add(outcome.answer().effort()), (candidate, response) -> {});

        assertThat(efforts)
                .extracting(Effort::microDollars)
                .containsExactly(
                        efforts.getFirst().usage().total(),
                        4 * efforts.getLast().usage().total());
    }

    @Test
    void the_gate_has_what_the_dearer_of_two_models_takes() {
        Models priced = models().withTaskModels(List.of(
                new Models.Seat(named("sure", Colours::right), new Price(1, 1, 1)),
                new Models.Seat(named("learning", Colours::learner), new Price(4, 4, 4))));
        Budget budget =
                new Budget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(90_000), Optional.empty());

        RunResult result =
                new Run(task(Across.Aim.MEAN).withBudget(budget), priced, new InMemoryJournal()).execute(event -> {});

        assertThat(result.stopped()).isEqualTo(StopReason.USD);
        assertThat(result.spend().microDollars()).isLessThanOrEqualTo(90_000);
        assertThat(result.split()).isEqualTo(Split.HOLDOUT);
        assertThat(result.champion().n()).isEqualTo(120);
    }

    @Test
    void the_worst_is_lower_than_the_mean() {
        RunResult mean = new Run(task(Across.Aim.MEAN), models(), new InMemoryJournal()).execute(event -> {});
        RunResult worst = new Run(task(Across.Aim.WORST), models(), new InMemoryJournal()).execute(event -> {});

        assertThat(worst.seed().value()).isLessThan(mean.seed().value());
    }

    @Test
    void an_example_for_a_model_that_is_not_there_is_a_mistake() {
        Models one = Models.local(named("sure", Colours::right));

        assertThatThrownBy(() ->
                        one.seatOf(task(Across.Aim.MEAN).splits().holdout().get(1)))
                .hasMessageContaining("is for the model learning");
    }
}
