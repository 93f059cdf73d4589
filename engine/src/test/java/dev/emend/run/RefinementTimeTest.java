package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.prompt.Prompt;
import dev.emend.refine.Ending;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.Refined;
import dev.emend.refine.Refinement;
import dev.emend.refine.SelfRefinement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A refinement ends when its time is over. */
class RefinementTimeTest {

    private static final Metric THANKS =
            Metrics.named("required-phrases", Map.of("phrases", "thanks"), new TreeSet<>());
    private static final List<Example> INPUTS =
            List.of(Example.of("a", Map.of("question", "a"), ""), Example.of("b", Map.of("question", "b"), ""));

    private final AtomicLong now = new AtomicLong();

    /** Each call takes ten seconds; no answer is ever right. */
    private Refinement refine(int seconds) {
        ScriptedModel model = new ScriptedModel(
                request -> {
                    now.addAndGet(Duration.ofSeconds(10).toNanos());
                    return "no " + request.seed();
                },
                1,
                0);
        Budget budget = new Budget(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(Duration.ofSeconds(seconds)));
        Inquiry inquiry = new Inquiry(Models.local(model), budget, new InMemoryJournal(), 1, event -> {}, now::get);
        return new SelfRefinement(RefineSettings.of(THANKS), inquiry, event -> {})
                .refine(Prompt.of("p", "Answer.", "{{question}}"), INPUTS, 1);
    }

    @Test
    void it_hands_back_the_best_so_far_and_says_that_time_was_over() {
        Refinement refined = refine(25);

        assertThat(refined.stopped()).contains(StopReason.TIME);
        assertThat(refined.refined()).extracting(Refined::ending).containsOnly(Ending.TIME);
        assertThat(refined.refined()).extracting(Refined::calls).containsExactlyInAnyOrder(2, 1);
        assertThat(refined.spend().calls()).isEqualTo(3);
    }

    @Test
    void inputs_that_it_never_reached_are_left_out() {
        assertThat(refine(5).refined()).hasSize(1);
    }
}
