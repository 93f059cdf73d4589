package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.evaluation.Difference;
import dev.emend.judge.PairJudge;
import dev.emend.model.Completion;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgedComparisonTest {

    private static final Prompt PLAIN = Prompt.of("plain", "Name the colour.", "{{thing}}");
    private static final Prompt SHOWING = PLAIN.withDemonstrations(IntStream.range(0, 7)
            .mapToObj(i -> new Demonstration(
                    "d" + i, Map.of("thing", "the thing number " + (1000 + i)), Colours.LABELS.get((1000 + i) % 4)))
            .toList());
    private static final List<Entrant> FIELD = List.of(
            new Entrant("plain", PLAIN),
            new Entrant("other", Prompt.of("other", "Which colour is it?", "{{thing}}")),
            new Entrant("showing", SHOWING));

    private static final Prompt CAREFUL =
            Prompt.of("careful", "Look carefully at what is described, then say its colour in a word.", "{{thing}}");
    private static final List<Entrant> TO_BLEND =
            List.of(new Entrant("plain", PLAIN), new Entrant("careful", CAREFUL), new Entrant("showing", SHOWING));

    private static Ranking compare(Task task, ScriptedModel model, Journal journal) {
        return compare(task, FIELD, 1, model, journal);
    }

    private static Ranking compare(Task task, List<Entrant> field, int select, ScriptedModel model, Journal journal) {
        return compare(task, field, new ComparisonPlan(true, select, 0, Optional.of("plain")), model, journal);
    }

    private static Ranking compare(
            Task task, List<Entrant> field, ComparisonPlan plan, ScriptedModel model, Journal journal) {
        return new JudgedComparison(
                        task, field, plan, new PairJudge("The right colour.", true), Models.local(model), journal)
                .execute(event -> {});
    }

    private static Task task(Budget budget) {
        return Colours.task(1, budget, 8, 60, 120);
    }

    @Test
    void the_prompt_whose_answers_a_judge_prefers_wins_and_passes_the_gate() {
        ScriptedModel model = new ScriptedModel(Colours::learner);

        Ranking ranking = compare(task(Budget.UNLIMITED), model, new InMemoryJournal());

        assertThat(ranking.winner().name()).isEqualTo("showing");
        assertThat(ranking.winner().strength()).isPresent();
        assertThat(ranking.winner().isToldApart()).isTrue();
        assertThat(ranking.gate().orElseThrow().verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(ranking.findings())
                .anyMatch(finding -> finding.startsWith("Better than the baseline plain: showing"));
        // Two of the three answer alike, and equal answers are not judged.
        assertThat(model.calls()).isLessThan(60 * 9 + 120 * 4);
    }

    @Test
    void rows_of_one_group_are_one_piece_of_evidence_for_the_league_the_table_and_the_gate() {
        Task alone = task(Budget.UNLIMITED);
        Splits splits = alone.splits();
        Task together = alone.withSplits(new Splits(
                splits.train(), inThreads(splits.validation()), inThreads(splits.holdout()), Optional.of("thread")));

        Ranking apart = compare(alone, new ScriptedModel(Colours::learner), new InMemoryJournal());
        Ranking grouped = compare(together, new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(grouped.winner().name()).isEqualTo(apart.winner().name());
        assertThat(grouped.winner().strength().orElseThrow().shareInterval())
                .isNotEqualTo(apart.winner().strength().orElseThrow().shareInterval());
        assertThat(grouped.winner().contrast().orElseThrow().difference().p())
                .isGreaterThan(
                        apart.winner().contrast().orElseThrow().difference().p());
        assertThat(provedBy(grouped).value()).isEqualTo(provedBy(apart).value());
        assertThat(provedBy(grouped).p()).isGreaterThan(provedBy(apart).p());
    }

    private static Difference provedBy(Ranking ranking) {
        return ranking.gate().orElseThrow().difference().orElseThrow();
    }

    private static List<Example> inThreads(List<Example> examples) {
        return IntStream.range(0, examples.size())
                .mapToObj(i -> examples.get(i).withColumns(Map.of("thread", "t" + i / 10)))
                .toList();
    }

    @Test
    void theRaceLeavesTimeForTheGate() {
        AtomicLong now = new AtomicLong();
        ScriptedModel model = new ScriptedModel(request -> {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            return Colours.learner(request);
        });
        Task task = task(new Budget(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(Duration.ofSeconds(600))));

        Ranking ranking = new JudgedComparison(
                        task,
                        FIELD,
                        new ComparisonPlan(true, 1, 0, Optional.of("plain")),
                        new PairJudge("The right colour.", true),
                        Models.local(model),
                        new InMemoryJournal(),
                        now::get)
                .execute(event -> {});

        assertThat(ranking.gate().orElseThrow().verdict()).isEqualTo(Verdict.PROMOTED);
    }

    @Test
    void a_judge_that_says_nothing_readable_is_said_to() {
        ScriptedModel model = new ScriptedModel(
                request -> request.purpose() == Purpose.JUDGE ? "They have their merits." : Colours.learner(request));

        Ranking ranking = compare(task(Budget.UNLIMITED), model, new InMemoryJournal());

        assertThat(ranking.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("no readable verdict", "duels", "One reply is: \"They have their merits.\"."));
    }

    @Test
    void the_best_few_are_kept_and_no_two_that_are_nearly_the_same() {
        List<Entrant> field = List.of(
                FIELD.get(0),
                FIELD.get(1),
                FIELD.get(2),
                new Entrant("again", Prompt.of("again", "Name the colour!", "{{thing}}")));

        Ranking ranking =
                compare(task(Budget.UNLIMITED), field, 3, new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(ranking.places()).hasSize(4);
        assertThat(ranking.selected()).hasSize(3).startsWith("showing").contains("other");
        assertThat(ranking.selected()).containsAnyOf("plain", "again");
    }

    @Test
    void threads_and_interruptions_change_nothing() {
        Task task = task(Budget.UNLIMITED);
        ScriptedModel whole = new ScriptedModel(Colours::learner, 1, 0);
        Ranking expected = compare(task, whole, new InMemoryJournal());
        assertThat(compare(task, new ScriptedModel(Colours::learner, 64, 300), new InMemoryJournal()))
                .isEqualTo(expected);
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel dying = new ScriptedModel(Colours::learner).failingAfter(whole.calls() / 3);
        assertThatThrownBy(() -> compare(task, dying, journal)).isInstanceOf(ModelException.class);
        ScriptedModel next = new ScriptedModel(Colours::learner);
        assertThat(compare(task, next, journal)).isEqualTo(expected);
        assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
    }

    @Test
    void what_the_gate_and_its_judge_need_is_kept_back() {
        Ranking ranking =
                compare(task(Budget.calls(480 + 100)), new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(ranking.stopped()).isEqualTo(StopReason.CALLS);
        assertThat(ranking.winner().name()).isEqualTo("showing");
        assertThat(ranking.gate().orElseThrow().winner().orElseThrow().n()).isEqualTo(120);
    }

    @Test
    void a_budget_that_ends_leaves_the_ranking_so_far() {
        Ranking ranking = compare(task(Budget.calls(120)), new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(ranking.stopped()).isEqualTo(StopReason.CALLS);
        assertThat(ranking.winner().score().orElseThrow().n()).isBetween(10, 40);
        assertThat(ranking.gate()).isEmpty();
        assertThat(ranking.use().name()).isEqualTo("plain");
        assertThat(ranking.notes())
                .anyMatch(note -> note.startsWith("The gate was not begun: it takes about 480 calls"));
    }

    @Test
    void tokens_below_what_the_gate_needs_all_go_to_the_duels() {
        Budget tokens =
                new Budget(OptionalLong.empty(), OptionalLong.of(10_000), OptionalLong.empty(), Optional.empty());

        Ranking ranking = compare(task(tokens), new ScriptedModel(Colours::learner), new InMemoryJournal());

        assertThat(ranking.stopped()).isEqualTo(StopReason.TOKENS);
        assertThat(ranking.spend().usage().total()).isBetween(7_000L, 10_000L);
        assertThat(ranking.gate()).isEmpty();
        assertThat(ranking.notes()).anyMatch(note -> note.startsWith("The gate was not begun: it takes about "));
    }

    @Test
    void answers_that_were_cut_off_are_counted_once_however_often_they_are_compared() {
        ScriptedModel model = new ScriptedModel(Colours::learner)
                .ending(request ->
                        request.purpose() == Purpose.TASK ? Completion.Finish.LENGTH : Completion.Finish.STOP);

        Ranking ranking = compare(
                Colours.task(1, Budget.UNLIMITED, 8, 24, 8), TO_BLEND, blending(1), model, new InMemoryJournal());

        assertThat(ranking.notes())
                .anySatisfy(note -> assertThat(note).matches("(\\d+) of \\1 answers were cut off\\. .*"));
    }

    private static ComparisonPlan blending(int blends) {
        return new ComparisonPlan(true, 2, blends, Optional.empty());
    }

    /** The demonstrations help and so does the word; together they help more. */
    @Test
    void a_blend_that_the_judge_prefers_to_its_parents_wins() {
        ScriptedModel model = new ScriptedModel(Colours::learner);
        Task task = Colours.task(1, Budget.UNLIMITED, 80, 120, 8);

        Ranking ranking = compare(task, TO_BLEND, blending(3), model, new InMemoryJournal());

        assertThat(ranking.winner().isBlend()).isTrue();
        assertThat(ranking.winner().parents()).containsExactlyInAnyOrder("careful", "showing");
        assertThat(ranking.winner().fate().label()).contains("surpasses its parents");
        assertThat(ranking.winner().strength()).isPresent();
        assertThat(ranking.places())
                .allSatisfy(place -> assertThat(place.score().orElseThrow().n()).isEqualTo(120));
        assertThat(ranking.selected())
                .hasSize(2)
                .startsWith(ranking.winner().name())
                .noneMatch(name -> name.startsWith("blend-")
                        && !name.equals(ranking.winner().name()));
        assertThat(ranking.winner().hypothesis()).doesNotContain("candidate ");
        assertThat(ranking.spend().calls()).isLessThanOrEqualTo(most(task, 3));
    }

    private static long most(Task task, int blends) {
        return new JudgedComparison(
                        task,
                        TO_BLEND,
                        blending(blends),
                        new PairJudge("The right colour.", true),
                        Models.local(new ScriptedModel(Colours::learner)),
                        new InMemoryJournal())
                .mostCalls();
    }

    @Test
    void a_proved_blend_meets_the_baseline_at_the_gate() {
        Ranking ranking = compare(
                Colours.task(1, Budget.UNLIMITED, 80, 120, 120),
                TO_BLEND,
                new ComparisonPlan(true, 1, 3, Optional.of("plain")),
                new ScriptedModel(Colours::learner),
                new InMemoryJournal());

        assertThat(ranking.use().isBlend()).isTrue();
        assertThat(ranking.reference()).isEqualTo(new Reference.Baseline("plain"));
        assertThat(ranking.gate().orElseThrow().verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(ranking.winner().contrast()).isPresent();
    }

    /** Answers are right by luck, other ones for each lot and prompt: in at most one comparison in five a blend may win. */
    @Test
    void a_blend_that_is_not_proved_better_never_wins() {
        int blended = 0;
        for (int lot = 0; lot < 20; lot++) {
            int own = lot;
            Ranking ranking = compare(
                    Colours.task(lot, Budget.UNLIMITED, 40, 40, 8),
                    TO_BLEND,
                    blending(3),
                    new ScriptedModel(request -> lucky(own, request)),
                    new InMemoryJournal());
            blended += ranking.winner().isBlend() ? 1 : 0;
            assertThat(ranking.selected()).startsWith(ranking.winner().name());
            assertThat(ranking.places().stream()
                            .filter(place -> place.isBlend()
                                    && !place.name().equals(ranking.winner().name())))
                    .noneMatch(place -> ranking.selected().contains(place.name()));
        }
        assertThat(blended).isLessThanOrEqualTo(4);
    }

    /** Nobody is right but the blends, on so many examples. */
    @ParameterizedTest
    @CsvSource({"2, 1, false", "3, 1, true", "3, 3, false", "4, 3, true"})
    void what_a_blend_has_to_gain_grows_with_the_number_of_blends(int gained, int blends, boolean wins) {
        Task task = Colours.task(1, Budget.UNLIMITED, 20, 60, 8);

        Ranking ranking = compare(
                task, TO_BLEND, blending(blends), new ScriptedModel(Closely.on(task, gained)), new InMemoryJournal());

        assertThat(ranking.places().stream().filter(Ranking.Place::isBlend)).hasSize(blends);
        assertThat(ranking.winner().isBlend()).isEqualTo(wins);
    }

    /** Whatever is longer than the plain prompt answers the same, so a blend's duels with the best given prompt are all ties. */
    @Test
    void a_blend_whose_duels_with_the_best_are_ties_is_not_ahead_of_it() {
        for (int seed = 1; seed <= 6; seed++) {
            Ranking ranking = compare(
                    Colours.task(seed, Budget.UNLIMITED, 20, 40, 8),
                    TO_BLEND,
                    blending(3),
                    new ScriptedModel(JudgedComparisonTest::alikeButForThePlain),
                    new InMemoryJournal());

            assertThat(ranking.places()).filteredOn(Ranking.Place::isBlend).isNotEmpty();
            assertThat(ranking.places()).extracting(Ranking.Place::fate).doesNotContain(new Fate.Unproved());
        }
    }

    private static String alikeButForThePlain(Request request) {
        boolean plain = request.messages().size() == 2
                && request.messages().getFirst().content().equals("Name the colour.");
        return request.purpose() == Purpose.TASK && !plain ? Colours.right(request) : Colours.learner(request);
    }

    private static String lucky(int lot, Request request) {
        if (request.purpose() == Purpose.JUDGE) {
            return Colours.learner(request);
        }
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        ChatMessage first = messages.getFirst();
        messages.set(0, new ChatMessage(first.role(), lot + " " + first.content()));
        return Colours.indifferent(
                new Request(request.purpose(), messages, request.sampling(), request.constraint(), request.seed(), 0));
    }

    @Test
    void a_budget_that_ends_among_the_blends_leaves_the_best_given_prompt() {
        Task task = Colours.task(1, Budget.UNLIMITED, 80, 120, 8);
        ScriptedModel whole = new ScriptedModel(Colours::learner);
        compare(task, TO_BLEND, blending(0), whole, new InMemoryJournal());

        Ranking ranking = compare(
                Colours.task(1, Budget.calls(whole.calls() + 40), 80, 120, 8),
                TO_BLEND,
                blending(3),
                new ScriptedModel(Colours::learner),
                new InMemoryJournal());

        assertThat(ranking.stopped()).isEqualTo(StopReason.CALLS);
        assertThat(ranking.winner().name()).isEqualTo("showing");
        assertThat(ranking.winner().score().orElseThrow().n()).isEqualTo(120);
        assertThat(ranking.places().stream().filter(Ranking.Place::isBlend))
                .isNotEmpty()
                .allMatch(place ->
                        place.fate() instanceof Fate.Unmet && place.score().isEmpty());
    }

    @Test
    void blends_do_not_depend_on_threads_or_interruptions() {
        Task task = Colours.task(1, Budget.UNLIMITED, 20, 40, 8);
        ScriptedModel whole = new ScriptedModel(Colours::learner, 1, 0);
        Ranking expected = compare(task, TO_BLEND, blending(3), whole, new InMemoryJournal());
        for (int part : List.of(2, 5, 7)) {
            InMemoryJournal journal = new InMemoryJournal();
            ScriptedModel dying = new ScriptedModel(Colours::learner).failingAfter(whole.calls() * part / 8);
            assertThatThrownBy(() -> compare(task, TO_BLEND, blending(3), dying, journal))
                    .isInstanceOf(ModelException.class);
            ScriptedModel next = new ScriptedModel(Colours::learner, 16, 200);
            assertThat(compare(task, TO_BLEND, blending(3), next, journal)).isEqualTo(expected);
            assertThat(dying.calls() + next.calls()).isEqualTo(whole.calls());
        }
    }

    private static final List<Entrant> WITH_A_BAD_ONE = List.of(
            new Entrant("bare", Prompt.of("bare", "What is it?", "{{thing}}")),
            new Entrant("showing", SHOWING),
            new Entrant("careful", CAREFUL));

    /** One answers nothing that could be right. */
    private static String noIdea(Request request) {
        return request.purpose() == Purpose.TASK
                        && request.messages().getFirst().content().equals("What is it?")
                ? "no idea"
                : Colours.learner(request);
    }

    @Test
    void who_is_proved_to_lose_to_another_drops_out_and_costs_nothing_more() {
        ScriptedModel racing = new ScriptedModel(JudgedComparisonTest::noIdea);
        ScriptedModel meeting = new ScriptedModel(JudgedComparisonTest::noIdea);
        Task task = Colours.task(1, Budget.UNLIMITED, 8, 120, 8);

        Ranking raced = compare(task, WITH_A_BAD_ONE, ComparisonPlan.RACE, racing, new InMemoryJournal());
        Ranking full = compare(
                task, WITH_A_BAD_ONE, new ComparisonPlan(true, 1, 0, Optional.empty()), meeting, new InMemoryJournal());

        Ranking.Place last = raced.places().getLast();
        assertThat(last.name()).isEqualTo("bare");
        assertThat(last.fate().label()).startsWith("dropped: behind ").doesNotContain("candidate ");
        assertThat(last.score().orElseThrow().n()).isLessThan(60);
        assertThat(last.isToldApart()).isTrue();
        assertThat(raced.winner().name()).isEqualTo(full.winner().name()).isEqualTo("showing");
        assertThat(full.places())
                .allSatisfy(place -> assertThat(place.score().orElseThrow().n()).isEqualTo(120));
        assertThat(racing.calls()).isLessThan(meeting.calls() * 3 / 4);
        assertThat(raced.notes()).anyMatch(note -> note.contains("--full"));
    }

    @Test
    void what_the_gate_needs_of_tokens_is_kept_back_too() {
        Task unlimited = Colours.task(1, Budget.UNLIMITED, 8, 120, 60);
        ComparisonPlan plan = new ComparisonPlan(true, 1, 0, Optional.of("plain"));
        Ranking whole = compare(unlimited, FIELD, plan, new ScriptedModel(Colours::learner), new InMemoryJournal());
        long tokens = whole.spend().usage().total() * 2 / 3;
        Budget limited =
                new Budget(OptionalLong.empty(), OptionalLong.of(tokens), OptionalLong.empty(), Optional.empty());

        Ranking ranking = compare(
                Colours.task(1, limited, 8, 120, 60),
                FIELD,
                plan,
                new ScriptedModel(Colours::learner),
                new InMemoryJournal());

        assertThat(ranking.stopped()).isEqualTo(StopReason.TOKENS);
        assertThat(ranking.gate().orElseThrow().winner().orElseThrow().n()).isEqualTo(60);
        assertThat(ranking.spend().usage().total()).isLessThanOrEqualTo(tokens);
    }

    @Test
    void near_duplicates_are_reported() {
        List<Entrant> field = List.of(
                new Entrant("careful", CAREFUL),
                new Entrant(
                        "twin",
                        Prompt.of(
                                "twin",
                                "Look carefully at what is described -- then say its colour in a word!",
                                "{{thing}}")));

        Ranking ranking = compare(
                task(Budget.UNLIMITED),
                field,
                ComparisonPlan.RACE,
                new ScriptedModel(Colours::learner),
                new InMemoryJournal());

        assertThat(ranking.repeats())
                .singleElement()
                .satisfies(repeat -> assertThat(repeat.of()).isEqualTo("careful"));
    }

    @Test
    void differences_to_a_blend_are_adjusted_for_all_pairs_of_prompts() {
        Ranking ranking = compare(
                Colours.task(1, Budget.UNLIMITED, 80, 120, 8),
                TO_BLEND,
                blending(3),
                new ScriptedModel(Colours::learner),
                new InMemoryJournal());

        int prompts = ranking.places().size();
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
        assertThat(ranking.winner().isBlend()).isTrue();
        assertThat(adjusted).isEqualTo(Math.min(1, least * prompts * (prompts - 1) / 2));
    }
}
