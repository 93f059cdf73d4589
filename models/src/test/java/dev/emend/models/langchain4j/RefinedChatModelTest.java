package dev.emend.models.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.refine.RefineSettings;
import dev.emend.refine.RefinedModel;
import dev.emend.run.Budget;
import dev.emend.run.Models;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A chat model of LangChain4j hands out refined answers. */
class RefinedChatModelTest {

    private static final Metric SHORT = Metrics.named("length", Map.of("max", "3"), new TreeSet<>());

    private final List<ChatRequest> received = new ArrayList<>();

    private ChatModel answering(AiMessage... answers) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                received.add(request);
                return ChatResponse.builder()
                        .aiMessage(answers[received.size() - 1])
                        .tokenUsage(new TokenUsage(10, 2))
                        .build();
            }
        };
    }

    @Test
    void theBestAnswerIsHandedOutThoughTheModelThoughtAloudBeforeIt() {
        AiMessage revised = AiMessage.from("<think>\nShorter, then.\n</think>\n\nshort");
        ChatModel refined = new RefinedChatModel(
                answering(AiMessage.from("<think>\nWhy indeed?\n</think>\n\nmuch too long an answer"), revised),
                RefineSettings.of(SHORT));

        assertThat(refined.chat(ChatRequest.builder()
                                .messages(UserMessage.from("Why?"))
                                .build())
                        .aiMessage())
                .isEqualTo(revised);
    }

    @Test
    void the_best_answer_is_handed_out_with_what_all_of_them_used() {
        ChatModel refined = new RefinedChatModel(
                answering(AiMessage.from("much too long an answer"), AiMessage.from("short")),
                RefineSettings.of(SHORT));
        ChatResponse response = refined.chat(ChatRequest.builder()
                .messages(SystemMessage.from("Be short."), UserMessage.from("Why?"))
                .temperature(0.0)
                .topP(0.9)
                .build());

        assertThat(response.aiMessage().text()).isEqualTo("short");
        assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(24);
        ChatRequest revision = received.get(1);
        assertThat(revision.topP()).as("parameters stay").isEqualTo(0.9);
        assertThat(revision.temperature()).as("so that it is no copy").isEqualTo(0.7);
        assertThat(revision.messages()).hasSize(4);
        assertThat(((AiMessage) revision.messages().get(2)).text()).isEqualTo("much too long an answer");
        assertThat(((UserMessage) revision.messages().get(3)).singleText()).contains("What is wrong with it");
    }

    @Test
    void a_request_that_offers_tools_goes_through_as_it_is() {
        ChatModel refined =
                new RefinedChatModel(answering(AiMessage.from("much too long an answer")), RefineSettings.of(SHORT));
        ChatResponse response = refined.chat(ChatRequest.builder()
                .messages(UserMessage.from("Why?"))
                .toolSpecifications(ToolSpecification.builder().name("look_up").build())
                .build());

        assertThat(response.aiMessage().text()).isEqualTo("much too long an answer");
        assertThat(received).hasSize(1);
    }

    @Test
    void it_can_what_the_wrapped_model_can() {
        ChatModel able = new ChatModel() {
            @Override
            public Set<Capability> supportedCapabilities() {
                return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return ChatRequestParameters.builder().maxOutputTokens(77).build();
            }
        };
        ChatModel refined = new RefinedChatModel(able, RefineSettings.of(SHORT));

        assertThat(refined.supportedCapabilities()).containsExactly(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(refined.defaultRequestParameters().maxOutputTokens()).isEqualTo(77);
    }

    @Test
    void where_mending_brought_nothing_the_request_is_asked_anew() {
        ChatModel refined = new RefinedChatModel(
                answering(
                        AiMessage.from("much too long an answer"),
                        AiMessage.from("still too long an answer"),
                        AiMessage.from("short")),
                RefineSettings.of(SHORT));

        assertThat(refined.chat("Why?")).isEqualTo("short");
        ChatRequest anew = received.get(2);
        assertThat(anew.messages()).hasSize(1);
        assertThat(((UserMessage) anew.messages().getFirst()).singleText())
                .startsWith("Why?")
                .contains("an earlier answer got wrong");
        assertThat(anew.temperature()).as("none is set, so none is sent").isNull();
    }

    @Test
    void where_that_brought_nothing_either_the_request_itself_is_sent_once_more() {
        ChatModel refined = new RefinedChatModel(
                answering(
                        AiMessage.from("much too long an answer"),
                        AiMessage.from("still too long an answer"),
                        AiMessage.from("again too long an answer"),
                        AiMessage.from("short")),
                RefineSettings.of(SHORT));
        ChatResponse response = refined.chat(UserMessage.from("Why?"));

        assertThat(response.aiMessage().text()).isEqualTo("short");
        assertThat(received).hasSize(4);
        assertThat(received.get(3).messages()).isEqualTo(received.get(0).messages());
        assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(48);
    }

    @Test
    void an_answer_that_is_good_at_once_costs_one_call() {
        ChatModel refined = new RefinedChatModel(answering(AiMessage.from("short")), RefineSettings.of(SHORT));

        assertThat(refined.chat("Why?")).isEqualTo("short");
        assertThat(received).hasSize(1);
    }

    @Test
    void a_call_of_a_tool_is_handed_through() {
        AiMessage call = AiMessage.from(ToolExecutionRequest.builder()
                .id("1")
                .name("clock")
                .arguments("{}")
                .build());
        ChatModel refined = new RefinedChatModel(answering(call), RefineSettings.of(SHORT));

        assertThat(refined.chat(UserMessage.from("What time is it?")).aiMessage())
                .isEqualTo(call);
        assertThat(received).hasSize(1);
    }

    @Test
    void a_revision_that_fails_leaves_the_best_answer_so_far() {
        ChatModel failing = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                received.add(request);
                if (received.size() > 1) {
                    throw new RateLimitException("too many requests");
                }
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("much too long an answer"))
                        .build();
            }
        };

        assertThat(new RefinedChatModel(failing, RefineSettings.of(SHORT)).chat("Why?"))
                .isEqualTo("much too long an answer");
        assertThat(received).hasSize(2);
    }

    @Test
    void a_first_request_that_fails_fails_as_without_the_wrapper() {
        ChatModel failing = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw new RateLimitException("too many requests");
            }
        };
        ChatModel refined = new RefinedChatModel(failing, RefineSettings.of(SHORT));

        assertThatThrownBy(() -> refined.chat("Why?")).isInstanceOf(RateLimitException.class);
    }

    @Test
    void every_request_is_made_by_the_thread_that_asks_with_its_options() {
        List<Thread> threads = new ArrayList<>();
        List<Object> heard = new ArrayList<>();
        ChatModelListener listener = new ChatModelListener() {
            @Override
            public void onRequest(ChatModelRequestContext context) {
                heard.add(context.attributes().get("tenant"));
            }
        };
        ChatModel own = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                threads.add(Thread.currentThread());
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from(threads.size() < 3 ? "far too long, " + threads.size() : "short"))
                        .build();
            }

            @Override
            public List<ChatModelListener> listeners() {
                return List.of(listener);
            }
        };

        new RefinedChatModel(own, RefineSettings.of(SHORT))
                .chat(
                        ChatRequest.builder().messages(UserMessage.from("Why?")).build(),
                        ChatRequestOptions.builder()
                                .addListenerAttribute("tenant", "a")
                                .build());

        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
        assertThat(heard).containsExactly("a", "a", "a");
    }

    @Test
    void an_answer_that_its_budget_does_not_allow_to_refine_is_handed_out_as_it_is() {
        Budget small = new Budget(OptionalLong.empty(), OptionalLong.of(10), OptionalLong.empty(), Optional.empty());
        ChatModel refined = new RefinedChatModel(
                answering(AiMessage.from("much too long an answer")),
                new Models(Map.of()),
                RefineSettings.of(SHORT),
                small,
                RefinedModel::lastMessage);

        assertThat(refined.chat("Why?")).isEqualTo("much too long an answer");
        assertThat(received).hasSize(1);
    }

    @Test
    void an_answer_of_which_a_filter_left_nothing_is_handed_out_as_it_is() {
        ChatResponse nothing = ChatResponse.builder()
                .aiMessage(AiMessage.from(""))
                .finishReason(FinishReason.CONTENT_FILTER)
                .build();
        ChatModel filtered = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                received.add(request);
                return nothing;
            }
        };

        assertThat(new RefinedChatModel(filtered, RefineSettings.of(SHORT)).chat(UserMessage.from("Why?")))
                .isEqualTo(nothing);
        assertThat(received).hasSize(1);
    }

    @Test
    void a_limit_of_tokens_binds_a_model_that_does_not_count_them() {
        Budget tokens =
                new Budget(OptionalLong.empty(), OptionalLong.of(6_000), OptionalLong.empty(), Optional.empty());
        int counting = asked(new TokenUsage(30, 500), tokens);

        assertThat(asked(new TokenUsage(30, null), tokens)).isEqualTo(counting);
        assertThat(asked(null, tokens)).isLessThanOrEqualTo(counting);
    }

    /** How often a model is asked whose answers are always too long. */
    private int asked(@Nullable TokenUsage usage, Budget budget) {
        received.clear();
        ChatModel verbose = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                received.add(request);
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("word ".repeat(100) + received.size()))
                        .tokenUsage(usage)
                        .build();
            }
        };
        new RefinedChatModel(
                        verbose,
                        new Models(Map.of()),
                        RefineSettings.of(SHORT).withRounds(9).withPatience(9),
                        budget,
                        RefinedModel::lastMessage)
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("Why?"))
                        .maxOutputTokens(600)
                        .build());
        return received.size();
    }

    @Test
    void what_cannot_refine_is_refused_before_a_request_is_paid_for() {
        ChatModel model = answering();

        assertThatThrownBy(() -> new RefinedChatModel(
                        model, RefineSettings.of(Metrics.named("exact-match", Map.of(), new TreeSet<>()))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs the right answer");
        RefineSettings judged =
                RefineSettings.of(Metrics.named("judge", Map.of("criteria", "Be polite."), new TreeSet<>()));
        assertThatThrownBy(() -> new RefinedChatModel(model, judged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must limit tokens");
        Budget tokens =
                new Budget(OptionalLong.empty(), OptionalLong.of(6_000), OptionalLong.empty(), Optional.empty());
        assertThatThrownBy(() ->
                        new RefinedChatModel(model, new Models(Map.of()), judged, tokens, RefinedModel::lastMessage))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs a judge");
    }
}
