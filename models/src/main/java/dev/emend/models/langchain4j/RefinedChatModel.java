package dev.emend.models.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.emend.data.Example;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.RefinedModel;
import dev.emend.run.Budget;
import dev.emend.run.Models;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A chat model of LangChain4j whose answers are refined by metrics before they are handed out. What is not a conversation in
 * text alone, such as one with images, with tools or with their results, is handed through as it is. Every revision keeps the
 * request's own parameters, save that a temperature that is set below 0.7 is raised to it: at 0 a model writes its answer again. What
 * the wrapped model can do and does by default, this one says of itself.
 *
 * <p>All requests to the wrapped model are made by the thread that asks. A first request that fails, fails as it does without this
 * wrapper; a revision that fails ends the refinement with the best answer so far; a judge or critic that cannot be used fails the
 * request. Where a filter left nothing of the first answer, or the budget is too small for it, the first response is handed out as it is.
 * Thread-safe where the wrapped model is.
 */
public final class RefinedChatModel implements ChatModel {

    private static final int USUAL_TOKENS = 2048;

    private final ChatModel model;
    private final RefinedModel refined;

    /**
     * By metrics that need no model; see {@link RefinedModel#lastMessage} for what they are shown.
     *
     * @throws IllegalArgumentException where judges or a critic are asked, for which this budget is no limit
     * @throws dev.emend.InvalidInputException where the signal needs a right answer or measures the call
     */
    public RefinedChatModel(ChatModel model, RefineSettings settings) {
        this(model, new Models(Map.of()), settings, Budget.UNLIMITED, RefinedModel::lastMessage);
    }

    /**
     * @param others who judges and criticises, where the settings need them
     * @param budget of one request with all its revisions, the first answer included; see {@link RefinedModel}. Money counts the
     *     wrapped model's tokens where {@code others} have a task model with a price
     * @param input what metrics are shown of a request
     * @throws IllegalArgumentException where judges or a critic are asked, and the budget does not limit tokens
     * @throws dev.emend.InvalidInputException where the signal needs a right answer or measures the call, or a judge or the critic is
     *     missing
     */
    public RefinedChatModel(
            ChatModel model, Models others, RefineSettings settings, Budget budget, Function<Request, Example> input) {
        this.model = requireNonNull(model, "model");
        this.refined = new RefinedModel(new LangChain4jModel(Turn.NAME, model, 1), others, settings, budget, input);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return chat(request, ChatRequestOptions.EMPTY);
    }

    /** @param options go with every request to the wrapped model, whose listeners hear them */
    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return refined(
                ChatRequest.builder()
                        .messages(request.messages())
                        .parameters(defaultRequestParameters().overrideWith(request.parameters()))
                        .build(),
                options);
    }

    private ChatResponse refined(ChatRequest request, ChatRequestOptions options) {
        Optional<List<ChatMessage>> messages = texts(request);
        ChatResponse first = model.chat(request, options);
        if (messages.isEmpty()
                || offersTools(request)
                || first.aiMessage().hasToolExecutionRequests()
                || first.aiMessage().text() == null) {
            return first;
        }
        Turn turn = new Turn(model, request, options, messages.get(), first);
        int most = Optional.ofNullable(request.maxOutputTokens()).orElse(USUAL_TOKENS);
        Request asked =
                new Request(Purpose.TASK, messages.get(), Sampling.GREEDY.withMaxTokens(most), Constraint.NONE, 0, 0);
        try {
            return turn.response(refined.around(turn).complete(asked).text());
        } catch (ModelException refused) {
            if (refused.kind() == ModelException.Kind.REJECTED) {
                return first;
            }
            throw refused;
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    private static boolean offersTools(ChatRequest request) {
        return request.toolSpecifications() != null
                && !request.toolSpecifications().isEmpty();
    }

    /** Empty where not all messages are texts. */
    private static Optional<List<ChatMessage>> texts(ChatRequest request) {
        List<ChatMessage> texts = new ArrayList<>();
        for (dev.langchain4j.data.message.ChatMessage message : request.messages()) {
            Optional<ChatMessage> text = switch (message) {
                case SystemMessage system -> Optional.of(new ChatMessage(Role.SYSTEM, system.text()));
                case UserMessage user
                when user.hasSingleText() -> Optional.of(new ChatMessage(Role.USER, user.singleText()));
                case AiMessage answer
                when !answer.hasToolExecutionRequests() && answer.text() != null ->
                    Optional.of(new ChatMessage(Role.ASSISTANT, answer.text()));
                default -> Optional.empty();
            };
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(texts);
    }
}
