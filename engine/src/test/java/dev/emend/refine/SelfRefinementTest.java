package dev.emend.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.evaluation.Unanswered;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.ScriptedModel;
import dev.emend.run.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers are refined until a rule ends it, and the best is handed back. */
class SelfRefinementTest {

    private static final Prompt PROMPT = Prompt.of("p", "Answer.", "{{question}}");
    private static final RefineSettings SETTINGS =
            RefineSettings.of(new StatedScore()).withRounds(6).withPatience(2);

    private final List<Request> sent = java.util.Collections.synchronizedList(new ArrayList<>());

    /** To each input these answers in turn, and the last of them for ever. */
    private ScriptedModel answering(String... answers) {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        return new ScriptedModel(request -> {
            sent.add(request);
            String input =
                    request.messages().get(1).content().lines().findFirst().orElseThrow();
            return answers[Math.min(answers.length, asked.merge(input, 1, Integer::sum)) - 1];
        });
    }

    private static Refined only(LanguageModel model, RefineSettings settings) {
        return refine(model, settings, Budget.UNLIMITED, new InMemoryJournal(), 1)
                .refined()
                .getFirst();
    }

    private static Refinement refine(
            LanguageModel model, RefineSettings settings, Budget budget, Journal journal, int inputs) {
        Inquiry inquiry = new Inquiry(Models.local(model), budget, journal, 1, event -> {});
        return new SelfRefinement(settings, inquiry, event -> {})
                .refine(
                        PROMPT,
                        IntStream.range(0, inputs)
                                .mapToObj(i -> Example.of("i" + i, Map.of("question", "q" + i), "gold"))
                                .toList(),
                        1);
    }

    private static List<String> answers(Refined refined) {
        return refined.history().stream().map(Round::answer).toList();
    }

    @Test
    void an_answer_that_meets_the_target_at_once_costs_one_call_and_no_critique() {
        Refined refined = only(answering("1 right"), SETTINGS.withCritic(Critic.MODEL));

        assertThat(refined.ending()).isEqualTo(Ending.MET);
        assertThat(refined.calls()).isEqualTo(1);
        assertThat(sent).hasSize(1);
        assertThat(refined.first().critique()).isEmpty();
    }

    @Test
    void it_ends_at_the_first_answer_that_reaches_the_target() {
        Refined refined = only(answering("0.2 a", "0.85 b", "0.9 c", "1 d"), SETTINGS.withTarget(0.9));

        assertThat(answers(refined)).containsExactly("0.2 a", "0.85 b", "0.9 c");
        assertThat(refined.ending()).isEqualTo(Ending.MET);
        assertThat(refined.answer()).isEqualTo("0.9 c");
    }

    @Test
    void an_empty_answer_is_never_the_best_whatever_the_signal_says_of_it() {
        Metric brief = Metrics.named("length", Map.of("max", "3"), new TreeSet<>());
        Refined refined = only(answering("far too long an answer", "", "short"), RefineSettings.of(brief));

        assertThat(answers(refined)).containsExactly("far too long an answer", "", "short");
        assertThat(refined.history().get(1).score().value()).isZero();
        assertThat(refined.answer()).isEqualTo("short");
    }

    @Test
    void an_answer_that_was_cut_off_does_not_end_it_and_yields_to_a_whole_one() {
        List<Completion> replies = List.of(
                new Completion("1 cut", Completion.Finish.LENGTH, Usage.NONE, List.of()),
                new Completion("1 whole", Completion.Finish.STOP, Usage.NONE, List.of()));
        AtomicInteger next = new AtomicInteger();
        Refined refined = only(
                new LanguageModel() {
                    @Override
                    public String name() {
                        return "cutting";
                    }

                    @Override
                    public Completion complete(Request request) {
                        return replies.get(next.getAndIncrement());
                    }
                },
                SETTINGS);

        assertThat(refined.answer()).isEqualTo("1 whole");
        assertThat(refined.ending()).isEqualTo(Ending.MET);
        assertThat(refined.calls()).isEqualTo(2);
    }

    @Test
    void it_ends_when_all_rounds_are_made() {
        Refined refined = only(answering("0.1 a", "0.2 b", "0.3 c", "0.4 d"), SETTINGS.withRounds(2));

        assertThat(answers(refined)).containsExactly("0.1 a", "0.2 b", "0.3 c");
        assertThat(refined.ending()).isEqualTo(Ending.ROUNDS);
    }

