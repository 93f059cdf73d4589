package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Split;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.program.Program;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Template;
import dev.emend.proposal.Reflection;
import dev.emend.search.WarmStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on from what an earlier one has learned. */
class EarlierRunTest {

    private static final Budget BUDGET = Budget.calls(600);
    private static final Budget LITTLE = Budget.calls(300);
    private static final Budget VERY_LITTLE = Budget.calls(190);

    private static final Estimate SCORE = Estimates.of(new double[] {1, 0, 0, 1}, 0.95);

    private static RunResult run(Task task) {
        return run(task, new ScriptedModel(Colours::learner), event -> {});
    }

    private static RunResult run(Task task, ScriptedModel model, java.util.function.Consumer<RunEvent> events) {
        return new Run(task, Models.local(model), new InMemoryJournal()).execute(events);
    }

    private static Task next(RunResult earlier, Budget budget) {
        Task task = Colours.task(9, budget);
        return task.after(Learned.from("colours-1", earlier), task.splits());
    }

    @Test
    void its_champion_is_tried_first_and_leads_where_it_is_still_the_best() {
        RunResult earlier = run(Colours.task(1, BUDGET));
        List<RunEvent> events = new ArrayList<>();

        RunResult later = run(next(earlier, Budget.calls(360)), new ScriptedModel(Colours::learner), events::add);

        RunResult.CandidateRecord first = later.candidates().get(1);
        assertThat(first.operator()).isEqualTo(WarmStart.EARLIER);
        assertThat(first.prompt()).isEqualTo(earlier.prompt());
        assertThat(first.validation().orElseThrow().n()).isEqualTo(40);
        assertThat(events)
                .filteredOn(RunEvent.Leading.class::isInstance)
                .first()
                .satisfies(event ->
                        assertThat(((RunEvent.Leading) event).candidate()).isPositive());
        assertThat(later.verdict()).isEqualTo(Verdict.PROMOTED);
    }

    @Test
    void with_a_small_budget_it_ends_higher_than_a_run_from_nothing() {
        RunResult earlier = run(Colours.task(1, BUDGET));

        RunResult fromNothing = run(Colours.task(9, VERY_LITTLE));
        RunResult later = run(next(earlier, VERY_LITTLE));

        assertThat(later.champion().value())
                .isGreaterThan(fromNothing.champion().value());
    }

    @Test
    void where_the_budget_barely_scores_one_prompt_on_all_of_validation_there_is_a_verdict_still() {
        RunResult earlier = run(Colours.task(1, BUDGET));
        Task task = Colours.task(9, Budget.calls(300), 40, 60, 120);

        RunResult later = run(task.after(Learned.from("colours-1", earlier), task.splits()));

        assertThat(later.candidates())
                .element(1)
                .satisfies(first ->
                        assertThat(first.validation().orElseThrow().n()).isEqualTo(10));
        assertThat(later.seed().n()).isGreaterThanOrEqualTo(10);
        assertThat(later.spend().calls()).isLessThanOrEqualTo(300);
    }

    @Test
    void how_the_prompt_has_fared_is_said() {
        RunResult earlier = run(Colours.task(1, BUDGET));

        RunResult same = run(next(earlier, LITTLE));
        RunResult drifted = run(
                next(earlier, LITTLE),
                new ScriptedModel(request -> Colours.learner(request) + " no more"),
                event -> {});

        assertThat(same.notes()).anyMatch(note -> note.contains("colours-1") && note.contains("may be chance"));
        assertThat(drifted.notes()).anyMatch(note -> note.contains("to its disadvantage"));
    }

    private static Estimate share(int right, int n) {
        double[] scores = new double[n];
        Arrays.fill(scores, 0, right, 1);
        return Estimates.of(scores, 0.95);
    }

    /** A run that goes on from a champion that had this score, and that so many of its validation examples have chosen. */
    private static List<String> notes(Estimate score, int choosers) {
        Learned learned = Learned.from("colours-1", run(Colours.task(1, BUDGET)));
        Task task = Colours.task(9, Budget.calls(360));
        Learned scored = new Learned(
                "colours-1",
                learned.prompts(),
                List.of(),
                learned.failedHypotheses(),
                score,
                Split.HOLDOUT,
                task.splits().validation().stream()
                        .limit(choosers)
                        .map(Example::id)
                        .toList());
        return run(task.after(scored, task.splits())).notes();
    }

