package dev.emend.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metrics;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Inquiry;
import dev.emend.run.Models;
import dev.emend.run.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A prompt that is told answers one by one, as an application gives them. */
class LearningPromptTest {

    private static final Prompt PROMPT = Prompt.of("p", "Answer the question.", "{{question}}");
    private static final LoopSettings SETTINGS = new LoopSettings(
            Metrics.named("required-phrases", Map.of("phrases", "thanks"), new TreeSet<>()), 1, 4, 12, 1, 2);

    private final ScriptedModel model = new ScriptedModel(request -> request.purpose() == Purpose.META
            ? "Hypothesis: it does not thank.\n```\nAlways thank whoever asks.\n```"
            : answer(request.messages().getFirst().content()));
    private final Inquiry inquiry =
            new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});
    private final LearningPrompt learning = new LearningPrompt(PROMPT, "", SETTINGS, inquiry, 1, event -> {});

    private static String answer(String instruction) {
        return instruction.contains("Always thank") ? "thanks" : "so what";
    }

    private static Example input(int number) {
        return Example.of("i" + number, Map.of("question", "q" + number), "");
    }

    /** As the application does it. */
    private Answer answered(int number) {
        return Answer.of(input(number), answer(learning.prompt().instruction().source()));
    }

    @Test
    void another_prompt_holds_only_once_a_gate_has_let_it_through() {
        for (int i = 0; i < 16; i++) {
            assertThat(learning.prompt()).as("before input %d", i).isSameAs(PROMPT);
            assertThat(learning.wanted()).isEqualTo(i < 4 ? 4 - i : 16 - i);
            learning.add(answered(i));
        }

        assertThat(learning.prompt().instruction().source()).contains("Always thank");
        assertThat(learning.learned().replacements()).isEqualTo(1);
        assertThat(learning.isLearning()).as("its one gate is over").isFalse();
        long calls = model.calls();
        learning.add(answered(16));
        assertThat(model.calls()).isEqualTo(calls);
    }

    @Test
    void it_learns_what_a_stream_that_is_there_teaches() {
        for (int i = 0; i < 16; i++) {
            learning.add(answered(i));
        }
        Inquiry another = new Inquiry(Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {});

        LearnedPrompt stream = new PromptRefinement("", SETTINGS, another, 1, event -> {})
                .learn(
                        PROMPT,
                        IntStream.range(0, 16)
                                .mapToObj(LearningPromptTest::input)
                                .toList());

        assertThat(learning.prompt()).isEqualTo(stream.prompt());
        assertThat(learning.learned().steps().getFirst().gate())
                .isEqualTo(stream.steps().getFirst().gate());
    }

    @Test
    void answers_that_are_added_together_count_as_one() {
        for (int i = 0; i < 4; i++) {
            assertThat(learning.wanted()).isEqualTo(4 - i);
            learning.add(List.of(answered(2 * i), answered(2 * i + 1)));
        }

        assertThat(learning.wanted()).as("a window of groups").isEqualTo(12);
        assertThat(learning.learned().rows()).isEqualTo(8);
        assertThat(learning.learned().steps())
                .hasSize(1)
                .allMatch(step -> step.gate().isEmpty());
    }

    @Test
    void an_input_that_comes_again_under_another_id_is_kept_and_counts_for_nothing() {
        for (int i = 0; i < 4; i++) {
            learning.add(answered(i));
            learning.add(again(i, i == 3 ? "late" : "soon"));
            assertThat(learning.wanted()).isEqualTo(i < 3 ? 3 - i : 12);
        }
        learning.add(List.of(again(0, "with another"), answered(4)));

        assertThat(learning.wanted()).as("the other one is new").isEqualTo(11);
        assertThat(learning.learned().rows()).isEqualTo(10);
        assertThat(learning.learned().steps().getFirst().outcomes()).hasSize(4);
    }

    /** The same question, with what the prompt does not read of it. */
    private Answer again(int number, String when) {
        return Answer.of(
                Example.of("i" + number + " " + when, Map.of("question", "q" + number, "when", when), ""),
                answer(learning.prompt().instruction().source()));
    }

    @Test
    void an_id_that_is_known_is_refused() {
        learning.add(answered(1));

        assertThatThrownBy(() -> learning.add(answered(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"i1\"");
        assertThatThrownBy(() -> learning.add(List.of(answered(2), answered(2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PromptRefinement("", SETTINGS, inquiry, 1, event -> {})
                        .learn(PROMPT, List.of(input(3), input(3))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(learning.wanted()).isEqualTo(3);
    }

    private static Stream<RuntimeException> failures() {
        return Stream.of(
                new ModelException(ModelException.Kind.UNAVAILABLE, "overloaded"),
                new IllegalStateException("overloaded"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_model_that_was_away_for_a_moment_ends_nothing(RuntimeException failure) {
        AtomicBoolean away = new AtomicBoolean();
        ScriptedModel restless = new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META && away.compareAndSet(false, true)) {
                throw failure;
            }
            return request.purpose() == Purpose.META
                    ? "Hypothesis: it does not thank.\n```\nAlways thank whoever asks.\n```"
                    : answer(request.messages().getFirst().content());
        });
        LearningPrompt own = new LearningPrompt(
                PROMPT,
                "",
                SETTINGS,
                new Inquiry(Models.local(restless), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {}),
                1,
                event -> {});
        for (int i = 0; i < 16; i++) {
            Answer answer =
                    Answer.of(input(i), answer(own.prompt().instruction().source()));
            if (i == 3) {
                assertThatThrownBy(() -> own.add(answer)).hasMessageContaining("overloaded");
                assertThat(own.wanted()).as("it has not been taken").isEqualTo(1);
            }
            own.add(answer);
        }

        assertThat(own.prompt().instruction().source()).contains("Always thank");
        assertThat(own.learned().answers()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void proposals_that_were_paid_for_are_found_where_the_model_failed_later(RuntimeException failure) {
        AtomicBoolean away = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        ScriptedModel restless = new ScriptedModel(request -> {
            if (request.purpose() == Purpose.META) {
                written.incrementAndGet();
                return "Hypothesis: it does not thank.\n```\nAlways thank whoever asks.\n```";
            }
            if (away.compareAndSet(false, true)) {
                throw failure;
            }
            return answer(request.messages().getFirst().content());
        });
        LearningPrompt own = new LearningPrompt(
                PROMPT,
                "",
                SETTINGS,
                new Inquiry(Models.local(restless), Budget.UNLIMITED, new InMemoryJournal(), 1, event -> {}),
                1,
                event -> {});
        for (int i = 0; i < 3; i++) {
            own.add(answered(i));
        }
        assertThatThrownBy(() -> own.add(answered(3))).hasMessageContaining("overloaded");
        int before = written.get();
        own.add(answered(3));

        assertThat(before).isPositive();
        assertThat(written).hasValue(before);
        assertThat(own.wanted()).isEqualTo(12);
    }

    @Test
    void a_group_without_an_answer_is_none() {
        assertThatThrownBy(() -> learning.add(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
