package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Calls that belong to no run are budgeted, journaled, and found again. */
class InquiryTest {

    private final ScriptedModel model =
            new ScriptedModel(request -> request.messages().getLast().content() + " drawn " + request.seed());
    private final InMemoryJournal journal = new InMemoryJournal();

    private Inquiry inquiry(Budget budget) {
        return new Inquiry(Models.local(model), budget, journal, 1, event -> {});
    }

    private static List<Ask> asks(String... texts) {
        return List.of(texts).stream()
                .map(text -> new Ask(List.of(new ChatMessage(Role.USER, text)), new Sampling(0.7, 1, 50, List.of())))
                .toList();
    }

    private static List<String> texts(List<Optional<Completion>> replies) {
        return replies.stream().flatMap(Optional::stream).map(Completion::text).toList();
    }

    @Test
    void equal_requests_draw_different_replies() {
        List<String> replies = texts(inquiry(Budget.calls(9)).complete(Purpose.META, asks("a", "a", "b")));

        assertThat(replies).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void what_any_model_thinks_is_no_part_of_its_reply() {
        ScriptedModel thinking = new ScriptedModel(
                request -> request.messages().getLast().content().equals("a")
                        ? "<think>\n1. no\n</think>\n1. yes"
                        : "<think>1. no");
        Inquiry inquiry = new Inquiry(Models.local(thinking), Budget.calls(9), journal, 1, event -> {});

        for (Purpose purpose : List.of(Purpose.TASK, Purpose.META, Purpose.JUDGE)) {
            assertThat(texts(inquiry.complete(purpose, asks("a", "b")))).containsExactly("1. yes", "");
        }
        assertThat(journal.entries())
                .extracting(entry -> entry.reply().completion().text())
                .containsExactlyInAnyOrder("1. yes", "");
        assertThat(journal.entries())
                .filteredOn(entry -> entry.reply().completion().text().isEmpty())
                .as("cut off while it thought")
                .allMatch(entry -> entry.reply().endsAtLimit());
    }

    @Test
    void one_more_request_among_them_pays_only_for_itself() {
        List<String> first = texts(inquiry(Budget.calls(9)).complete(Purpose.META, asks("a", "b", "a")));
        List<String> second = texts(inquiry(Budget.calls(9)).complete(Purpose.META, asks("new", "a", "b", "a")));

        assertThat(second).endsWith(first.toArray(String[]::new));
        assertThat(model.calls()).isEqualTo(4);
    }

    @Test
    void the_budget_ends_it_and_says_so() {
        Inquiry inquiry = inquiry(Budget.calls(2));

        assertThat(texts(inquiry.complete(Purpose.TASK, asks("a", "b", "c")))).hasSize(2);
        assertThat(inquiry.stopped()).contains(StopReason.CALLS);
        assertThat(inquiry.spend().calls()).isEqualTo(2);
    }

    @Test
    void time_between_questions_is_nobodys() {
        AtomicLong now = new AtomicLong();
        Budget minute = new Budget(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofMinutes(1)));
        Inquiry inquiry = new Inquiry(Models.local(model), minute, journal, 1, event -> {}, now::get);
        now.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(texts(inquiry.complete(Purpose.TASK, asks("a")))).hasSize(1);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(texts(inquiry.complete(Purpose.TASK, asks("b", "c")))).hasSize(2);
        assertThat(inquiry.stopped()).isEmpty();
    }

