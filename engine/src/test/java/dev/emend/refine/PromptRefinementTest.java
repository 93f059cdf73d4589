package dev.emend.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.ScriptedModel;
import dev.emend.run.StopReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream's failures become a prompt that fresh inputs must confirm. */
class PromptRefinementTest {

    private static final Prompt PROMPT = Prompt.of("p", "Answer the question.", "{{question}}");
    private static final Metric THANKS =
            Metrics.named("required-phrases", Map.of("phrases", "thanks"), new TreeSet<>());
    private static final LoopSettings SETTINGS = new LoopSettings(THANKS, 1, 4, 12, 3, 2);

    /** Thanks where it is told to, and otherwise only when asked an even question; writes what it is given as rules. */
    private static String reply(Request request, String rule) {
        if (request.purpose() == Purpose.META) {
            return "Hypothesis: it does not thank.\n```\n" + rule + "\n```";
        }
        String told = request.messages().getFirst().content();
        int question = Integer.parseInt(request.messages().getLast().content().substring(1));
        return told.contains("Always thank") || question % 2 == 0 && !told.contains("Never thank")
                ? question + " thanks"
                : question + " so what";
    }

    private static ScriptedModel model(String rule) {
        return new ScriptedModel(request -> reply(request, rule), 8, 200);
    }

    private static LearnedPrompt learn(ScriptedModel model, Budget budget, Journal journal, int rows) {
        return learn(model, budget, journal, rows, SETTINGS);
    }

    private static LearnedPrompt learn(
            ScriptedModel model, Budget budget, Journal journal, int rows, LoopSettings settings) {
        Inquiry inquiry = new Inquiry(Models.local(model), budget, journal, 1, event -> {});
        return new PromptRefinement("", settings, inquiry, 1, event -> {})
                .learn(
                        PROMPT,
                        IntStream.range(0, rows)
                                .mapToObj(i -> Example.of("i" + i, Map.of("question", "q" + i), ""))
                                .toList());
    }