    @Test
    void examples_that_chose_the_prompt_do_not_say_that_they_have_become_easier() {
        assertThat(notes(share(40, 100), 0)).anyMatch(note -> note.contains("become easier"));
        assertThat(notes(share(40, 100), 40))
                .anyMatch(note -> note.contains("It was chosen by 40 of these very examples"))
                .noneMatch(note -> note.contains("become easier"));
    }

    @Test
    void examples_that_chose_the_prompt_are_left_out_where_enough_others_remain() {
        assertThat(notes(share(40, 100), 25))
                .anyMatch(note -> note.contains("on those of validation by which it was not chosen (n = 15)"))
                .noneMatch(note -> note.contains("very examples"));
        assertThat(notes(share(40, 100), 31))
                .anyMatch(note -> note.contains("these of validation (n = 40)")
                        && note.contains("It was chosen by 31 of these very examples"));
    }

    @Test
    void a_score_that_fell_on_the_very_examples_that_chose_the_prompt_is_a_change() {
        assertThat(notes(share(100, 100), 40)).anyMatch(note -> note.contains("to its disadvantage"));
    }

    @Test
    void an_earlier_prompt_that_the_new_one_has_replaced_is_no_proposal_but_its_drift_is_said() {
        RunResult earlier = run(Colours.task(1, BUDGET));
        Task task = Colours.task(9, LITTLE);
        Task adopted = task.withPrompt(earlier.prompt()).withBudget(LITTLE).withSeed(9);

        RunResult later = run(adopted.after(Learned.from("colours-1", earlier), task.splits()));

        assertThat(later.candidates())
                .filteredOn(one -> one.prompt().equals(earlier.prompt()))
                .hasSize(1);
        assertThat(later.notes()).anyMatch(note -> note.contains("The prompt of run colours-1 scored"));
    }

    @Test
    void a_prompt_that_lacks_a_placeholder_of_the_new_one_is_refused_before_it_costs_a_call() {
        RunResult earlier = run(Colours.task(1, BUDGET));
        Learned learned = Learned.from("colours-1", earlier);
        Learned broken = new Learned(
                "colours-1",
                Stream.concat(
                                Stream.of(Prompt.of("colours", "Name the colour, please, whatever it is.", "Well?")),
                                learned.prompts().stream())
                        .toList(),
                List.of(),
                List.of(),
                learned.score(),
                learned.split(),
                List.of());
        Task task = Colours.task(9, BUDGET);

        RunResult later = run(task.after(broken, task.splits()));

        assertThat(later.refusals()).anyMatch(refusal -> refusal.operator().equals(WarmStart.EARLIER));
        assertThat(later.candidates()).anyMatch(one -> one.operator().equals(WarmStart.EARLIER));
    }

    /** With a message of the assistant before the last one. */
    private static Prompt greeting(Prompt prompt, String text) {
        List<Message> messages = new ArrayList<>(prompt.messages());
        messages.add(messages.size() - 1, new Message(Role.ASSISTANT, Template.parse(text)));
        return new Prompt(
                prompt.name(),
                prompt.description(),
                messages,
                prompt.demonstrations(),
                prompt.sampling(),
                prompt.outputSchema());
    }