    @Test
    void a_failure_is_not_the_end_and_what_was_paid_for_is_found() {
        AtomicLong asked = new AtomicLong();
        ScriptedModel failing = new ScriptedModel(
                request -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new ModelException(ModelException.Kind.UNAVAILABLE, "overloaded");
                    }
                    return "drawn " + request.seed();
                },
                1,
                0);
        Inquiry inquiry = new Inquiry(Models.local(failing), Budget.calls(9), journal, 1, event -> {});

        assertThatThrownBy(() -> inquiry.complete(Purpose.META, asks("a", "a"))).hasMessageContaining("overloaded");
        List<String> replies = texts(inquiry.complete(Purpose.META, asks("a", "a")));

        assertThat(replies).doesNotHaveDuplicates().hasSize(2);
        assertThat(inquiry.spend().calls()).isEqualTo(2);
    }

    @Test
    void who_is_interrupted_is_told_so_and_may_go_on() {
        ScriptedModel slow = new ScriptedModel(request -> {
            try {
                Thread.sleep(Duration.ofMillis(300));
            } catch (InterruptedException ended) {
                throw new ModelException(ModelException.Kind.UNAVAILABLE, "interrupted", ended);
            }
            return "drawn " + request.seed();
        });
        Inquiry inquiry = new Inquiry(Models.local(slow), Budget.calls(2), journal, 1, event -> {});
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> inquiry.complete(Purpose.META, asks("a", "b")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(texts(inquiry.complete(Purpose.META, asks("a", "b"))))
                .as("nothing is kept reserved")
                .hasSize(2);
    }

    @Test
    void a_question_alone_is_asked_by_the_thread_that_has_it() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ScriptedModel noting = new ScriptedModel(request -> {
            threads.add(Thread.currentThread());
            return "a";
        });

        new Inquiry(Models.local(noting), Budget.UNLIMITED, journal, 1, event -> {}).complete(Purpose.META, asks("a"));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    /** A model of a library's user. */
    private record Own(String name, int parallelism, UnaryOperator<Completion> reply) implements LanguageModel {

        @Override
        public Completion complete(Request request) {
            return reply.apply(Completion.NONE);
        }
    }

    @Test
    void a_model_that_can_work_on_no_call_is_refused_by_name() {
        assertThatThrownBy(() -> Models.local(new Own("idle", 0, reply -> reply)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the model idle")
                .hasMessageContaining("parallelism is 0");
    }

    @Test
    void a_reply_that_is_not_what_it_has_to_be_is_told_by_the_models_name_and_not_journaled() {
        Own uncounted = new Own(
                "uncounted",
                1,
                reply -> new Completion("So.", Completion.Finish.STOP, new Usage(10, 0, -1), List.of()));
        Inquiry inquiry = new Inquiry(Models.local(uncounted), Budget.UNLIMITED, journal, 1, event -> {});

        assertThatThrownBy(() -> inquiry.complete(Purpose.TASK, asks("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the model uncounted")
                .hasMessageContaining("completion -1");
        assertThat(journal.entries()).isEmpty();
        assertThat(inquiry.spend().calls()).isZero();
    }

    @Test
    void an_error_of_a_model_comes_out_as_itself_and_ends_its_batch() {
        AtomicLong calls = new AtomicLong();
        ScriptedModel broken = new ScriptedModel(
                request -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new NoClassDefFoundError("lost/Client");
                    }
                    return "a";
                },
                1,
                0);
        Inquiry inquiry = new Inquiry(Models.local(broken), Budget.UNLIMITED, journal, 1, event -> {});

        assertThatThrownBy(() -> inquiry.complete(Purpose.TASK, asks("a", "b", "c", "d", "e", "f")))
                .isExactlyInstanceOf(NoClassDefFoundError.class);
        assertThat(calls).as("what was waiting is not sent").hasValue(2);
        assertThat(texts(inquiry.complete(Purpose.TASK, asks("g"))))
                .as("nothing is kept reserved")
                .containsExactly("a");
        assertThatThrownBy(() -> new Inquiry(
                                Models.local(new ScriptedModel(request -> {
                                    throw new NoClassDefFoundError("lost/Client");
                                })),
                                Budget.UNLIMITED,
                                journal,
                                1,
                                event -> {})
                        .complete(Purpose.TASK, asks("alone")))
                .isExactlyInstanceOf(NoClassDefFoundError.class);
    }
}
