package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.judge.PairJudge;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is paid for work that would end at a model that is not there. */
class MissingModelTest {

    private static final Budget BUDGET = Budget.calls(900);

    private final ScriptedModel model = new ScriptedModel(Colours::learner);
    private final Models taskAlone = Models.task(model, Price.FREE);
    private final Models noJudge = Models.of(model, Price.FREE, model, Price.FREE);

    private static Metric judge(Map<String, String> options, int judges) {
        return Metrics.named("judge", options, new MetricContext(new TreeSet<>(), judges, Path.of("")));
    }

    private void isRefused(ThrowingCallable work, String what) {
        assertThatThrownBy(work)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("Maybe Models.");
        assertThat(model.calls()).isZero();
    }

    private static RunResult run(Task task, Models models) {
        return new Run(task, models, new InMemoryJournal()).execute(event -> {});
    }

    private static Ranking compared(Task task, int blends, Models models) {
        return new PromptComparison(
                        task,
                        entrants(task),
                        new ComparisonPlan(true, 1, blends, Optional.empty()),
                        models,
                        new InMemoryJournal())
                .execute(event -> {});
    }

    private static List<Entrant> entrants(Task task) {
        return List.of(
                new Entrant("own", task.prompt()),
                new Entrant("careful", Prompt.of("colours", "Name the colour carefully.", "{{thing}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "reflective", "opro", "gepa", "mipro", "compose", "spo"})
    void aStrategyThatWritesNeedsAMetaModel(String strategy) {
        isRefused(
                () -> run(Colours.task(strategy, 1, BUDGET), taskAlone),
                "the strategy " + strategy + " needs a meta-model, and there is none");
    }

    @Test
    void aStrategyThatComparesByAJudgeNeedsOne() {
        isRefused(() -> run(Colours.task("spo", 1, BUDGET), noJudge), "the strategy spo needs a judge");
    }

    @Test
    void aSearchForDemonstrationsNeedsNoMetaModel() {
        RunResult result = run(Colours.task("bootstrap", 1, BUDGET), taskAlone);

        assertThat(result.candidates()).hasSizeGreaterThan(1);
    }

    @Test
    void operatorsThatWriteNothingNeedNoMetaModel() {
        Task task = Colours.task("compose", 1, BUDGET);

        isRefused(() -> run(task.withOptions(Map.of("operators", "demonstrate, reflect")), taskAlone), "meta-model");
        assertThat(run(task.withOptions(Map.of("operators", "demonstrate, blend")), taskAlone)
                        .candidates())
                .hasSizeGreaterThan(1);
    }

    @Test
    void whoBlamesTheStepsOfAChainNeedsAMetaModel() {
        Task task = Parcels.task(Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR), "bootstrap", 1, BUDGET);

        isRefused(() -> run(task, taskAlone), "the search of a chain needs a meta-model");
    }

    @Test
    void aMetricThatAsksJudgesNeedsThemAll() {
        Task task = Colours.task(1, BUDGET);
        Metric one = judge(Map.of("criteria", "right"), 1);
        Metric jury = judge(Map.of("criteria", "right", "jury", "mean"), 3);
        List<Example> examples = task.splits().holdout();
        Models oneJudge = noJudge.withJudges(List.of(new Models.Seat(model, Price.FREE)));

        isRefused(() -> run(task.withMetric(one), noJudge), "the metric judge needs a judge, and there is none");
        isRefused(() -> run(task.withMetric(jury), oneJudge), "needs 3 judges, and there is no more than 1");
        isRefused(() -> compared(task.withMetric(one), 0, noJudge), "needs a judge");
        isRefused(
                () -> new Evaluator(noJudge, BUDGET, 1, event -> {})
                        .answer(task.prompt(), examples, 1, Optional.of(one), new InMemoryJournal()),
                "needs a judge");
        isRefused(
                () -> new Inquiry(noJudge, BUDGET, new InMemoryJournal(), 1, event -> {})
                        .answer(task.prompt(), examples, Optional.of(one)),
                "needs a judge");
        isRefused(
                () -> new Probe(task.withMetric(one), noJudge, new InMemoryJournal()).execute(0.2, event -> {}),
                "needs a judge");
    }

    @Test
    void aComparisonNeedsAMetaModelForBlendsAlone() {
        Task task = Colours.task(1, Budget.UNLIMITED);

        isRefused(() -> compared(task, 1, taskAlone), "a blend needs a meta-model");
        assertThat(compared(task, 0, taskAlone).places()).hasSize(2);
    }

    @Test
    void aComparisonByAJudgeNeedsOne() {
        Task task = Colours.task(1, BUDGET);

        isRefused(
                () -> new JudgedComparison(
                                task,
                                entrants(task),
                                new ComparisonPlan(true, 1, 0, Optional.empty()),
                                new PairJudge("The right colour.", true),
                                noJudge,
                                new InMemoryJournal())
                        .execute(event -> {}),
                "a comparison by a judge needs a judge");
    }

    @Test
    void anExampleNeedsTheModelThatItIsFor() {
        Task task = Colours.task(1, BUDGET);
        Task both = task.withSplits(Audience.ofModels(task.splits(), List.of("scripted", "another")));

        isRefused(() -> run(both, Models.local(model)), "is for the model another");
        isRefused(() -> run(task, new Models(Map.of())), "every example needs a task model");
    }

    @Test
    void aCalibrationNeedsAJudgeAndAMetaModel() {
        Models judgeAlone = new Models(Map.of(Purpose.JUDGE, List.of(new Models.Seat(model, Price.FREE))));

        isRefused(() -> desk(judgeAlone), "a calibration needs a meta-model");
        isRefused(() -> desk(noJudge), "a calibration needs a judge");
    }

    private static InquiryDesk desk(Models models) {
        return new InquiryDesk(new Inquiry(models, BUDGET, new InMemoryJournal(), 1, event -> {}), event -> {});
    }
}