    /** Thanks where it is told to, and for some questions anyway. */
    private static ScriptedModel thanking(IntPredicate anyway) {
        return new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META) {
                return reply(request, "Always thank whoever asks.");
            }
            int question =
                    Integer.parseInt(request.messages().getLast().content().substring(1));
            boolean told = request.messages().getFirst().content().contains("Always thank");
            return anyway.test(question) || told ? "thanks" : "so what";
        });
    }

    @Test
    void two_prompts_answer_an_input_under_one_sampling_seed() {
        Example input = Example.of("i1", Map.of("question", "q1"), "");
        Conversation one = Conversation.labelled(PROMPT, input, 5);
        Conversation other =
                Conversation.labelled(Prompt.of("p", "Answer, and always thank.", "{{question}}"), input, 5);

        assertThat(one.first().seed()).isEqualTo(other.first().seed());
        assertThat(one.again(1).seed())
                .isEqualTo(other.again(1).seed())
                .isNotEqualTo(one.first().seed());
    }

    @Test
    void a_prompt_that_fresh_inputs_confirm_replaces_the_one_before() {
        LearnedPrompt learned = learn(
                model("Always thank whoever asks."),
                Budget.UNLIMITED,
                new InMemoryJournal(),
                60,
                new LoopSettings(THANKS, 1, 4, 20, 3, 2));

        assertThat(learned.prompt().instruction().source()).contains("Always thank whoever asks.");
        assertThat(learned.replacements()).isEqualTo(1);
        LearnedPrompt.Gate gate = learned.steps().getFirst().gate().orElseThrow();
        assertThat(gate.difference().n()).isEqualTo(20);
        assertThat(gate.difference().p()).isLessThan(gate.alpha());
        assertThat(learned.steps().getLast().drafts())
                .as("nothing fails any more")
                .isEmpty();
    }

    @Test
    void the_gate_refuses_a_prompt_that_only_helped_where_it_was_written() {
        // Helps on the batch, which has the numbers below 4, and on no fresh input.
        ScriptedModel model = new ScriptedModel(request -> {
            String told = request.messages().getFirst().content();
            boolean old = request.purpose() != Purpose.META
                    && Integer.parseInt(request.messages().getLast().content().substring(1)) < 4;
            return told.contains("Always thank") && !old ? "so what" : reply(request, "Always thank whoever asks.");
        });
        LearnedPrompt learned = learn(model, Budget.UNLIMITED, new InMemoryJournal(), 16);

        LearnedPrompt.Gate gate = learned.steps().getFirst().gate().orElseThrow();
        assertThat(gate.passed()).isFalse();
        assertThat(gate.difference().value()).isNegative();
        assertThat(learned.prompt()).isSameAs(PROMPT);
    }

    /** Six inputs of twelve are better and none is worse: p = 0.03, which is enough for one gate and not for one of three. */
    @ParameterizedTest
    @CsvSource({"1, true", "3, false"})
    void several_gates_share_the_error_rate(int gates, boolean passes) {
        LearnedPrompt learned = learn(
                thanking(question -> question > 9),
                Budget.UNLIMITED,
                new InMemoryJournal(),
                16,
                new LoopSettings(THANKS, 1, 4, 12, gates, 2));

        LearnedPrompt.Gate gate = learned.steps().getFirst().gate().orElseThrow();
        assertThat(gate.difference().p()).isEqualTo(0.03125);
        assertThat(gate.passed()).isEqualTo(passes);
        assertThat(learned.replacements()).isEqualTo(passes ? 1 : 0);
    }

    @Test
    void a_gain_that_chance_may_explain_changes_nothing() {
        // Two inputs of twelve are better and none is worse: p = 0.5.
        ScriptedModel model = thanking(question -> question > 7);
        LearnedPrompt learned = learn(model, Budget.UNLIMITED, new InMemoryJournal(), 16);

        assertThat(learned.steps().getFirst().gate().orElseThrow().difference().value())
                .isPositive();
        assertThat(learned.prompt()).isSameAs(PROMPT);
    }

    @Test
    void a_draft_that_does_not_help_on_its_own_batch_costs_no_fresh_input() {
        LearnedPrompt learned = learn(model("Never thank anybody."), Budget.UNLIMITED, new InMemoryJournal(), 60);

        assertThat(learned.steps()).hasSize(2).allMatch(step -> step.gate().isEmpty());
        assertThat(learned.rows()).as("patience ends it after two batches").isEqualTo(8);
        assertThat(learned.prompt()).isSameAs(PROMPT);
    }

    @Test
    void a_broken_draft_is_refused_before_it_is_tried() {
        LearnedPrompt learned = learn(model("Thank {{whom}} always."), Budget.UNLIMITED, new InMemoryJournal(), 16);

        assertThat(learned.steps().getFirst().drafts())
                .isNotEmpty()
                .allSatisfy(tried -> assertThat(tried.refused()).contains("new-placeholder"));
    }

    @Test
    void without_failures_nothing_is_written() {
        ScriptedModel model = new ScriptedModel(request -> "thanks");
        LearnedPrompt learned = learn(model, Budget.UNLIMITED, new InMemoryJournal(), 20);

        assertThat(learned.steps()).allMatch(step -> step.drafts().isEmpty());
        assertThat(model.calls()).isEqualTo(learned.rows());
    }

    @Test
    void a_budget_that_ends_at_the_gate_hands_back_the_users_own_prompt() {
        LearnedPrompt learned = learn(model("Always thank whoever asks."), Budget.calls(25), new InMemoryJournal(), 60);

        assertThat(learned.stopped()).contains(StopReason.CALLS);
        assertThat(learned.prompt()).isSameAs(PROMPT);
    }

    @Test
    void the_same_prompt_is_learned_after_interruptions_and_nothing_is_paid_twice() {
        String rule = "Always thank whoever asks.";
        LoopSettings settings = new LoopSettings(THANKS, 1, 4, 20, 3, 2);
        LearnedPrompt straight = learn(model(rule), Budget.UNLIMITED, new InMemoryJournal(), 60, settings);
        Function<Integer, ScriptedModel> failing =
                sitting -> new ScriptedModel(request -> reply(request, rule), 3, 200).failingAfter(11);
        InMemoryJournal journal = new InMemoryJournal();
        long paid = 0;
        for (int sitting = 0; sitting < 4; sitting++) {
            ScriptedModel model = failing.apply(sitting);
            try {
                learn(model, Budget.UNLIMITED, journal, 60, settings);
            } catch (ModelException gone) {
                assertThat(gone.kind()).isEqualTo(ModelException.Kind.UNAVAILABLE);
            }
            paid += model.calls();
        }
        ScriptedModel rest = model(rule);
        LearnedPrompt resumed = learn(rest, Budget.UNLIMITED, journal, 60, settings);

        assertThat(resumed).isEqualTo(straight);
        assertThat(paid + rest.calls()).isEqualTo(straight.spend().calls());
    }

    @Test
    void groups_stay_whole_and_are_what_the_gate_counts() {
        // Four questions on each of eleven documents, which come by turns. Told to thank, the answers about two of the
        // seven
        // fresh documents get better: eight rows, but p = 0.5.
        ScriptedModel model = thanking(question -> question / 4 > 5);
        List<Example> stream = IntStream.range(0, 44)
                .map(i -> i % 11 * 4 + i / 11)
                .mapToObj(i -> new Example(
                        "i" + i, Map.of("question", "q" + i), "", Map.of("document", "d" + i / 4), Where.NOWHERE))
                .toList();
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        LoopSettings settings = new LoopSettings(THANKS, 1, 4, 7, 3, 2).grouped("document");
        LearnedPrompt learned = new PromptRefinement("", settings, inquiry, 1, event -> {}).learn(PROMPT, stream);

        LearnedPrompt.Step step = learned.steps().getFirst();
        assertThat(step.outcomes())
                .hasSize(16)
                .extracting(outcome -> outcome.example().column("document"))
                .containsOnly("d0", "d1", "d2", "d3");
        assertThat(step.gate().orElseThrow().difference().n()).isEqualTo(28);
        assertThat(step.gate().orElseThrow().difference().p()).isEqualTo(0.5);
        assertThat(learned.prompt()).isSameAs(PROMPT);
        assertThat(learned.rows()).isEqualTo(44);
    }

    @Test
    void inputs_of_which_the_prompt_reads_the_same_stay_together_and_count_as_one() {
        // Eleven questions, four times each under other ids. Told to thank, two of the seven fresh ones get better:
        // eight rows, but
        // p = 0.5.
        ScriptedModel model = thanking(question -> question > 5);
        List<Example> stream = IntStream.range(0, 44)
                .mapToObj(i -> Example.of("i" + i, Map.of("question", "q" + i % 11, "ticket", "t" + i), ""))
                .toList();
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        LearnedPrompt learned = new PromptRefinement(
                        "", new LoopSettings(THANKS, 1, 4, 7, 3, 2), inquiry, 1, event -> {})
                .learn(PROMPT, stream);

        LearnedPrompt.Step step = learned.steps().getFirst();
        assertThat(step.outcomes())
                .hasSize(16)
                .extracting(outcome -> outcome.example().column("question"))
                .containsOnly("q0", "q1", "q2", "q3");
        assertThat(step.gate().orElseThrow().difference().n()).isEqualTo(28);
        assertThat(step.gate().orElseThrow().difference().p()).isEqualTo(0.5);
        assertThat(learned.prompt()).isSameAs(PROMPT);
    }

    @Test
    void groups_that_share_an_input_are_one() {
        List<Example> stream = IntStream.range(0, 5)
                .mapToObj(i -> new Example(
                        "i" + i,
                        Map.of("question", "q" + List.of(1, 2, 3, 1, 4).get(i)),
                        "",
                        Map.of("document", "d" + List.of(1, 2, 2, 2, 3).get(i)),
                        Where.NOWHERE))
                .toList();

        assertThat(PromptRefinement.count(PROMPT, stream, Optional.of("document")))
                .isEqualTo(2);
        assertThat(PromptRefinement.count(PROMPT, stream, Optional.empty())).isEqualTo(4);
        assertThat(Units.of(PROMPT, stream, Optional.of("document")).getFirst()).isEqualTo(stream.subList(0, 4));
    }

    @Test
    void an_input_without_its_group_is_named() {
        assertThatThrownBy(() ->
                        learn(model(""), Budget.UNLIMITED, new InMemoryJournal(), 16, SETTINGS.grouped("document")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the input i0 has no \"document\" to group by");
    }

    @Test
    void a_window_that_no_gate_could_pass_is_refused() {
        assertThat(LoopSettings.leastWindow(1)).isEqualTo(6);
        assertThat(LoopSettings.leastWindow(3)).isEqualTo(7);
        assertThat(new LoopSettings(THANKS, 1, 8, 7, 3, 2).alpha()).isGreaterThan(2 * Math.pow(0.5, 7));
        assertThatThrownBy(() -> new LoopSettings(THANKS, 1, 8, 6, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with 3 gates the window needs at least 7 inputs, not 6");
    }

    @Test
    void about_a_context_fixed_rules_are_tried_first() {
        Metric grounded = Metrics.named("grounded-lexical", Map.of(), new TreeSet<>());
        Prompt prompt = Prompt.of("p", "Answer the question.", "{{context}}\n\n{{question}}");
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "no"
                : request.messages().getFirst().content().contains("Use only what the given text says")
                        ? "Anna lives in Rome."
                        : "Anna lives in Paris, and Bob in Oslo.");
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        LearnedPrompt learned = new PromptRefinement(
                        "", new LoopSettings(grounded, 1, 4, 12, 1, 2), inquiry, 1, event -> {})
                .learn(
                        prompt,
                        IntStream.range(0, 16)
                                .mapToObj(i -> Example.of(
                                        "i" + i,
                                        Map.of(
                                                "question",
                                                "Where does Anna live? " + i,
                                                "context",
                                                "Anna lives in Rome."),
                                        ""))
                                .toList());

        assertThat(learned.replacements()).isEqualTo(1);
        assertThat(learned.prompt().instruction().source())
                .startsWith("Answer the question.\nUse only what the given text says.");
    }

    @Test
    void every_answer_is_handed_back_and_the_rest_of_the_stream_is_answered_by_the_learned_prompt() {
        ScriptedModel model = thanking(question -> false);
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        PromptRefinement refinement = new PromptRefinement("", SETTINGS, inquiry, 1, event -> {});
        List<Example> stream = IntStream.range(0, 30)
                .mapToObj(i -> Example.of("i" + i, Map.of("question", "q" + i), ""))
                .toList();

        LearnedPrompt learned = refinement.learn(PROMPT, stream);
        long calls = model.calls();
        LearnedPrompt whole = refinement.answered(learned, stream);

        assertThat(learned.replacements()).isEqualTo(1);
        assertThat(learned.rows()).isEqualTo(16);
        assertThat(learned.answers().subList(0, 4))
                .allSatisfy(answered -> assertThat(answered.replaced()).isZero());
        assertThat(learned.answers().subList(4, 16))
                .as("of the prompt that proved itself")
                .allSatisfy(answered -> {
                    assertThat(answered.replaced()).isEqualTo(1);
                    assertThat(answered.outcome().answer().text()).isEqualTo("thanks");
                });
        assertThat(model.calls() - calls).isEqualTo(14);
        assertThat(whole.answers())
                .extracting(answered -> answered.outcome().example().id())
                .containsExactlyElementsOf(stream.stream().map(Example::id).toList());
        assertThat(whole.answers().getLast().outcome().score().value()).isEqualTo(1);
    }

    @Test
    void answers_that_were_had_when_the_budget_ended_are_handed_back() {
        LearnedPrompt learned = learn(model("Always thank whoever asks."), Budget.calls(3), new InMemoryJournal(), 60);

        assertThat(learned.stopped()).contains(StopReason.CALLS);
        assertThat(learned.answers()).hasSize(3);
    }

    @Test
    void right_answers_may_steer() {
        ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
                ? "Hypothesis: it guesses.\n```\nAlways say Oslo.\n```"
                : request.messages().getFirst().content().contains("Always say Oslo") ? "Oslo" : "Rome");
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        LoopSettings settings =
                new LoopSettings(Metrics.named("exact-match", Map.of(), new TreeSet<>()), 1, 4, 12, 3, 2);

        LearnedPrompt learned = new PromptRefinement("", settings, inquiry, 1, event -> {})
                .learn(
                        PROMPT,
                        IntStream.range(0, 16)
                                .mapToObj(i -> Example.of("i" + i, Map.of("question", "q" + i), "Oslo"))
                                .toList());

        assertThat(learned.replacements()).isEqualTo(1);
        assertThat(learned.steps().getFirst().outcomes().getFirst().score().value())
                .isZero();
    }
}
