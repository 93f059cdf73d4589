package dev.emend.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.emend.prompt.Sampling;
import dev.emend.proposal.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadRepliesTest {

    private static final List<Ask> QUESTION =
            List.of(new Ask(List.of(new ChatMessage(Role.USER, "Why?")), new Sampling(0.7, 1, 50, List.of())));

    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

    /** Of every ninth request, so many replies cannot be read. */
    private ScriptedModel garbling(int times) {
        return new ScriptedModel(
                request -> {
                    int tried = tries.merge(request.fingerprint(""), 1, Integer::sum);
                    if (Math.floorMod(request.seed(), 9) == 0 && tried <= times) {
                        throw unreadable();
                    }
                    return Colours.learner(request);
                },
                64,
                200);
    }

    private static ModelException unreadable() {
        return new ModelException(ModelException.Kind.UNREADABLE, "what the server answers cannot be read");
    }

    private static Budget tokens(long limit) {
        return new Budget(OptionalLong.empty(), OptionalLong.of(limit), OptionalLong.empty(), Optional.empty());
    }

    private static RunResult run(ScriptedModel model, Budget budget, Journal journal) {
        return new Run(Colours.task(1, budget), Models.local(model), journal).execute(event -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aReplyThatCannotBeReadIsAskedForAgainAndPaidForAtItsBound(int times) {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = garbling(times);

        RunResult result = run(model, Budget.calls(600), journal);

        Spend spend = result.spend();
        long unread = journal.entries().stream()
                .filter(entry -> entry.reply().completion().text().isEmpty())
                .count();
        assertThat(unread).isPositive();
        assertThat(spend.calls())
                .isEqualTo(model.calls())
                .isEqualTo(journal.entries().size());
        assertThat(spend.usage().total()).isGreaterThan(model.tokens() + unread);
        assertThat(run(new ScriptedModel(Colours::learner).failingAfter(0), Budget.calls(600), journal))
                .isEqualTo(result);
    }

    @Test
    void neitherCallsNorTokensGoBeyondTheBudget() {
        for (Budget budget : List.of(Budget.calls(300), tokens(60_000))) {
            tries.clear();
            InMemoryJournal journal = new InMemoryJournal();
            Spend spend;
            try {
                spend = run(garbling(2), budget, journal).spend();
            } catch (NoVerdictException ended) {
                spend = ended.spend();
            }

            assertThat(spend.calls()).isLessThanOrEqualTo(budget.calls().orElse(Long.MAX_VALUE));
            assertThat(spend.usage().total())
                    .isLessThanOrEqualTo(budget.tokens().orElse(Long.MAX_VALUE));
        }
    }

    @Test
    void whatWasPaidForInVainIsCountedInTheNextSitting() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel first = garbled();
        assertThatThrownBy(() -> run(first, Budget.calls(400), journal))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot be read");
        ScriptedModel second = new ScriptedModel(Colours::learner);

        Spend spend = run(second, Budget.calls(400), journal).spend();

        assertThat(spend.calls()).isEqualTo(first.calls() + second.calls()).isLessThanOrEqualTo(400);
    }

    private static ScriptedModel garbled() {
        return new ScriptedModel(request -> {
            throw unreadable();
        });
    }

    @Test
    void aRequestThatIsNeverReadIsPassedOverWhereOthersAreAnswered() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = garbling(Integer.MAX_VALUE);

        RunResult result = run(model, Budget.calls(2000), journal);

        assertThat(tries.values()).allMatch(tried -> tried == 1 || tried == 3).contains(3);
        assertThat(journal.entries()).anyMatch(entry -> entry.reply() instanceof Journal.Reply.Rejected);
        assertThat(result.spend().calls())
                .isEqualTo(model.calls())
                .isEqualTo(journal.entries().size());
        assertThat(run(new ScriptedModel(Colours::learner).failingAfter(0), Budget.calls(2000), journal))
                .isEqualTo(result);
    }

    @Test
    void aRunThatPassesOverRequestsEndsAsIfItHadNotBeenCutOff() {
        RunResult whole = run(garbling(Integer.MAX_VALUE), Budget.calls(600), new InMemoryJournal());
        InMemoryJournal journal = new InMemoryJournal();
        tries.clear();
        assertThatThrownBy(() -> run(garbling(Integer.MAX_VALUE).failingAfter(330), Budget.calls(600), journal))
                .isInstanceOf(ModelException.class);

        RunResult resumed = run(garbling(Integer.MAX_VALUE), Budget.calls(600), journal);

        assertThat(resumed.candidates()).isEqualTo(whole.candidates());
        assertThat(resumed.explanation()).isEqualTo(whole.explanation());
    }

    /** Asks this for so many draws. */
    private static List<Ask> asking(String what, int draws) {
        return IntStream.range(0, draws)
                .mapToObj(draw -> new Ask(
                        List.of(new ChatMessage(Role.USER, what + " " + draw)), new Sampling(0.7, 1, 50, List.of())))
                .toList();
    }

    private static ScriptedModel garblingWhy() {
        return new ScriptedModel(request -> {
            if (request.messages().getFirst().content().startsWith("Why?")) {
                throw unreadable();
            }
            return "Because.";
        });
    }

    @Test
    void whatIsPassedOverCostsItsBoundThreeTimes() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = garblingWhy();
        Inquiry inquiry = new Inquiry(Models.local(model), Budget.UNLIMITED, journal, 1, event -> {});
        List<Ask> questions = new ArrayList<>(asking("How?", 2));
        questions.addAll(QUESTION);

        assertThat(inquiry.complete(Purpose.META, questions))
                .satisfiesExactly(
                        first -> assertThat(first.orElseThrow().text()).isEqualTo("Because."),
                        second -> assertThat(second.orElseThrow().text()).isEqualTo("Because."),
                        third -> assertThat(third).contains(Completion.NONE));
        assertThat(model.calls()).isEqualTo(5);
        assertThat(inquiry.spend().calls()).isEqualTo(5);
        assertThat(inquiry.spend().usage().completion()).isEqualTo(3 * 50 + 2 * "Because.".length());
        assertThat(journal.entries())
                .filteredOn(entry -> entry.reply() instanceof Journal.Reply.Rejected)
                .singleElement()
                .extracting(entry -> ((Journal.Reply.Rejected) entry.reply()).reason())
                .isEqualTo("3 times in a row: what the server answers cannot be read");
    }

    @Test
    void aModelThatCanNoLongerBeReadIsNotPassedOver() {
        InMemoryJournal journal = new InMemoryJournal();
        Inquiry inquiry = new Inquiry(Models.local(garblingWhy()), Budget.UNLIMITED, journal, 1, event -> {});
        inquiry.complete(Purpose.META, asking("How?", 40));

        assertThatThrownBy(() -> inquiry.complete(Purpose.META, asking("Why?", 20)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("3 times in a row");
        assertThat(journal.entries()).noneMatch(entry -> entry.reply() instanceof Journal.Reply.Rejected);
    }

    @Test
    void afterThreeTriesTheModelCannotBeUsed() {
        ScriptedModel never = garbled();
        Inquiry inquiry = new Inquiry(Models.local(never), Budget.calls(9), new InMemoryJournal(), 1, event -> {});

        assertThatThrownBy(() -> inquiry.complete(Purpose.META, QUESTION))
                .isInstanceOf(ModelException.class)
                .hasMessage("3 times in a row: what the server answers cannot be read")
                .extracting(failed -> ((ModelException) failed).kind())
                .isEqualTo(ModelException.Kind.UNAVAILABLE);
        assertThat(never.calls()).isEqualTo(3);
        assertThat(inquiry.spend().calls()).isEqualTo(3);
    }

    @Test
    void anotherSittingOfAnInquiryCountsWhatWasPaidForInVain() {
        InMemoryJournal journal = new InMemoryJournal();
        Inquiry first = new Inquiry(Models.local(garbled()), Budget.calls(4), journal, 1, event -> {});
        assertThatThrownBy(() -> first.complete(Purpose.META, QUESTION)).isInstanceOf(ModelException.class);
        ScriptedModel model = new ScriptedModel(request -> "Because.");
        Inquiry second = new Inquiry(Models.local(model), Budget.calls(4), journal, 1, event -> {});

        assertThat(second.complete(Purpose.META, QUESTION).getFirst()).isPresent();
        assertThat(second.spend().calls()).isEqualTo(4);
        assertThat(second.complete(Purpose.META, QUESTION)).containsExactly(Optional.empty());
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void anotherSittingOfAnEvaluationCountsWhatWasPaidForInVain() {
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = garbling(1);
        Answers first = answers(model, 40, journal);

        assertThat(first.stopped()).contains(StopReason.CALLS);
        assertThat(first.responses()).hasSizeBetween(30, 38);
        assertThat(first.spend().calls()).isEqualTo(model.calls()).isEqualTo(40);

        Answers second = answers(model, 41, journal);

        assertThat(second.spend().calls()).isEqualTo(model.calls()).isEqualTo(41);
    }

    private static Answers answers(ScriptedModel model, long calls, Journal journal) {
        Task task = Colours.task(1, Budget.UNLIMITED);
        return new Evaluator(Models.local(model), Budget.calls(calls), 1, event -> {})
                .answer(task.prompt(), task.splits().validation(), 1, Optional.empty(), journal);
    }

    @Test
    void aComparisonReportsWhatWasPaidForInVain() {
        Task task = Colours.task(1, Budget.calls(600));
        List<Entrant> entrants = List.of(
                new Entrant("mine", task.prompt()),
                new Entrant("other", Prompt.of("other", "Name the colour, one word.", "{{thing}}")));
        InMemoryJournal journal = new InMemoryJournal();
        ScriptedModel model = garbling(1);

        Ranking ranking = compare(task, entrants, model, journal);

        assertThat(journal.entries())
                .anyMatch(entry -> entry.reply().completion().text().isEmpty());
        assertThat(ranking.spend().calls()).isEqualTo(model.calls());
        assertThat(compare(task, entrants, new ScriptedModel(Colours::learner).failingAfter(0), journal)
                        .spend())
                .isEqualTo(ranking.spend());
    }

    private static Ranking compare(Task task, List<Entrant> entrants, ScriptedModel model, Journal journal) {
        return new PromptComparison(task, entrants, ComparisonPlan.RACE, Models.local(model), journal)
                .execute(event -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anotherTryThatTheBudgetDoesNotAllowIsNotMade(int allowed) {
        ScriptedModel never = garbled();
        Inquiry inquiry =
                new Inquiry(Models.local(never), Budget.calls(allowed), new InMemoryJournal(), 1, event -> {});

        assertThat(inquiry.complete(Purpose.META, QUESTION)).containsExactly(Optional.empty());
        assertThat(inquiry.stopped()).contains(StopReason.CALLS);
        assertThat(never.calls()).isEqualTo(allowed);
        assertThat(inquiry.spend().calls()).isEqualTo(allowed);
    }

    @Test
    void anUnreadReplyCostsItsBoundAtTheModelsPrice() {
        Price price = new Price(1, 1, 3);
        ScriptedModel never = garbled();
        InMemoryJournal journal = new InMemoryJournal();
        Inquiry inquiry = new Inquiry(Models.of(never, price, never, price), Budget.calls(1), journal, 1, event -> {});

        inquiry.complete(Purpose.META, QUESTION);

        Request request = journal.entries().getFirst().request();
        Usage most = new Usage(never.promptTokenBound(request), 0, 50);
        assertThat(inquiry.spend().microDollars()).isEqualTo(price.microDollars(most));
    }

    @Test
    @SuppressWarnings("NullAway")
    void noCompletionIsAReplyThatCannotBeRead() {
        LanguageModel silent = new LanguageModel() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public Completion complete(Request request) {
                return null;
            }
        };
        InMemoryJournal journal = new InMemoryJournal();
        Inquiry first = new Inquiry(Models.local(silent), Budget.calls(9), journal, 1, event -> {});

        assertThatThrownBy(() -> first.complete(Purpose.META, QUESTION))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("3 times in a row: scripted gave no completion");
        assertThat(first.spend().calls()).isEqualTo(3);

        ScriptedModel mended = new ScriptedModel(request -> "Because.");
        Inquiry second = new Inquiry(Models.local(mended), Budget.calls(9), journal, 1, event -> {});

        assertThat(second.complete(Purpose.META, QUESTION).getFirst().map(Completion::text))
                .contains("Because.");
    }
}
