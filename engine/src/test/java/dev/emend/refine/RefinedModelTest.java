package dev.emend.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.metric.Metrics;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Inquiry;
import dev.emend.run.Models;
import dev.emend.run.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A model whose answers are refined is a model. */
class RefinedModelTest {

    private static final Request REQUEST = new Request(
            Purpose.TASK,
            List.of(new ChatMessage(Role.SYSTEM, "The sky is blue."), new ChatMessage(Role.USER, "What is the sky?")),
            Sampling.GREEDY,
            Constraint.NONE,
            7,
            0);

    private final ScriptedModel model =
            new ScriptedModel(request -> request.messages().size() == 2 ? "0.5 a" : "1 b");

    @Test
    void hands_out_the_best_answer_and_what_all_calls_used() {
        RefinedModel refined = new RefinedModel(model, RefineSettings.of(new StatedScore()));
        Completion completion = refined.complete(REQUEST);

        assertThat(completion.text()).isEqualTo("1 b");
        assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
        assertThat(completion.usage().total()).isEqualTo(model.tokens());
        assertThat(model.calls()).isEqualTo(2);
        assertThat(completion.usage().prompt()).isLessThan(refined.promptTokenBound(REQUEST));
    }

    @Test
    void its_name_tells_other_settings_apart() {
        RefineSettings settings = RefineSettings.of(new StatedScore());

        assertThat(new RefinedModel(model, settings).name())
                .startsWith("refined:scripted#")
                .isNotEqualTo(new RefinedModel(model, settings.withRounds(1)).name());
    }

    @Test
    void metrics_see_what_was_asked_and_everything_up_to_it() {
        assertThat(RefinedModel.lastMessage(REQUEST).inputs())
                .containsEntry("question", "What is the sky?")
                .containsEntry("context", "The sky is blue.\n\nWhat is the sky?");
    }

    @Test
    void a_metric_that_needs_the_right_answer_cannot_steer() {
        assertThatThrownBy(() -> new RefinedModel(
                        model, RefineSettings.of(Metrics.named("exact-match", Map.of(), new TreeSet<>()))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exact-match needs the right answer");
        assertThatThrownBy(() -> new RefinedModel(
                        model,
                        RefineSettings.of(Metrics.weighted(List.of(
                                new Metrics.Weighted(Metrics.named("length", Map.of("max", "3"), new TreeSet<>()), 1),
                                new Metrics.Weighted(
                                        Metrics.named("latency", Map.of("limit", "1"), new TreeSet<>()), 1))))))
                .hasMessageContaining("latency measures the call");
    }

    @Test
    void an_answer_that_a_filter_cut_takes_no_whole_ones_place() {
        LanguageModel cutting = new LanguageModel() {
            @Override
            public String name() {
                return "cutting";
            }

            @Override
            public Completion complete(Request request) {
                boolean first = request.messages().size() == 2;
                return new Completion(
                        first ? "0.6 whole" : "0.9 cut",
                        first ? Completion.Finish.STOP : Completion.Finish.FILTERED,
                        Usage.NONE,
                        List.of());
            }
        };

        assertThat(new RefinedModel(cutting, RefineSettings.of(new StatedScore()))
                        .complete(REQUEST)
                        .text())
                .isEqualTo("0.6 whole");
    }

    @Test
    void a_budget_of_a_request_ends_its_refinement_and_is_what_it_may_cost() {
        Budget tokens = new Budget(
                OptionalLong.of(1), OptionalLong.of(5_000), OptionalLong.empty(), java.util.Optional.empty());
        RefinedModel refined = new RefinedModel(
                model, Models.local(model), RefineSettings.of(new StatedScore()), tokens, RefinedModel::lastMessage);

        assertThat(refined.complete(REQUEST).text()).isEqualTo("0.5 a");
        assertThat(refined.promptTokenBound(REQUEST)).isEqualTo(5_000);
    }

    private static ScriptedModel garbling(int times, AtomicInteger asked) {
        return new ScriptedModel(request -> {
                    if (asked.getAndIncrement() % (times + 1) < times) {
                        throw new ModelException(ModelException.Kind.UNREADABLE, "it cannot be read");
                    }
                    return "0.5 a";
                })
                .costingItsBounds();
    }

    @Test
    void replies_that_cannot_be_read_cost_no_more_than_the_bounds() {
        RefinedModel refined = new RefinedModel(garbling(2, new AtomicInteger()), RefineSettings.of(new StatedScore()));

        Request request = new Request(
                Purpose.TASK,
                List.of(new ChatMessage(Role.USER, "word ".repeat(10_000))),
                Sampling.GREEDY,
                Constraint.NONE,
                7,
                0);
        Completion completion = refined.complete(request);

        assertThat(completion.text()).isEqualTo("0.5 a");
        assertThat(completion.usage().total())
                .isLessThanOrEqualTo(refined.promptTokenBound(request) + refined.completionTokenBound(request));
    }

    @Test
    void what_cannot_be_read_three_times_in_a_row_is_asked_no_more() {
        AtomicInteger asked = new AtomicInteger();
        RefinedModel refined =
                new RefinedModel(garbling(Integer.MAX_VALUE - 1, asked), RefineSettings.of(new StatedScore()));
        Inquiry outer = new Inquiry(Models.local(refined), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});

        assertThatThrownBy(() -> outer.send(List.of(REQUEST)))
                .isInstanceOf(ModelException.class)
                .hasMessage("3 times in a row: it cannot be read");
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_budget_that_only_paid_for_what_cannot_be_read_rejects_nothing_for_ever() {
        RefinedModel refined = new RefinedModel(
                garbling(2, new AtomicInteger()),
                Models.local(model),
                RefineSettings.of(new StatedScore()),
                Budget.calls(2),
                RefinedModel::lastMessage);

        assertThatThrownBy(() -> refined.complete(REQUEST))
                .isInstanceOf(ModelException.class)
                .extracting(failed -> ((ModelException) failed).kind())
                .isEqualTo(ModelException.Kind.UNAVAILABLE);
    }

    @Test
    void a_critic_without_a_limit_of_tokens_is_refused() {
        assertThatThrownBy(() -> new RefinedModel(
                        model,
                        Models.local(model),
                        RefineSettings.of(new StatedScore()).withCritic(Critic.MODEL),
                        Budget.calls(9),
                        RefinedModel::lastMessage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must limit tokens");
    }

    @Test
    void who_is_asked_and_not_there_is_missed_before_the_first_call() {
        Budget tokens = new Budget(
                OptionalLong.empty(), OptionalLong.of(9_000), OptionalLong.empty(), java.util.Optional.empty());
        Models alone = new Models(Map.of());
        RefineSettings judged =
                RefineSettings.of(Metrics.named("judge", Map.of("criteria", "Be polite."), new TreeSet<>()));
        RefineSettings criticised = RefineSettings.of(new StatedScore()).withCritic(Critic.MODEL);

        assertThatThrownBy(() -> new RefinedModel(model, alone, judged, tokens, RefinedModel::lastMessage))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the metric judge needs a judge");
        assertThatThrownBy(() -> new RefinedModel(model, alone, criticised, tokens, RefinedModel::lastMessage))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the critic needs a meta-model");
    }
}