    @Test
    void prompts_with_other_messages_than_the_users_own_are_refused_and_the_search_goes_on() {
        RunResult earlier = run(Colours.task(1, BUDGET));
        Task task = Colours.task(9, BUDGET);
        Learned learned = Learned.from("colours-1", earlier);

        RunResult grown =
                run(task.withPrompt(greeting(task.prompt(), "Gladly.")).after(learned, task.splits()));
        RunResult shrunk = run(task.after(
                new Learned(
                        "colours-1",
                        List.of(greeting(task.prompt(), "As {{mood}} as ever."), earlier.prompt()),
                        List.of(),
                        List.of(),
                        learned.score(),
                        learned.split(),
                        List.of()),
                task.splits()));

        assertThat(grown.refusals())
                .filteredOn(refusal -> refusal.operator().equals(WarmStart.EARLIER))
                .isNotEmpty()
                .allSatisfy(refusal -> {
                    assertThat(refusal.rule()).isEqualTo("other-messages");
                    assertThat(refusal.detail())
                            .isEqualTo("its messages are system, user, and not system, assistant, user");
                });
        assertThat(shrunk.refusals().getFirst().rule()).isEqualTo("other-messages");
        assertThat(shrunk.candidates().get(1).prompt()).isEqualTo(earlier.prompt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "reflective"})
    void what_was_believed_in_vain_is_told_to_the_meta_model(String strategy) {
        RunResult earlier = run(Colours.task("reflective", 1, BUDGET));
        Learned learned = Learned.from("colours-1", earlier);
        List<String> failed = earlier.candidates().stream()
                .filter(candidate -> candidate.operator().equals(Reflection.NAME))
                .filter(candidate -> candidate.fate() instanceof Fate.Dropped)
                .map(RunResult.CandidateRecord::hypothesis)
                .toList();
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Task task = Colours.task(strategy, 9, BUDGET);
        run(
                task.after(learned, task.splits()),
                new ScriptedModel(request -> {
                    asked.add(request.messages().toString());
                    return Colours.learner(request);
                }),
                event -> {});

        assertThat(failed).isNotEmpty();
        assertThat(learned.failedHypotheses()).isEqualTo(failed);
        assertThat(asked)
                .filteredOn(request -> request.contains("These ideas were tried and did not help"))
                .first()
                .asString()
                .contains(failed.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "capo", "gepa", "mipro", "opro", "protegi", "bootstrap", "simba"})
    void any_strategy_goes_on_within_the_budget(String strategy) {
        RunResult earlier = run(Colours.task(1, BUDGET));
        Task task = Colours.task(strategy, 9, Budget.calls(360));

        RunResult later = run(task.after(Learned.from("colours-1", earlier), task.splits()));

        assertThat(later.candidates().get(1).operator()).isEqualTo(WarmStart.EARLIER);
        assertThat(later.spend().calls()).isLessThanOrEqualTo(360);
        assertThat(later.champion().value()).isGreaterThanOrEqualTo(later.seed().value());
    }

    private static final Program BROKEN = Parcels.chain(Parcels.BROKEN_GIST, Parcels.GOOD_COLOUR);

    private static RunResult run(Task task, java.util.function.Consumer<RunEvent> events) {
        return run(task, new ScriptedModel(Parcels::model), events);
    }

    private static Task nextChain(Program own, RunResult earlier, long calls) {
        Task task = Parcels.task(own, "reflective", 9, Budget.calls(calls));
        return task.after(Learned.from("parcels-1", earlier), task.splits());
    }

    private static Learned withGist(Learned learned, Prompt gist) {
        return new Learned(
                learned.run(),
                List.of(gist, learned.prompts().getLast()),
                learned.steps(),
                learned.failedHypotheses(),
                learned.score(),
                learned.split(),
                List.of());
    }

