package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.evaluation.Estimate;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.model.Completion;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptComparisonTest {

    private static final Prompt PLAIN = Prompt.of("plain", "Name the colour: blue, green, red or yellow.", "{{thing}}");
    private static final Prompt CAREFUL =
            Prompt.of("careful", "Look carefully at what is described, then say its colour in a word.", "{{thing}}");
    private static final Prompt SHOWING = shown(PLAIN, 7);

    private static Prompt shown(Prompt prompt, int demonstrations) {
        return prompt.withDemonstrations(IntStream.range(0, demonstrations)
                .mapToObj(i -> new Demonstration(
                        "d" + i, Map.of("thing", "the thing number " + (1000 + i)), Colours.LABELS.get((1000 + i) % 4)))
                .toList());
    }

    private static List<Entrant> entrants(Prompt... prompts) {
        List<Entrant> entrants = new ArrayList<>();
        for (Prompt prompt : prompts) {
            entrants.add(new Entrant((char) ('a' + entrants.size()) + ".prompty", prompt));
        }
        return entrants;
    }

    private static ComparisonPlan plan(boolean full, int select, int blends, String baseline) {
        return new ComparisonPlan(full, select, blends, Optional.of(baseline).filter(name -> !name.isEmpty()));
    }

    private static Ranking compare(
            Task task, List<Entrant> entrants, ComparisonPlan plan, ScriptedModel model, Journal journal) {
        return new PromptComparison(task, entrants, plan, Models.local(model), journal).execute(event -> {});
    }

    private static Ranking compare(Task task, List<Entrant> entrants, ComparisonPlan plan) {
        return compare(task, entrants, plan, new ScriptedModel(Colours::learner), new InMemoryJournal());
    }

    /** Every prompt is right on half of the examples, on other ones for each lot. */
    private static Function<Request, String> lucky(int lot) {
        return request -> {
            List<ChatMessage> messages = new ArrayList<>(request.messages());
            messages.set(
                    0,
                    new ChatMessage(
                            messages.getFirst().role(),
                            lot + " " + messages.getFirst().content()));
            return Colours.indifferent(new Request(
                    request.purpose(), messages, request.sampling(), request.constraint(), request.seed(), 0));
        };
    }

    private static Task task(int validation, int holdout) {
        return Colours.task(1, Budget.UNLIMITED, 40, validation, holdout);
    }

    @Test
    void the_best_prompt_wins_and_losers_drop_out_before_they_have_met_everything() {
        Prompt bare = Prompt.of("bare", "What is it?", "{{thing}}");
        Ranking ranking = compare(
                task(120, 8),
                entrants(bare, SHOWING, shown(CAREFUL, 7)),
                ComparisonPlan.RACE,
                new ScriptedModel(request -> request.messages().size() < 4 ? "no idea" : Colours.learner(request)),
                new InMemoryJournal());

        assertThat(ranking.winner().name()).isEqualTo("c.prompty");
        Ranking.Place last = ranking.places().getLast();
        assertThat(last.name()).isEqualTo("a.prompty");
        assertThat(last.score().orElseThrow().n()).isLessThan(60);
        assertThat(last.fate().label()).startsWith("dropped: behind ").contains(".prompty by ");
        assertThat(last.isToldApart()).isTrue();
        assertThat(ranking.winner().score().orElseThrow().n()).isEqualTo(120);
        assertThat(ranking.notes()).anyMatch(note -> note.contains("too good"));
    }

    @Test
    void where_everyone_meets_everything_n_is_equal_and_differences_are_paired() {
        Ranking ranking = compare(task(60, 8), entrants(PLAIN, CAREFUL, SHOWING), plan(true, 1, 0, ""));

        assertThat(ranking.places())
                .extracting(place -> place.score().map(Estimate::n).orElse(0))
                .containsExactly(60, 60, 60);
        assertThat(ranking.places().getFirst().contrast()).isEmpty();
        assertThat(ranking.places().get(1).contrast().orElseThrow().difference().n())
                .isEqualTo(60);
    }

    @Test
    void prompts_of_the_same_worth_are_said_not_to_be_told_apart() {
        Ranking ranking = compare(
                task(60, 8),
                entrants(PLAIN, CAREFUL, Prompt.of("other", "Which colour has this thing?", "{{thing}}")),
                plan(true, 1, 0, ""),
                new ScriptedModel(Colours::indifferent),
                new InMemoryJournal());

        assertThat(ranking.findings()).hasSize(1);
        assertThat(ranking.findings().getFirst()).contains("cannot be told apart from the best, ");
    }

    /** Of 40 comparisons of three prompts of one worth, one in twenty may find a difference, over all pairs together. */
    @Test
    void rarely_tells_prompts_of_the_same_worth_apart() {
        int apart = 0;
        for (int seed = 0; seed < 40; seed++) {
            Ranking ranking = compare(
                    task(60, 8),
                    entrants(PLAIN, CAREFUL, Prompt.of("other", "Which colour has this thing?", "{{thing}}")),
                    plan(true, 1, 0, ""),
                    new ScriptedModel(lucky(seed)),
                    new InMemoryJournal());
            apart += ranking.places().stream().anyMatch(Ranking.Place::isToldApart) ? 1 : 0;
        }
        assertThat(apart).isLessThanOrEqualTo(2);
    }

    /** A race proves who does not win on its own examples; on others all three are of one worth. */
    @Test
    void who_drops_out_by_luck_is_said_not_to_win_on_these_examples_and_not_to_be_worse_on_others() {
        int out = 0;
        for (int seed = 0; seed < 10; seed++) {
            Ranking ranking = compare(
                    task(120, 8),
                    entrants(PLAIN, CAREFUL, Prompt.of("other", "Which colour has this thing?", "{{thing}}")),
                    plan(false, 1, 0, ""),
                    new ScriptedModel(lucky(seed)),
                    new InMemoryJournal());
            for (Ranking.Place place : ranking.places()) {
                if (place.fate() instanceof Fate.Dropped && !place.isToldApart()) {
                    out++;
                    assertThat(ranking.findings())
                            .noneMatch(finding -> saysNotToBeToldApart(finding, place.name()))
                            .anyMatch(finding -> finding.contains(place.name())
                                    && finding.contains("would not win on these very examples"));
                }
            }
        }
        assertThat(out).isPositive();
    }

    private static boolean saysNotToBeToldApart(String finding, String name) {
        int verb = finding.indexOf(" cannot be told apart");
        return verb >= 0 && finding.substring(0, verb).contains(name);
    }

    @Test
    void where_the_gate_measured_the_winner_nothing_else_is_said_of_it_and_the_baseline() {
        int measured = 0;
        for (int seed = 0; seed < 10; seed++) {
            Ranking ranking = compare(
                    task(60, 20),
                    entrants(PLAIN, CAREFUL, Prompt.of("other", "Which colour has this thing?", "{{thing}}")),
                    plan(false, 1, 0, "a.prompty"),
                    new ScriptedModel(lucky(seed)),
                    new InMemoryJournal());
            if (ranking.gate().flatMap(Ranking.Decided::difference).isPresent()) {
                measured++;
                assertThat(ranking.findings())
                        .noneMatch(finding ->
                                saysNotToBeToldApart(finding, ranking.winner().name()))
                        .noneMatch(finding -> finding.startsWith("a.prompty"));
            }
        }
        assertThat(measured).isPositive();
    }

    @Test
    void the_winner_replaces_the_baseline_only_where_the_gate_says_so() {
        Ranking better = compare(task(60, 120), entrants(PLAIN, shown(CAREFUL, 7)), plan(false, 1, 0, "a.prompty"));
        assertThat(better.gate().orElseThrow().verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(better.use().name()).isEqualTo("b.prompty");
        assertThat(better.selected()).containsExactly("b.prompty");

        Ranking unproved = compare(
                task(60, 120),
                entrants(PLAIN, Prompt.of("other", "Which colour has this thing?", "{{thing}}")),
                plan(false, 1, 0, "a.prompty"),
                new ScriptedModel(Colours::indifferent),
                new InMemoryJournal());
        assertThat(unproved.gate().orElseThrow().verdict()).isNotEqualTo(Verdict.PROMOTED);
        assertThat(unproved.use().name()).isEqualTo("a.prompty");
        assertThat(unproved.selected())
                .as("what is not proved is not what is kept first")
                .containsExactly("a.prompty");
    }

    @Test
    void no_race_touches_the_hold_out() {
        Task task = task(60, 60);
        List<String> holdout = task.splits().holdout().stream()
                .map(example -> example.column("thing"))
                .toList();
        List<String> met = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger raced = new AtomicInteger();
        ScriptedModel model = new ScriptedModel(request -> {
            met.add(request.messages().getLast().content());
            return Colours.learner(request);
        });

        Ranking ranking = new PromptComparison(
                        task,
                        entrants(PLAIN, CAREFUL, SHOWING),
                        plan(false, 2, 3, "a.prompty"),
                        Models.local(model),
                        new InMemoryJournal())
                .execute(event -> {
                    if (event instanceof RunEvent.SearchEnded) {
                        raced.set(met.size());
                    }
                });

        assertThat(ranking.gate().orElseThrow().winner()).isPresent();
        assertThat(met.subList(0, raced.get())).isNotEmpty().doesNotContainAnyElementsOf(holdout);
        assertThat(met.subList(raced.get(), met.size()))
                .hasSize(2 * holdout.size())
                .containsAll(holdout);
    }

    /** Nobody is right but the blends, on so many of sixty examples. */
    @ParameterizedTest
    @CsvSource({"2, 1, false", "3, 1, true", "3, 3, false", "4, 3, true"})
    void what_a_blend_has_to_gain_grows_with_the_number_of_blends(int gained, int blends, boolean wins) {
        Task task = task(60, 8);

        Ranking ranking = compare(
                task,
                entrants(PLAIN, CAREFUL, SHOWING),
                plan(true, 1, blends, ""),
                new ScriptedModel(Closely.on(task, gained)),
                new InMemoryJournal());

        assertThat(ranking.places().stream().filter(Ranking.Place::isBlend)).hasSize(blends);
        assertThat(ranking.winner().isBlend()).isEqualTo(wins);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.prompty"})
    void differences_are_adjusted_for_all_that_could_have_been_tested(String baseline) {
        Ranking ranking = compare(task(60, 60), FIELD, plan(true, 1, 0, baseline));

        double least = ranking.places().stream()
                .flatMap(place -> place.contrast().stream())
                .mapToDouble(contrast -> contrast.difference().p())
                .min()
                .orElseThrow();
        double adjusted = ranking.places().stream()
                .flatMap(place -> place.contrast().stream())
                .mapToDouble(contrast -> contrast.adjusted())
                .min()
                .orElseThrow();
        int prompts = ranking.places().size();
        int tests = baseline.isEmpty() ? prompts * (prompts - 1) / 2 : prompts - 1;
        assertThat(adjusted).isLessThan(1).isEqualTo(least * tests);
    }

    /** The demonstrations help and so does the word; together they help more. */
    @Test
    void a_blend_of_what_is_good_in_two_prompts_wins() {
        Ranking ranking = compare(task(120, 8), entrants(PLAIN, CAREFUL, SHOWING), plan(false, 1, 4, ""));

        assertThat(ranking.winner().isBlend()).isTrue();
        assertThat(ranking.winner().name()).startsWith("blend-");
        assertThat(ranking.winner().parents()).containsExactlyInAnyOrder("b.prompty", "c.prompty");
        assertThat(ranking.winner().prompt().demonstrations()).isNotEmpty();
        assertThat(ranking.winner().prompt().instruction().source()).containsIgnoringCase("carefully");
    }

    @Test
    void a_blend_that_leads_when_the_budget_ends_is_said_to_be_ahead_and_not_proved() {
        List<Ranking.Place> ahead = new ArrayList<>();
        for (long calls = 200; calls <= 900; calls += 20) {
            Ranking ranking = compare(
                    Colours.task(1, Budget.calls(calls), 40, 120, 8),
                    entrants(PLAIN, CAREFUL, SHOWING),
                    plan(false, 1, 4, ""));

            assertThat(ranking.places()).as(calls + " calls").noneMatch(place -> place.fate() instanceof Fate.Champion);
            if (!ranking.winner().isBlend()) {
                ranking.places().stream()
                        .filter(place -> place.fate() instanceof Fate.Unproved)
                        .forEach(ahead::add);
            }
        }
        assertThat(ahead).isNotEmpty().allMatch(Ranking.Place::isBlend);
    }

    @Test
    void a_blend_that_is_not_proved_better_never_wins() {
        int blended = 0;
        for (int seed = 0; seed < 30; seed++) {
            Ranking ranking = compare(
                    Colours.task(seed, Budget.UNLIMITED, 40, 40, 8),
                    entrants(shown(PLAIN, 3), CAREFUL, shown(CAREFUL, 5)),
                    plan(false, 1, 3, ""),
                    new ScriptedModel(lucky(seed)),
                    new InMemoryJournal());
            blended += ranking.winner().isBlend() ? 1 : 0;
            assertThat(ranking.selected()).containsExactly(ranking.winner().name());
            assertThat(ranking.places())
                    .as("who was refused for want of proof did not drop out of a race")
                    .noneMatch(place -> place.fate().label().startsWith("dropped: ahead"));
        }
        assertThat(blended).isLessThanOrEqualTo(6);
    }

    @Test
    void useless_replies_of_the_meta_model_leave_the_best_parent() {
        for (Function<Request, String> script : List.<Function<Request, String>>of(
                request -> request.purpose() == Purpose.META ? "I cannot do that." : Colours.learner(request),
                request -> "")) {
            Ranking ranking = compare(
                    task(40, 8),
                    entrants(PLAIN, CAREFUL),
                    plan(false, 1, 3, ""),
                    new ScriptedModel(script),
                    new InMemoryJournal());
            assertThat(ranking.winner().isBlend()).isFalse();
        }
    }

    @Test
    void near_duplicates_are_reported_and_not_both_kept() {
        Prompt twin = Prompt.of("twin", "Name the colour -- blue, green, red or yellow!", "{{thing}}");
        Ranking ranking = compare(task(60, 8), entrants(PLAIN, twin, CAREFUL, PLAIN), plan(false, 3, 0, ""));

        assertThat(ranking.repeats())
                .extracting(Ranking.Repeat::name, Ranking.Repeat::of, Ranking.Repeat::exact)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("d.prompty", "a.prompty", true),
                        org.assertj.core.groups.Tuple.tuple("b.prompty", "a.prompty", false));
        assertThat(ranking.selected())
                .hasSize(2)
                .contains("c.prompty")
                .doesNotContainSequence("a.prompty", "b.prompty");
    }

    @Test
    void an_example_that_a_prompt_shows_is_asked_of_nobody() {
        Task task = task(40, 40);
        Example leaked = task.splits().validation().get(3);
        Prompt cheat =
                PLAIN.withDemonstrations(List.of(new Demonstration(leaked.id(), leaked.inputs(), leaked.expected())));
        List<String> met = Collections.synchronizedList(new ArrayList<>());
        ScriptedModel model = new ScriptedModel(request -> {
            met.add(request.messages().getLast().content());
            return Colours.learner(request);
        });

        Ranking ranking = compare(task, entrants(CAREFUL, cheat), plan(true, 1, 0, ""), model, new InMemoryJournal());

        assertThat(ranking.examples()).isEqualTo(39);
        assertThat(met).doesNotContain(leaked.column("thing"));
        assertThat(ranking.notes()).anyMatch(note -> note.startsWith("1 example is left out"));
    }

    @Test
    void prompts_of_different_placeholders_meet_where_the_examples_fill_them_all() {
        Task task = task(40, 40);
        Splits splits = task.splits();
        Task wider =
                task.withSplits(new Splits(wider(splits.train()), wider(splits.validation()), wider(splits.holdout())));
        Prompt other = Prompt.of("other", "Say carefully which colour it is, for {{who}}.", "{{object}}");

        Ranking ranking = compare(wider, entrants(PLAIN, other, SHOWING), plan(false, 1, 4, "a.prompty"));

        assertThat(ranking.places()).hasSizeGreaterThan(3);
        assertThat(ranking.refusals())
                .extracting(RunResult.Refusal::rule)
                .as("demonstrations of other inputs are refused before they are asked")
                .contains("unfilled-demonstration");
        assertThatThrownBy(() -> compare(task, entrants(PLAIN, other), ComparisonPlan.RACE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"b.prompty\" asks for {{who}}");
    }

    private static List<Example> wider(List<Example> examples) {
        return examples.stream()
                .map(example -> Example.of(
                        example.id(),
                        Map.of(
                                "thing", example.column("thing"),
                                "object", example.column("thing"),
                                "who", "Ann"),
                        example.expected()))
                .toList();
    }

    @Test
    void what_cannot_be_compared_is_said_before_a_call() {
        Task task = task(40, 40);
        assertThatThrownBy(() -> compare(task, entrants(PLAIN), ComparisonPlan.RACE))
                .hasMessageContaining("only one prompt");
        assertThatThrownBy(() -> compare(task, entrants(PLAIN, PLAIN), ComparisonPlan.RACE))
                .hasMessageContaining("same to the letter");
        assertThatThrownBy(() -> compare(task, entrants(PLAIN, CAREFUL), plan(false, 1, 0, "z.prompty")))
                .hasMessageContaining("\"z.prompty\" is not among");
    }

    private static final List<Entrant> FIELD =
            entrants(PLAIN, CAREFUL, SHOWING, Prompt.of("other", "Which colour has this thing?", "{{thing}}"));
    private static final ComparisonPlan ALL = plan(false, 2, 3, "a.prompty");

    @Test
    void neither_threads_nor_latencies_change_its_course() {
        Task task = task(60, 60);
        Ranking expected = compare(task, FIELD, ALL, new ScriptedModel(Colours::learner, 1, 0), new InMemoryJournal());
        Ranking shaken = compare(task, FIELD, ALL, new ScriptedModel(Colours::learner, 64, 300), new InMemoryJournal());

        assertThat(shaken).isEqualTo(expected);
    }

    @Test
    void a_comparison_that_was_cut_off_ends_as_if_it_had_not_been_and_pays_nothing_twice() {
        Task task = task(60, 60);
        ScriptedModel whole = new ScriptedModel(Colours::learner);
        Ranking expected = compare(task, FIELD, ALL, whole, new InMemoryJournal());
        for (double share : List.of(0.1, 0.5, 0.9)) {
            InMemoryJournal journal = new InMemoryJournal();
            ScriptedModel dying =
                    new ScriptedModel(Colours::learner, 8, 100).failingAfter((long) (share * whole.calls()));
            assertThatThrownBy(() -> compare(task, FIELD, ALL, dying, journal)).isInstanceOf(ModelException.class);

            ScriptedModel next = new ScriptedModel(Colours::learner);
            assertThat(compare(task, FIELD, ALL, next, journal)).isEqualTo(expected);
            assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        }
    }

    @Test
    void a_budget_that_ends_on_the_way_gives_the_ranking_so_far_and_a_larger_one_goes_on() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = new ScriptedModel(Colours::learner);
        Task little = Colours.task(1, Budget.calls(90), 40, 60, 8);

        Ranking soFar = compare(little, FIELD, plan(false, 1, 0, ""), model, journal);

        assertThat(soFar.stopped()).isEqualTo(StopReason.CALLS);
        assertThat(soFar.places()).hasSize(4);
        assertThat(soFar.notes().getFirst()).contains("budget-calls", "so far");
        assertThat(model.calls()).isEqualTo(90);

        ScriptedModel once = new ScriptedModel(Colours::learner);
        Ranking whole = compare(task(60, 8), FIELD, plan(false, 1, 0, ""), once, new InMemoryJournal());
        assertThat(compare(task(60, 8), FIELD, plan(false, 1, 0, ""), model, journal)
                        .places())
                .isEqualTo(whole.places());
        assertThat(model.calls()).isEqualTo(once.calls());
    }

    @Test
    void what_the_gate_needs_is_kept_back() {
        Task task = Colours.task(1, Budget.calls(240), 40, 60, 60);
        Ranking ranking = compare(task, entrants(PLAIN, shown(CAREFUL, 7), SHOWING), plan(true, 1, 3, "a.prompty"));

        assertThat(ranking.spend().calls()).isLessThanOrEqualTo(240);
        assertThat(ranking.stopped()).isEqualTo(StopReason.CALLS);
        assertThat(ranking.gate().orElseThrow().winner().map(Estimate::n)).contains(60);
    }

    @Test
    void a_budget_below_what_the_gate_needs_still_gives_a_ranking() {
        Ranking ranking = compare(
                Colours.task(1, Budget.calls(100), 8, 60, 120),
                entrants(PLAIN, SHOWING),
                plan(false, 1, 0, "a.prompty"));

        assertThat(ranking.winner().score()).isPresent();
        assertThat(ranking.spend().calls()).isPositive();
        assertThat(ranking.gate()).isEmpty();
        assertThat(ranking.use().name()).isEqualTo("a.prompty");
        assertThat(ranking.notes())
                .anyMatch(note -> note.startsWith("The gate was not begun: it takes about 240 calls, and "));
    }

    @Test
    void tokens_below_what_the_gate_needs_go_to_the_race_and_none_to_the_hold_out() {
        Budget tokens =
                new Budget(OptionalLong.empty(), OptionalLong.of(5_000), OptionalLong.empty(), Optional.empty());
        Task task = Colours.task(1, tokens, 8, 60, 120);
        List<String> holdout = task.splits().holdout().stream()
                .map(example -> example.column("thing"))
                .toList();
        List<String> met = Collections.synchronizedList(new ArrayList<>());
        ScriptedModel model = new ScriptedModel(request -> {
            met.add(request.messages().getLast().content());
            return Colours.learner(request);
        });

        Ranking ranking =
                compare(task, entrants(PLAIN, SHOWING), plan(true, 1, 0, "a.prompty"), model, new InMemoryJournal());

        assertThat(ranking.stopped()).isEqualTo(StopReason.TOKENS);
        assertThat(ranking.spend().usage().total()).isBetween(3_500L, 5_000L);
        assertThat(met).doesNotContainAnyElementsOf(holdout);
        assertThat(ranking.gate()).isEmpty();
        assertThat(ranking.notes())
                .anyMatch(note -> note.startsWith("The gate was not begun: it takes about ")
                        && note.contains(" tokens are left. The baseline stays. Maybe give the budget "));
    }

    @Test
    void answers_that_were_cut_off_are_counted() {
        ScriptedModel model = new ScriptedModel(Colours::learner)
                .ending(request -> request.messages().size() > 4 ? Completion.Finish.LENGTH : Completion.Finish.STOP);

        Ranking ranking =
                compare(task(60, 8), entrants(PLAIN, SHOWING), plan(true, 1, 0, ""), model, new InMemoryJournal());

        assertThat(ranking.notes())
                .contains(
                        "60 of 120 answers were cut off. Maybe allow longer ones: model.options.maxOutputTokens in the"
                                + " prompt file.");
    }

    @Test
    void the_calls_that_are_told_before_hold_what_judges_are_asked() {
        Task task = task(40, 8);
        Metric judge =
                Metrics.named("judge", Map.of("rubric", "The right colour.", "critique", "none"), new TreeSet<>());

        PromptComparison plain = new PromptComparison(
                task,
                entrants(PLAIN, CAREFUL),
                plan(true, 1, 0, ""),
                Models.local(new ScriptedModel(Colours::learner)),
                new InMemoryJournal());
        PromptComparison judged = new PromptComparison(
                task.withMetric(judge),
                entrants(PLAIN, CAREFUL),
                plan(true, 1, 0, ""),
                Models.local(new ScriptedModel(Colours::learner)),
                new InMemoryJournal());

        assertThat(plain.mostCalls()).isEqualTo(2 * 40);
        assertThat(judged.mostCalls()).isEqualTo(2 * 2 * 40);
    }
}