    @Test
    void it_ends_when_patience_is_over_and_hands_back_the_best_and_not_the_last() {
        Refined refined = only(answering("0.1 a", "0.6 b", "0.3 c", "0.6 d", "1 e"), SETTINGS);

        assertThat(answers(refined)).containsExactly("0.1 a", "0.6 b", "0.3 c", "0.6 d");
        assertThat(refined.ending()).isEqualTo(Ending.PATIENCE);
        assertThat(refined.answer()).as("the earliest of equals").isEqualTo("0.6 b");
        assertThat(refined.best().number()).isEqualTo(1);
    }

    @Test
    void it_ends_when_answers_come_back_twice_in_a_row() {
        Refined refined = only(answering("0.1 a", "0.6 b", "0.1 a ", "0.6 b", "1 e"), SETTINGS.withPatience(3));

        assertThat(answers(refined)).containsExactly("0.1 a", "0.6 b");
        assertThat(refined.ending()).isEqualTo(Ending.OSCILLATION);
        assertThat(refined.revisions()).isEqualTo(3);
        assertThat(refined.calls()).isEqualTo(4);
    }

    @Test
    void a_model_that_writes_its_answer_again_is_asked_anew_without_sight_of_it_and_warmly() {
        Refined refined = only(answering("0.1 a", "0.1 a", "1 b"), SETTINGS);

        assertThat(refined.answer()).isEqualTo("1 b");
        assertThat(refined.ending()).isEqualTo(Ending.MET);
        assertThat(refined.best().number()).isEqualTo(2);
        Request anew = sent.getLast();
        assertThat(anew.messages())
                .hasSize(2)
                .noneMatch(message -> message.content().contains("0.1 a"));
        assertThat(anew.messages().getLast().content()).contains("1. It is worth only 0.1.");
        assertThat(anew.sampling().temperature()).isEqualTo(0.7);
    }

    @Test
    void where_neither_mending_nor_feedback_helps_the_first_request_is_drawn_once_more() {
        Refined refined = only(answering("0.5 a", "0.1 b", "0.2 c", "0.9 d", "1 e"), SETTINGS.withPatience(3));

        assertThat(answers(refined)).containsExactly("0.5 a", "0.1 b", "0.2 c", "0.9 d", "1 e");
        assertThat(sent.get(3).messages()).isEqualTo(sent.getFirst().messages());
        assertThat(sent.get(3).sampling().temperature()).isEqualTo(0.7);
        assertThat(sent.get(4).messages()).contains(new ChatMessage(Role.ASSISTANT, "0.9 d"));
    }

    @Test
    void an_answer_that_feedback_quotes_is_kept_out_of_what_is_asked_anew() {
        Metric quoting = new Metric() {
            @Override
            public String name() {
                return "quoting";
            }

            @Override
            public Score score(Answer answer) {
                return new Score(0, "Too short. It is " + Quote.of(answer.text()) + ".");
            }
        };
        only(answering("brief", "brief"), RefineSettings.of(quoting));

        assertThat(sent.get(1).messages().getLast().content()).contains("Too short. It is \"brief\".");
        assertThat(sent.get(2).messages().getLast().content())
                .contains("1. Too short.")
                .doesNotContain("brief");
    }

    @Test
    void a_revision_starts_from_the_best_answer_and_is_told_what_failed() {
        only(answering("0.5 a", "0.3 b", "1 c"), SETTINGS);

        assertThat(sent.get(1).messages().get(2)).isEqualTo(new ChatMessage(Role.ASSISTANT, "0.5 a"));
        assertThat(sent.getLast().messages().getLast().content())
                .contains("1. It is worth only 0.5.", "- one scored 0.30 and not above 0.50: It is worth only 0.3.");
    }

    @Test
    void memory_is_capped_to_the_newest_lessons() {
        only(
                answering("0.5 a", "0.1 b", "0.2 c", "0.3 d", "0.4 e"),
                SETTINGS.withPatience(6).withRounds(4).withMemory(2));

        assertThat(sent.getLast().messages().getLast().content())
                .contains("scored 0.20", "scored 0.30")
                .doesNotContain("scored 0.10");
    }

