package dev.emend.models.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.model.ModelException;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An application's own chat model in a run. */
class LangChain4jModelTest {

    private static final String SCHEMA = "{\"type\": \"object\"}";

    private final List<ChatRequest> received = new ArrayList<>();

    private LangChain4jModel model(Function<ChatRequest, ChatResponse> answer, Capability... capabilities) {
        return new LangChain4jModel(
                "app",
                new ChatModel() {
                    @Override
                    public ChatResponse doChat(ChatRequest request) {
                        received.add(request);
                        return answer.apply(request);
                    }

                    @Override
                    public Set<Capability> supportedCapabilities() {
                        return Set.of(capabilities);
                    }
                },
                4);
    }

    private static Request request(Constraint constraint) {
        return new Request(
                Purpose.TASK,
                List.of(new ChatMessage(Role.SYSTEM, "Be brief."), new ChatMessage(Role.USER, "Why?")),
                new Sampling(0.3, 0.9, 50, List.of("\n")),
                constraint,
                1,
                0);
    }

    private static ChatResponse says(String text) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .finishReason(FinishReason.LENGTH)
                .tokenUsage(new TokenUsage(10, 2))
                .build();
    }

    @Test
    void aRequestKeepsItsWordsAndItsSampling() {
        Completion completion = model(asked -> says("So."), Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .complete(request(new Constraint.JsonSchema(SCHEMA)));

        assertThat(completion.text()).isEqualTo("So.");
        assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
        assertThat(completion.usage().total()).isEqualTo(12);
        ChatRequest asked = received.getFirst();
        assertThat(asked.messages()).containsExactly(SystemMessage.from("Be brief."), UserMessage.from("Why?"));
        assertThat(asked.temperature()).isEqualTo(0.3);
        assertThat(asked.topP()).isEqualTo(0.9);
        assertThat(asked.maxOutputTokens()).isEqualTo(50);
        assertThat(asked.stopSequences()).containsExactly("\n");
        assertThat(asked.responseFormat().jsonSchema()).isNotNull();
    }

    @Test
    void aModelThatTakesNoSchemaGetsNone() {
        model(asked -> says("So.")).complete(request(new Constraint.JsonSchema(SCHEMA)));

        assertThat(received.getFirst().responseFormat()).isNull();
    }

    @Test
    void whatTheModelDoesNotCountIsTakenAsMuchAsItCanHaveBeen() {
        Request request = request(Constraint.NONE);
        LangChain4jModel silent = model(
                asked -> ChatResponse.builder().aiMessage(AiMessage.from("So.")).build());

        assertThat(silent.complete(request).usage().prompt()).isEqualTo(silent.promptTokenBound(request));
        assertThat(silent.complete(request).usage().completion()).isEqualTo(3);
    }

    private void fails(RuntimeException thrown, ModelException.Kind kind) {
        assertThatThrownBy(() -> model(asked -> {
                            throw thrown;
                        })
                        .complete(request(Constraint.NONE)))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(kind));
    }

    @Test
    void whatWentWrongSaysWhatMayBeDoneAboutIt() {
        fails(new InvalidRequestException("too long"), ModelException.Kind.REJECTED);
        fails(new AuthenticationException("no such key"), ModelException.Kind.DENIED);
        fails(new RateLimitException("slow down"), ModelException.Kind.UNAVAILABLE);
    }

    @Test
    void anAnswerThatIsHeldBackMayHaveCostTheMost() {
        Request request = request(Constraint.NONE);
        LangChain4jModel model = model(asked -> {
            throw new ContentFilteredException("no");
        });

        Completion held = model.complete(request);

        assertThat(held.finish()).isEqualTo(Completion.Finish.FILTERED);
        assertThat(held.usage())
                .isEqualTo(new Usage(model.promptTokenBound(request), 0, model.completionTokenBound(request)));
    }

    @Test
    void ofACountThatIsMissingAsMuchAsItCanHaveBeenIsTaken() {
        Request request = request(Constraint.NONE);

        assertThat(using(new TokenUsage(10, null)).complete(request).usage()).isEqualTo(new Usage(10, 0, 3));
        assertThat(using(new TokenUsage(null, 2)).complete(request).usage())
                .isEqualTo(new Usage(using(new TokenUsage()).promptTokenBound(request), 0, 2));
        assertThat(using(new TokenUsage(-1, -1)).complete(request).usage())
                .isEqualTo(using(new TokenUsage()).complete(request).usage());
    }

    private LangChain4jModel using(TokenUsage usage) {
        return model(asked -> ChatResponse.builder()
                .aiMessage(AiMessage.from("So."))
                .tokenUsage(usage)
                .build());
    }

    private static Request request(ChatMessage... messages) {
        return new Request(Purpose.TASK, List.of(messages), Sampling.GREEDY, Constraint.NONE, 1, 0);
    }

    @Test
    void aSystemMessageOfBlanksIsNotSent() {
        model(asked -> says("So."))
                .complete(request(new ChatMessage(Role.SYSTEM, ""), new ChatMessage(Role.USER, "Why?")));

        assertThat(received.getFirst().messages()).containsExactly(UserMessage.from("Why?"));
    }

    @Test
    void whatTheLibraryTakesForNoRequestIsRejectedUnsent() {
        assertThatThrownBy(() -> model(asked -> says("So."), Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                        .complete(request(new Constraint.JsonSchema(""))))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(ModelException.Kind.REJECTED));
        assertThat(received).isEmpty();
    }
}