    @Test
    void a_chain_goes_on_from_the_earlier_champion() {
        RunResult earlier = run(Parcels.task(BROKEN, "reflective", 1, Budget.calls(1200)), event -> {});

        RunResult later = run(nextChain(BROKEN, earlier, 500), event -> {});

        assertThat(earlier.verdict()).isEqualTo(Verdict.PROMOTED);
        RunResult.CandidateRecord first = later.candidates().get(1);
        assertThat(first.operator()).isEqualTo(WarmStart.EARLIER);
        assertThat(first.validation().orElseThrow().n()).isEqualTo(30);
        assertThat(later.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(later.chain().orElseThrow().program().prompt("gist"))
                .isEqualTo(earlier.chain().orElseThrow().program().prompt("gist"));
        assertThat(later.notes())
                .anyMatch(note -> note.contains("The chain of run parcels-1 scored") && note.contains("may be chance"));
        assertThat(later.spend().calls()).isLessThanOrEqualTo(500);
    }

    @Test
    void where_the_budget_barely_scores_one_chain_on_all_of_validation_there_is_a_verdict_still() {
        RunResult earlier = run(Parcels.task(BROKEN, "reflective", 1, Budget.calls(1200)), event -> {});

        RunResult later = run(nextChain(BROKEN, earlier, 260), event -> {});

        assertThat(later.candidates().getFirst().validation().orElseThrow().n()).isPositive();
        assertThat(later.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(later.spend().calls()).isLessThanOrEqualTo(260);
    }

    @Test
    void an_earlier_chain_that_is_worse_now_does_not_lead() {
        RunResult earlier = run(Parcels.task(BROKEN, "reflective", 1, Budget.calls(1200)), event -> {});
        Learned learned = Learned.from("parcels-1", earlier);
        Learned worse =
                withGist(learned, Prompt.of("gist", "Say something kind about whatever it may be.", "{{thing}}"));
        Task task = Parcels.task(Parcels.chain(Parcels.GOOD_GIST, Parcels.GOOD_COLOUR), "reflective", 9, LITTLE);

        RunResult later = run(task.after(worse, task.splits()), event -> {});

        assertThat(later.candidates().get(1).operator()).isEqualTo(WarmStart.EARLIER);
        assertThat(later.championId()).isNotEqualTo(1);
        assertThat(later.notes()).anyMatch(note -> note.contains("to its disadvantage"));
    }

    @Test
    void an_earlier_chain_that_lacks_a_placeholder_is_refused_before_it_costs_a_call() {
        RunResult earlier = run(Parcels.task(BROKEN, "reflective", 1, Budget.calls(1200)), event -> {});
        Learned learned = Learned.from("parcels-1", earlier);
        Learned broken = withGist(learned, Prompt.of("gist", "Say in a sentence what it is about.", "Well?"));
        Task task = Parcels.task(BROKEN, "reflective", 9, Budget.calls(600));

        RunResult later = run(task.after(broken, task.splits()), event -> {});

        assertThat(later.refusals())
                .filteredOn(refusal -> refusal.operator().equals(WarmStart.EARLIER))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.detail()).startsWith("gist: "));
        assertThat(later.candidates()).noneMatch(one -> one.operator().equals(WarmStart.EARLIER));
    }

    @Test
    void a_chain_that_was_adopted_is_no_proposal_but_its_drift_is_said() {
        RunResult earlier = run(Parcels.task(BROKEN, "reflective", 1, Budget.calls(1200)), event -> {});

        RunResult later = run(nextChain(earlier.chain().orElseThrow().program(), earlier, 500), event -> {});

        assertThat(later.candidates()).noneMatch(one -> one.operator().equals(WarmStart.EARLIER));
        assertThat(later.notes()).anyMatch(note -> note.contains("The chain of run parcels-1 scored"));
    }

    private static void assertRefused(Task task, String what) {
        assertThatThrownBy(() -> Run.check(task))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("Maybe");
    }

    @Test
    void what_a_run_of_another_form_or_with_other_steps_has_learned_is_refused() {
        Learned single = new Learned(
                "colours-1",
                List.of(Prompt.of("colours", "Name it.", "{{thing}}")),
                List.of(),
                List.of(),
                SCORE,
                Split.HOLDOUT,
                List.of());
        Learned chain = new Learned(
                "parcels-1",
                List.of(Prompt.of("gist", "Say it.", "{{thing}}"), Prompt.of("hue", "Name it.", "{{gist}}")),
                List.of("gist", "hue"),
                List.of(),
                SCORE,
                Split.HOLDOUT,
                List.of());
        Task colours = Colours.task(9, BUDGET);
        Task parcels = Parcels.task(BROKEN, "reflective", 9, BUDGET);

        assertRefused(
                colours.after(chain, colours.splits()), "the task has a single prompt, and run parcels-1 a chain");
        assertRefused(
                parcels.after(single, parcels.splits()), "the task has a chain, and run colours-1 a single prompt");
        assertRefused(
                parcels.after(chain, parcels.splits()),
                "the task's chain has the prompts [gist, colour], and that of run parcels-1 [gist, hue]");
    }
}