    @Test
    void the_model_criticises_only_where_it_is_asked_to() {
        ScriptedModel model = new ScriptedModel(request -> {
            sent.add(request);
            return request.purpose() == Purpose.META
                    ? "WHAT: too short\nWHERE: at the end\nWHY: nobody understands it\n**HOW:** say more\nWHAT: rude"
                    : request.messages().size() == 2 ? "0.5 a" : "1 b";
        });
        Refined refined = only(model, SETTINGS.withCritic(Critic.MODEL));

        assertThat(refined.first().critique().orElseThrow().findings())
                .containsExactly(
                        new Finding("critic", "too short", "at the end", "nobody understands it", "say more"),
                        new Finding("critic", "rude", "", "", ""));
        assertThat(sent.get(1).messages().getLast().content())
                .contains("[BEGIN ANSWER", "0.5 a", "[BEGIN EVIDENCE", "It is worth only 0.5.");
        assertThat(sent.get(2).messages().getLast().content()).contains("To mend it: say more");
        assertThat(refined.calls()).isEqualTo(3);

        sent.clear();
        only(model, SETTINGS);
        assertThat(sent).extracting(Request::purpose).containsOnly(Purpose.TASK);
    }

    @Test
    void a_weighted_signal_is_criticised_part_by_part() {
        Metric short3 = Metrics.named("length", Map.of("max", "3"), new TreeSet<>());
        Metric signal =
                Metrics.weighted(List.of(new Metrics.Weighted(new StatedScore(), 3), new Metrics.Weighted(short3, 1)));
        Refined refined = only(answering("1 but this is far too long", "1 b"), RefineSettings.of(signal));

        assertThat(refined.first().critique().orElseThrow().findings())
                .extracting(Finding::source)
                .containsExactly("length");
        assertThat(refined.first().score().value()).isLessThan(1);
        assertThat(refined.ending()).isEqualTo(Ending.MET);
    }

    @Test
    void the_right_answer_is_hidden_from_what_steers_and_shown_to_what_checks() {
        List<String> seen = new ArrayList<>();
        Metric spy = new Metric() {
            @Override
            public String name() {
                return "spy";
            }

            @Override
            public Score score(Answer answer) {
                seen.add(answer.example().expected());
                return new Score(answer.example().expected().equals("gold") ? 1 : 0, "?");
            }
        };
        ScriptedModel model = answering("0 a", "0 b");
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        SelfRefinement refinement = new SelfRefinement(RefineSettings.of(spy), inquiry, event -> {});
        Refinement refined = refinement.refine(PROMPT, List.of(Example.of("i", Map.of("question", "q"), "gold")), 1);

        assertThat(seen).containsOnly("");
        assertThat(refinement.check(spy, refined).before().getFirst().score().value())
                .isEqualTo(1);
    }

    @Test
    void a_budget_that_ends_in_mid_round_keeps_the_best_so_far_and_says_so() {
        Refinement refined =
                refine(answering("0.1 a", "0.5 b", "1 c"), SETTINGS, Budget.calls(5), new InMemoryJournal(), 3);

        assertThat(refined.stopped()).contains(StopReason.CALLS);
        assertThat(refined.refined()).extracting(Refined::answer).containsExactly("0.5 b", "0.5 b", "0.1 a");
        assertThat(refined.refined()).extracting(Refined::ending).containsOnly(Ending.BUDGET);
        assertThat(refined.spend().calls()).isEqualTo(5);
    }

    @Test
    void inputs_that_the_budget_never_reached_are_left_out() {
        Refinement refined = refine(answering("1 a"), SETTINGS, Budget.calls(2), new InMemoryJournal(), 3);

        assertThat(refined.refined()).extracting(one -> one.input().id()).containsExactly("i0", "i1");
    }

    @Test
    void an_answer_that_was_not_given_is_checked_as_silence_and_nothing_is_asked_about_it() {
        Metric brief = Metrics.named("length", Map.of("max", "3"), new TreeSet<>());
        Metric judged = Metrics.named("judge", Map.of("rubric", "Polite."), new TreeSet<>());
        ScriptedModel model = new ScriptedModel(request -> {
            sent.add(request);
            if (request.purpose() == Purpose.JUDGE) {
                return "5";
            }
            return switch (request.messages().getLast().content()) {
                case "q0" -> throw new ModelException(ModelException.Kind.REJECTED, "too long");
                case "q1" -> " ";
                default -> "1 right";
            };
        });
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
        SelfRefinement refinement = new SelfRefinement(SETTINGS.withRounds(0), inquiry, event -> {});
        Refinement refined = refinement.refine(
                PROMPT,
                IntStream.range(0, 3)
                        .mapToObj(i -> Example.of("i" + i, Map.of("question", "q" + i), ""))
                        .toList(),
                1);

        assertThat(refinement.check(brief, refined).after())
                .extracting(outcome -> outcome.score().value())
                .containsExactly(0.0, 0.0, 1.0);
        sent.clear();
        assertThat(Unanswered.among(refinement.check(judged, refined).before())).isEqualTo(new Unanswered(2, 3));
        assertThat(sent)
                .isNotEmpty()
                .allMatch(request -> request.messages().getLast().content().contains("1 right"));
    }

