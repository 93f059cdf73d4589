package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import java.util.List;
import java.util.Optional;
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
}
