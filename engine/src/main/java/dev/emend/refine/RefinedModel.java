package dev.emend.refine;

import static java.util.Objects.requireNonNull;

import dev.emend.Fingerprint;
import dev.emend.data.Example;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Inquiry;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model whose every answer is refined before it is handed out: the best answer seen, for the price of all of them. Each
 * request is refined for itself, under a budget of its own; where that ends, the best answer so far is handed out.
 *
 * <p>Thread-safe. A model that cannot be used, also for a revision or a judgement, fails the request.
 */
public final class RefinedModel implements LanguageModel {

    private final LanguageModel model;
    private final Models models;
    private final RefineSettings settings;
    private final Budget budget;
    private final Function<Request, Example> input;
    private final String label;

    /**
     * @param model answers and revises
     * @param models who judges and criticises, where the settings need them; the task model there is not asked, but its price is the
     *     price of the model, which is else free
     * @param budget of one request with all its revisions; it must limit tokens where judges or a critic are asked, for then
     *     nothing else bounds what one request costs
     * @param input what metrics are shown of a request
     * @throws IllegalArgumentException where tokens have to be limited and are not
     * @throws dev.emend.InvalidInputException where the signal needs a right answer or measures the call, or a judge or the critic is
     *     missing
     */
    public RefinedModel(
            LanguageModel model,
            Models models,
            RefineSettings settings,
            Budget budget,
            Function<Request, Example> input) {
        this(model, models, settings, budget, input, "");
    }

    private RefinedModel(
            LanguageModel model,
            Models models,
            RefineSettings settings,
            Budget budget,
            Function<Request, Example> input,
            String label) {
        Steering.check(settings.signal());
        if (budget.tokens().isEmpty() && (settings.signal().asksJudges() || settings.critic() == Critic.MODEL)) {
            throw new IllegalArgumentException("where judges or a critic are asked, the budget of a request must limit"
                    + " tokens, or nothing bounds what it costs");
        }
        this.model = requireNonNull(model, "model");
        this.models = models.answeredBy(model);
        settings.requireModels(this.models, List.of());
        this.settings = settings;
        this.budget = budget;
        this.input = requireNonNull(input, "input");
        this.label = label;
    }

    /** The same around another model. */
    public RefinedModel around(LanguageModel other) {
        return new RefinedModel(other, models, settings, budget, input, label);
    }

    /**
     * The same with a label in its name. Answers are journaled by a model's name, and by itself the name tells neither the options of the
     * signal's metrics, nor judges, budget and input: two that differ in these alone need labels.
     */
    public RefinedModel labelled(String own) {
        return new RefinedModel(model, models, settings, budget, input, own);
    }

    /** By metrics that need no model, which see a request as {@link #lastMessage} does. */
    public RefinedModel(LanguageModel model, RefineSettings settings) {
        this(model, Models.local(model), settings, Budget.UNLIMITED, RefinedModel::lastMessage);
    }

    /**
     * The last message of the user as {@code question}, and everything up to it as {@code context}, itself included: passages may stand in
     * the system message or, as LangChain4j puts them by default, in the user's.
     */
    public static Example lastMessage(Request request) {
        List<ChatMessage> messages = request.messages();
        int last = messages.size() - 1;
        while (last > 0 && messages.get(last).role() != Role.USER) {
            last--;
        }
        String context =
                messages.subList(0, last + 1).stream().map(ChatMessage::content).collect(Collectors.joining("\n\n"));
        return Example.of("request", Map.of("question", messages.get(last).content(), "context", context), "");
    }

    /** Says what it is, so that its answers are never taken for those of the plain model. */
    @Override
    public String name() {
        return "refined:" + model.name() + "#"
                + Fingerprint.of("refined model")
                        .add(settings.signal().name())
                        .add(settings.target())
                        .add(settings.rounds())
                        .add(settings.patience())
                        .add(settings.critic().label())
                        .add(settings.memory())
                        .add(label)
                        .hex()
                        .substring(0, 8);
    }

    /** @throws ModelException also where the model rejects the request, or the budget does not allow one answer */
    @Override
    public Completion complete(Request request) {
        InMemoryJournal journal = new InMemoryJournal();
        Inquiry inquiry = inquiry(request, journal);
        Refined refined = refine(request, inquiry, journal);
        Round best = refined.best();
        if (best.isFiltered() && best.answer().isEmpty()) {
            throw new ModelException(ModelException.Kind.REJECTED, best.score().feedback());
        }
        return new Completion(best.answer(), best.finish(), inquiry.spend().usage(), List.of());
    }

    /** A request's refinement with its history. Throws as {@link #complete} does, save for a rejected request. */
    public Refined refine(Request request) {
        InMemoryJournal journal = new InMemoryJournal();
        return refine(request, inquiry(request, journal), journal);
    }

    /** Never beyond what the bounds promise, also where replies cannot be read and are asked for again. */
    private Inquiry inquiry(Request request, Journal journal) {
        Budget bounded = budget.tokens().isPresent() ? budget : budget.with(tokens(mostTokens(request)));
        return new Inquiry(models, bounded, journal, request.seed(), event -> {});
    }

    private static Budget tokens(long most) {
        return new Budget(OptionalLong.empty(), OptionalLong.of(most), OptionalLong.empty(), Optional.empty());
    }

    private Refined refine(Request request, Inquiry inquiry, Journal journal) {
        Example example = input.apply(request);
        Conversation conversation = new Conversation(
                example,
                example.withExpected(""),
                request.messages(),
                request.sampling(),
                request.constraint(),
                request.seed());
        Refinement refinement = new SelfRefinement(settings, inquiry, event -> {}).refine(List.of(conversation));
        return refinement.refined().stream()
                .findFirst()
                .orElseThrow(() -> without(conversation.first(), inquiry, journal));
    }

    /** A budget that replies which cannot be read have used up may suffice another time. */
    private ModelException without(Request first, Inquiry inquiry, Journal journal) {
        boolean answered = journal.find(first.fingerprint(model.name())).isPresent();
        return answered || inquiry.spend().calls() == 0
                ? new ModelException(
                        ModelException.Kind.REJECTED, "the budget of a request does not allow one answer: " + budget)
                : new ModelException(
                        ModelException.Kind.UNAVAILABLE,
                        "the budget of a request ended with replies that cannot be read: " + budget);
    }

    /**
     * What all calls of a request can read and write, less the one answer that is handed out: the budget's tokens where they
     * are limited, else every round at its longest, and all tries of the first answer.
     */
    @Override
    public long promptTokenBound(Request request) {
        if (budget.tokens().isPresent()) {
            return budget.tokens().getAsLong();
        }
        return mostTokens(request) - completionTokenBound(request);
    }

    private long mostTokens(Request request) {
        long answer = model.completionTokenBound(request);
        long first = model.promptTokenBound(request);
        return Inquiry.MOST_TRIES * (first + answer)
                + settings.rounds() * (first + 2 * answer + Conversation.LONGEST_DEMAND);
    }

    @Override
    public long completionTokenBound(Request request) {
        return model.completionTokenBound(request);
    }

    @Override
    public int parallelism() {
        return model.parallelism();
    }
}
