package dev.emend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.evaluation.Rollout;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeepersTest {

    private final List<Example> examples = new ArrayList<>();
    private final Scoreboard scoreboard =
            new Scoreboard(Metrics.named("label", Map.of(), new TreeSet<>(Set.of("yes", "no"))));
    private final List<Candidate> ranked = new ArrayList<>();

    KeepersTest() {
        for (int i = 0; i < 40; i++) {
            examples.add(Example.of("e" + i, Map.of("n", "" + i), "yes"));
        }
        // 0 and 1 err on the same examples, 2 on others as often, 3 is much worse.
        add(i -> i % 10 != 0);
        add(i -> i % 10 != 0);
        add(i -> i % 10 != 1);
        add(i -> i % 10 == 2);
    }

    private void add(java.util.function.IntPredicate right) {
        Candidate candidate = new Candidate(
                ranked.size(), Prompt.of("p", "Say it " + ranked.size(), "{{n}}"), List.of(), "given", "");
        ranked.add(candidate);
        for (int i = 0; i < examples.size(); i++) {
            boolean ok = right.test(i);
            scoreboard.add(new Rollout(
                    candidate.id(),
                    new Outcome(Answer.of(examples.get(i), ok ? "yes" : "no"), new Score(ok ? 1 : 0, "-"))));
        }
    }

    private List<Integer> kept(int places, Set<Candidate> out) {
        return new Keepers(scoreboard, examples, out, (first, second) -> false)
                .of(ranked, places).stream().map(Candidate::id).toList();
    }

    @Test
    void of_prompts_that_cannot_be_told_apart_the_one_that_errs_elsewhere_is_kept() {
        assertThat(kept(2, Set.of())).containsExactly(0, 2);
        assertThat(kept(3, Set.of())).containsExactly(0, 2, 1);
    }

    @Test
    void a_worse_prompt_is_never_kept_for_being_different() {
        assertThat(kept(3, Set.of())).doesNotContain(3);
        assertThat(kept(2, Set.of(ranked.get(2)))).containsExactly(0, 1);
    }

    @Test
    void nearly_the_same_are_not_both_kept() {
        assertThat(new Keepers(scoreboard, examples, Set.of(), (first, second) -> first.id() + second.id() == 2)
                        .of(ranked, 4))
                .extracting(Candidate::id)
                .containsExactly(0, 1, 3);
    }
}