    /** Depends on the request alone; ends in every way. */
    private static String varied(Request request) {
        int draw = Math.floorMod(
                request.messages().stream().map(ChatMessage::content).toList().hashCode(), 97);
        return draw % 3 / 10.0 + " " + draw % 2 * (draw % 5 / 4);
    }

    @Test
    void the_course_depends_neither_on_parallelism_nor_on_interruptions_and_nothing_is_paid_twice() {
        Refinement straight = refine(
                new ScriptedModel(SelfRefinementTest::varied, 1, 0),
                SETTINGS,
                Budget.calls(75),
                new InMemoryJournal(),
                25);
        Refinement parallel = refine(
                new ScriptedModel(SelfRefinementTest::varied, 8, 300),
                SETTINGS,
                Budget.calls(75),
                new InMemoryJournal(),
                25);
        assertThat(parallel).isEqualTo(straight);
        assertThat(straight.refined())
                .extracting(Refined::ending)
                .contains(Ending.OSCILLATION, Ending.PATIENCE, Ending.BUDGET);

        InMemoryJournal journal = new InMemoryJournal();
        long paid = 0;
        for (int sitting = 0; sitting < 7; sitting++) {
            ScriptedModel failing = new ScriptedModel(SelfRefinementTest::varied, 3, 300).failingAfter(9);
            try {
                refine(failing, SETTINGS, Budget.calls(75), journal, 25);
            } catch (ModelException gone) {
                assertThat(gone.kind()).isEqualTo(ModelException.Kind.UNAVAILABLE);
            }
            paid += failing.calls();
        }
        ScriptedModel rest = new ScriptedModel(SelfRefinementTest::varied);
        assertThat(refine(rest, SETTINGS, Budget.calls(75), journal, 25)).isEqualTo(straight);
        assertThat(paid + rest.calls()).isEqualTo(straight.spend().calls());
    }

    @Test
    void an_answer_that_was_held_back_is_no_rejected_request() {
        Refined refined =
                only(new ScriptedModel(request -> "").ending(request -> Completion.Finish.FILTERED), SETTINGS);

        assertThat(refined.ending()).isEqualTo(Ending.FILTERED);
        assertThat(refined.score().feedback()).isEqualTo("The answer was held back by the model's provider.");
    }

    @Test
    void a_request_that_the_model_rejects_ends_at_once() {
        LanguageModel refusing = new LanguageModel() {
            @Override
            public String name() {
                return "refusing";
            }

            @Override
            public Completion complete(Request request) {
                throw new ModelException(ModelException.Kind.REJECTED, "too long");
            }
        };
        Refined refined = only(refusing, SETTINGS);

        assertThat(refined.ending()).isEqualTo(Ending.REJECTED);
        assertThat(refined.score().value()).isZero();
        assertThat(refined.score().feedback()).isEqualTo("The model rejected the request: too long");
        assertThat(refined.history()).hasSize(1);
    }

    @Test
    void a_model_that_is_missing_is_told_before_the_first_answer() {
        ScriptedModel model = new ScriptedModel(request -> "0.1 a");
        Models models = Models.task(model, Price.FREE);
        Metric judged = Metrics.named("judge", Map.of("criteria", "polite"), new TreeSet<>());

        assertThatThrownBy(() -> refined(SETTINGS.withCritic(Critic.MODEL), models))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the critic needs a meta-model");
        assertThatThrownBy(() -> refined(RefineSettings.of(judged), models))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the metric judge needs a judge");
        assertThatThrownBy(() -> new LearningPrompt(
                        PROMPT,
                        "",
                        LoopSettings.of(SETTINGS.signal()),
                        new Inquiry(models, Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {}),
                        1,
                        event -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a prompt that learns needs a meta-model");
        assertThat(model.calls()).isZero();
        assertThat(refined(SETTINGS, models).refined()).hasSize(1);
    }

    private static Refinement refined(RefineSettings settings, Models models) {
        return new SelfRefinement(
                        settings,
                        new Inquiry(models, Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {}),
                        event -> {})
                .refine(PROMPT, List.of(Example.of("i", Map.of("question", "q"), "")), 1);
    }
}
