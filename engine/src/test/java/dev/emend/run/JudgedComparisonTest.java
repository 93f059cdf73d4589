package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.judge.PairJudge;
import dev.emend.model.ModelException;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    private static Ranking compare(Task task, ScriptedModel model, Journal journal) {
        return compare(task, FIELD, 1, model, journal);
    }

    private static Ranking compare(Task task, List<Entrant> field, int select, ScriptedModel model, Journal journal) {
        return new JudgedComparison(
                        task,
                        field,
                        select,
                        Optional.of("plain"),
                        new PairJudge("The right colour.", true),
                        Models.local(model),
                        journal)
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
        assertThat(ranking.notes()).anyMatch(note -> note.contains("before the gate could decide"));
    }
}
