package dev.emend.models.remote;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.emend.InvalidInputException;
import dev.emend.model.Completion;
import dev.emend.model.Completion.Finish;
import dev.emend.model.Constraint;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.ModelException.Kind;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RemoteModelTest {

    private static final String KEY = "sk-test-0123456789abcdef";

    private static final String OPENAI = """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
             "choices": [{"index": 0, "finish_reason": "length", "message": {"role": "assistant", "content": "Hello"},
               "logprobs": {"content": [{"token": "Hello", "logprob": -0.25, "bytes": [72],
                 "top_logprobs": [{"token": "Hello", "logprob": -0.25, "bytes": [72]},
                                  {"token": "Hi", "logprob": -1.5, "bytes": [72]}]}]}}],
             "usage": {"prompt_tokens": 20, "completion_tokens": 3, "total_tokens": 23,
                       "prompt_tokens_details": {"cached_tokens": 16}}}
            """;
    private static final String ANTHROPIC = """
            {"id": "1", "type": "message", "role": "assistant", "model": "m",
             "content": [{"type": "text", "text": "Hello"}], "stop_reason": "max_tokens",
             "usage": {"input_tokens": 4, "cache_read_input_tokens": 10, "cache_creation_input_tokens": 6,
                       "output_tokens": 3}}
            """;
    private static final String GEMINI = """
            {"candidates": [{"content": {"role": "model", "parts": [{"text": "Hello"}]}, "finishReason": "MAX_TOKENS"}],
             "usageMetadata": {"promptTokenCount": 20, "cachedContentTokenCount": 16, "candidatesTokenCount": 2,
                               "thoughtsTokenCount": 1, "totalTokenCount": 23}}
            """;
    private static final String OLLAMA = """
            {"model": "m", "message": {"role": "assistant", "content": "Hello"}, "done": true, "done_reason": "length",
             "prompt_eval_count": 20, "eval_count": 3}
            """;

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama", "openai-compatible"})
    void answersWithUsageAndTheReasonOfTheEnd(String kind) {
        answers(body(kind));
        Completion answer = model(kind).complete(request(Constraint.NONE, 0));
        assertThat(answer.text()).isEqualTo("Hello");
        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
        assertThat(answer.usage()).isEqualTo(new Usage(20, cached(kind), 3));
    }

    @ParameterizedTest
    @CsvSource({
        "openai,            /messages/1/content,         /temperature,                  /max_completion_tokens,            /stop/0",
        "openai-compatible, /messages/1/content,         /temperature,                  /max_tokens,                       /stop/0",
        "anthropic,         /messages/0/content/0/text,  /temperature,                  /max_tokens,                       /stop_sequences/0",
        "gemini,            /contents/0/parts/0/text,    /generationConfig/temperature, /generationConfig/maxOutputTokens, /generationConfig/stopSequences/0",
        "ollama,            /messages/1/content,         /options/temperature,          /options/num_predict,              /options/stop/0"
    })
    void sendsTheSampling(String kind, String content, String temperature, String maxTokens, String stop) {
        answers(body(kind));
        model(kind).complete(request(Constraint.NONE, 0));
        JsonNode sent = sent();
        assertThat(sent.at(content).asString()).isEqualTo("Hi?");
        assertThat(sent.at(temperature).asDouble()).isEqualTo(0.5);
        assertThat(sent.at(maxTokens).asInt()).isEqualTo(7);
        assertThat(sent.at(stop).asString()).isEqualTo("END");
    }

    /** Providers count what is thought in the limit of the answer; a limit of 7 tokens would leave nothing to read. */
    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5-mini,                 /max_completion_tokens",
        "openai, o4-mini,                    /max_completion_tokens",
        "openai, ft:o4-mini-2025-04-16:a::b, /max_completion_tokens",
        "gemini, gemini-2.5-flash,           /generationConfig/maxOutputTokens",
        "gemini, gemini-flash-lite-latest,   /generationConfig/maxOutputTokens"
    })
    void leavesAModelThatReasonsRoomToThink(String kind, String name, String maxTokens) {
        answers(body(kind));
        RemoteModel.open(kind, name, environment()).complete(request(Constraint.NONE, 0));
        assertThat(sent().at(maxTokens).asInt()).isEqualTo(7 + 8192);
    }

    @ParameterizedTest
    @CsvSource({
        "openai,            m,                /max_completion_tokens",
        "openai,            gpt-5-mini,       /max_completion_tokens",
        "openai-compatible, m,                /max_tokens",
        "anthropic,         m,                /max_tokens",
        "gemini,            m,                /generationConfig/maxOutputTokens",
        "gemini,            gemini-2.5-flash, /generationConfig/maxOutputTokens",
        "ollama,            m,                /options/num_predict"
    })
    void aReplyIsBoundedByTheLimitThatIsSent(String kind, String name, String maxTokens) {
        answers(body(kind));
        Request request = request(Constraint.NONE, 0);
        LanguageModel model = RemoteModel.open(
                kind, kind.equals("openai-compatible") ? server.baseUrl() + "/v1#" + name : name, environment());
        model.complete(request);
        assertThat(model.completionTokenBound(request))
                .isEqualTo(sent().at(maxTokens).asLong());
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 1.0,  /temperature, 0.0",
        "0.7, 0.95, /temperature, 0.7",
        "1.0, 1.0,  /temperature, 1.0",
        "1.0, 0.95, /top_p,       0.95",
        "1.3, 0.95, /top_p,       0.95"
    })
    void anthropicIsSentATemperatureOrATopPAndNeverBoth(double temperature, double topP, String place, double value) {
        answers(ANTHROPIC);
        Request greedy = request(Constraint.NONE, 0);
        model("anthropic")
                .complete(new Request(
                        Purpose.META,
                        greedy.messages(),
                        new Sampling(temperature, topP, 7, List.of()),
                        Constraint.NONE,
                        7,
                        0));
        assertThat(sent().at(place).asDouble()).isEqualTo(value);
        assertThat(sent().has("temperature") && sent().has("top_p")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /response_format/json_schema/schema/properties/a/type",
        "openai-compatible, /response_format/json_schema/schema/properties/a/type",
        "anthropic, /output_config/format/schema/properties/a/type",
        "gemini, /generationConfig/responseJsonSchema/properties/a/type",
        "ollama, /format/properties/a/type"
    })
    void sendsAJsonSchema(String kind, String place) {
        answers(body(kind));
        String schema = """
                {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false}
                """;
        model(kind).complete(request(new Constraint.JsonSchema(schema), 0));
        assertThat(sent().at(place).asString()).as(sent().toString()).isEqualTo("string");
    }

    @ParameterizedTest
    @CsvSource({"openai, /seed", "openai-compatible, /seed", "gemini, /generationConfig/seed", "ollama, /options/seed"})
    void sendsTheSeed(String kind, String place) {
        answers(body(kind));
        model(kind).complete(request(Constraint.NONE, 0));
        int first = sent().at(place).asInt();
        model(kind)
                .complete(new Request(
                        Purpose.META, request(Constraint.NONE, 0).messages(), sampling(), Constraint.NONE, 8, 0));
        assertThat(first).isEqualTo(7);
        assertThat(sent().at(place).asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-compatible"})
    void givesLogProbabilities(String kind) {
        answers(OPENAI);
        Completion answer = model(kind).complete(request(Constraint.NONE, 2));
        assertThat(sent().at("/top_logprobs").asInt()).isEqualTo(2);
        assertThat(answer.tokens()).hasSize(1);
        assertThat(answer.tokens().getFirst().logProbability()).isEqualTo(-0.25);
        assertThat(answer.tokens().getFirst().alternatives().get(1).text()).isEqualTo("Hi");
    }

    @Test
    void aTokenWithoutALogProbabilityIsNoneToWeigh() {
        answers(OPENAI.replace("-1.5", "null"));
        Completion rival = model("openai-compatible").complete(request(Constraint.NONE, 2));
        assertThat(rival.tokens().getFirst().alternatives()).hasSize(1);
        answers(OPENAI.replaceFirst("-0.25", "null"));
        Completion answer = model("openai-compatible").complete(request(Constraint.NONE, 2));
        assertThat(answer.text()).isEqualTo("Hello");
        assertThat(answer.tokens()).isEmpty();
    }

    @Test
    void whatAModelThatReasonsMayHaveThoughtCountsWhereNobodyCounts() {
        answers(OPENAI.replaceAll("(?s),\\s*\"usage\": .*", "}"));
        LanguageModel model = RemoteModel.open("openai", "gpt-5-mini", environment());
        Request request = request(Constraint.NONE, 0);
        assertThat(model.complete(request).usage().completion()).isEqualTo(Provider.HIDDEN_REASONING + 5);
    }

    @Test
    void aServerThatDoesNotCountIsTakenToHaveUsedTheMost() {
        answers("""
                {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello"}}]}
                """);
        LanguageModel model = model("openai-compatible");
        Request request = request(Constraint.NONE, 0);
        Usage usage = model.complete(request).usage();
        assertThat(usage.prompt()).isEqualTo(model.promptTokenBound(request));
        assertThat(usage.completion()).isEqualTo(5);
    }

    @Test
    void onlyACompatibleServerIsHeldToAGrammar() {
        answers(OPENAI);
        model("openai-compatible").complete(request(new Constraint.Grammar("root ::= \"a\""), 0));
        assertThat(sent().at("/grammar").asString()).isEqualTo("root ::= \"a\"");
        assertFails(model("openai"), request(new Constraint.Grammar("root ::= \"a\""), 0), Kind.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"400, REJECTED", "413, REJECTED", "422, REJECTED", "401, DENIED", "403, DENIED", "404, DENIED"})
    void aRefusalIsNotRepeated(int status, Kind kind) {
        refuses(status, "context length exceeded");
        Throwable thrown = assertFails(model("openai"), request(Constraint.NONE, 0), kind);
        assertThat(thrown).hasMessageContaining("context length exceeded");
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "openai-compatible"})
    void noErrorTellsTheKey(String kind) {
        for (int status : new int[] {400, 401, 404, 429, 500}) {
            server.resetAll();
            server.stubFor(post(anyUrl())
                    .willReturn(aResponse()
                            .withStatus(status)
                            .withHeader("Retry-After", "100000")
                            .withBody("{\"error\": {\"message\": \"wrong key " + KEY + ", that is " + KEY.substring(4)
                                    + "\"}}")));
            assertTellsNothing(catchThrowable(() -> model(kind).complete(request(Constraint.NONE, 0))));
        }
        server.resetAll();
        server.stubFor(post(anyUrl()).willReturn(okJson("{\"" + KEY + "\": ")));
        assertTellsNothing(catchThrowable(() -> model(kind).complete(request(Constraint.NONE, 0))));
        assertThat(model(kind).toString() + model(kind).name()).doesNotContain("sk-test");
    }

    @Test
    void aKeyThatIsNoKeyIsNotShown() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RemoteModel.open("openai", "m", Map.of("OPENAI_API_KEY", "sk-secret\nsecond line")))
                .withMessageContaining("OPENAI_API_KEY")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RemoteModel.open("openai-compatible", "http://user:secret@127.0.0.1/v1#m", Map.of()))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080/v1,               it lacks the http:// or https:// in front",
        "127.0.0.1:8080/v1,               it lacks the http:// or https:// in front",
        "https://example.org/v1?key=sk-1, it ends before the \"?\"",
        "https://user:sk-1@example.org,   it holds a key or a password",
        "https://example.org/my v1,       a character of it is wrong"
    })
    void whatIsWrongWithAnAddressIsSaidWithoutIt(String address, String maybe) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RemoteModel.open("openai-compatible", address + "#m", Map.of()))
                .withMessageContaining("Maybe " + maybe)
                .withMessageNotContaining("sk-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini 2.5", "gemini-2.5?alt=sse", "gemini#1", "gemini-%", "/gemini"})
    void aNameThatCannotBePartOfAnAddressIsRefusedBeforeTheFirstCall(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RemoteModel.open("gemini", name, environment()))
                .withMessageContaining("'gemini:" + name + "' names no model")
                .withMessageContaining("Maybe it is written as in gemini:gemini-2.5-flash");
    }

    @ParameterizedTest
    @CsvSource({"openai, OPENAI_API_KEY", "anthropic, ANTHROPIC_API_KEY", "gemini, GEMINI_API_KEY"})
    void aMissingKeyIsNamed(String kind, String variable) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RemoteModel.open(kind, "m", Map.of()))
                .withMessageContaining(variable);
    }

    @Test
    void triesAgainAfterTheTimeThatTheServerAskedFor() {
        server.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1"))
                .willSetStateTo("free"));
        server.stubFor(
                post(anyUrl()).inScenario("busy").whenScenarioStateIs("free").willReturn(okJson(OPENAI)));
        long start = System.nanoTime();
        assertThat(model("openai").complete(request(Constraint.NONE, 0)).text()).isEqualTo("Hello");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        server.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("Retry-After", "4000")
                        .withBody("{\"error\": {\"message\": \"Rate limit reached\"}}")));
        Throwable thrown = assertFails(model("openai"), request(Constraint.NONE, 0), Kind.UNAVAILABLE);
        assertThat(thrown).hasMessageEndingWith("Rate limit reached. It asks to be left alone for 4000 seconds.");
    }

    @Test
    void anEmptyAccountIsNotAskedAgain() {
        server.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(429)
                        .withBody("{\"error\": {\"code\": \"insufficient_quota\", \"message\": \"no credit\"}}")));
        assertFails(model("openai"), request(Constraint.NONE, 0), Kind.UNAVAILABLE);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void givesUpOnAServerThatKeepsFailing() {
        server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(503)));
        LanguageModel once = RemoteModel.once("openai", "m", environment());
        LanguageModel impatient = new Retried(once, Duration.ofSeconds(2), Duration.ofMillis(20));
        assertFails(impatient, request(Constraint.NONE, 0), Kind.UNAVAILABLE);
        assertThat(server.getAllServeEvents()).hasSizeBetween(2, 20);
    }

    @Test
    void aWrongKeyThatIsCalledABadRequestIsAWrongKey() {
        server.stubFor(
                post(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(400)
                                        .withBody(
                                                "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\"}}")));
        assertFails(model("gemini"), request(Constraint.NONE, 0), Kind.DENIED);
    }

    @Test
    void aBodyThatStopsInTheMiddleIsNotWaitedForForEver() {
        server.stubFor(
                post(anyUrl()).willReturn(aResponse().withBody("x".repeat(4000)).withChunkedDribbleDelay(10, 20_000)));
        Wire wire = new Wire(Secret.NONE, Duration.ofMillis(300));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> wire.execute(dev.langchain4j.http.client.HttpRequest.builder()
                        .method(dev.langchain4j.http.client.HttpMethod.POST)
                        .url(server.baseUrl() + "/v1")
                        .body("{}")
                        .build()))
                .withMessageContaining("did not answer within")
                .matches(failure -> !failure.passing());
    }

    @Test
    void aCallWhoseAnswerDoesNotComeIsNotPaidForTwice() {
        server.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(2000)));
        AtomicInteger sent = new AtomicInteger();
        LanguageModel hanging = new LanguageModel() {
            private final Wire wire = new Wire(Secret.NONE, Duration.ofMillis(200));

            @Override
            public String name() {
                return "hanging";
            }

            @Override
            public Completion complete(Request request) {
                sent.incrementAndGet();
                wire.execute(dev.langchain4j.http.client.HttpRequest.builder()
                        .method(dev.langchain4j.http.client.HttpMethod.POST)
                        .url(server.baseUrl() + "/v1")
                        .body("{}")
                        .build());
                throw new AssertionError("the server does not answer");
            }
        };
        Throwable thrown = assertFails(
                new Retried(hanging, Duration.ofSeconds(30), Duration.ofMillis(20)),
                request(Constraint.NONE, 0),
                Kind.UNAVAILABLE);
        assertThat(thrown).hasMessageContaining("did not answer within");
        assertThat(sent).hasValue(1);
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        server.stubFor(post(anyUrl())
                .inScenario("broken")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("well"));
        server.stubFor(
                post(anyUrl()).inScenario("broken").whenScenarioStateIs("well").willReturn(okJson(OPENAI)));
        assertThat(model("openai").complete(request(Constraint.NONE, 0)).text()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama", "openai-compatible"})
    void anAnswerThatBreaksOffMayBePaidForAndIsNotAskedForAgainHere(String kind) {
        server.stubFor(post(anyUrl()).willReturn(okJson(body(kind)).withFault(Fault.MALFORMED_RESPONSE_CHUNK)));

        Throwable thrown = assertFails(model(kind), request(Constraint.NONE, 0), Kind.UNREADABLE);

        assertThat(thrown).hasMessageContaining("the answer of localhost:" + server.getPort() + " broke off");
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Bad gateway</body></html>",
                "{\"choices\": []}",
                "{\"choices\": [{\"message\": {\"ro"
            })
    void aReplyThatIsNoneIsSaidToBeUnreadableAfterOneTry(String page) {
        answers(page);

        Throwable thrown = assertFails(model("openai-compatible"), request(Constraint.NONE, 0), Kind.UNREADABLE);

        assertThat(thrown)
                .hasMessageContaining("what the server answers cannot be read")
                .hasMessageContaining("Maybe the address is another one")
                .hasMessageNotContaining("Jackson");
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aLocalServerThatIsNotStartedIsSaidAtOnce() throws Exception {
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(0));
            LanguageModel model = RemoteModel.open(
                    "openai-compatible", "http://localhost:" + held.getLocalPort() + "/v1#m", Map.of());
            long start = System.nanoTime();
            Throwable thrown = assertFails(model, request(Constraint.NONE, 0), Kind.UNAVAILABLE);
            assertThat(thrown).hasMessageContaining("Maybe the server is not started");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void ollamaIsFoundAsItsOwnVariableSays() {
        answers(OLLAMA);
        LanguageModel model = RemoteModel.open("ollama", "m", Map.of("OLLAMA_HOST", "0.0.0.0:" + server.getPort()));
        assertThat(model.complete(request(Constraint.NONE, 0)).text()).isEqualTo("Hello");
    }

    private static void assertTellsNothing(Throwable thrown) {
        assertThat(thrown).isInstanceOf(ModelException.class);
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        assertThat(text.toString())
                .doesNotContain("sk-test")
                .doesNotContain("0123456789")
                .doesNotContain("9abcdef");
    }

    private static Throwable assertFails(LanguageModel model, Request request, Kind kind) {
        Throwable thrown = catchThrowable(() -> model.complete(request));
        assertThat(thrown).isInstanceOf(ModelException.class);
        assertThat(((ModelException) thrown).kind()).as(thrown.toString()).isEqualTo(kind);
        return thrown;
    }

    private static LanguageModel model(String kind) {
        String name = kind.equals("openai-compatible") ? server.baseUrl() + "/v1#m" : "m";
        return RemoteModel.open(kind, name, environment());
    }

    private static Map<String, String> environment() {
        return Map.of(
                "OPENAI_API_KEY",
                KEY,
                "OPENAI_BASE_URL",
                server.baseUrl() + "/v1",
                "ANTHROPIC_API_KEY",
                KEY,
                "ANTHROPIC_BASE_URL",
                server.baseUrl(),
                "GEMINI_API_KEY",
                KEY,
                "GEMINI_BASE_URL",
                server.baseUrl() + "/v1beta",
                "OLLAMA_HOST",
                server.baseUrl(),
                "OPENAI_COMPATIBLE_API_KEY",
                KEY);
    }

    private static void answers(String body) {
        server.stubFor(post(anyUrl()).willReturn(okJson(body)));
    }

    private static void refuses(int status, String message) {
        server.stubFor(post(anyUrl())
                .willReturn(
                        aResponse().withStatus(status).withBody("{\"error\": {\"message\": \"" + message + "\"}}")));
    }

    /** What was sent last. */
    private static JsonNode sent() {
        List<LoggedRequest> requests = server.findAll(anyRequestedFor(anyUrl()));
        return JsonMapper.shared().readTree(requests.getLast().getBodyAsString());
    }

    private static String body(String kind) {
        return switch (kind) {
            case "anthropic" -> ANTHROPIC;
            case "gemini" -> GEMINI;
            case "ollama" -> OLLAMA;
            default -> OPENAI;
        };
    }

    private static long cached(String kind) {
        return switch (kind) {
            case "anthropic" -> 10;
            case "ollama" -> 0;
            default -> 16;
        };
    }

    private static Request request(Constraint constraint, int logProbabilities) {
        List<ChatMessage> messages =
                List.of(new ChatMessage(Role.SYSTEM, "Be brief."), new ChatMessage(Role.USER, "Hi?"));
        return new Request(Purpose.TASK, messages, sampling(), constraint, 7, logProbabilities);
    }

    private static Sampling sampling() {
        return new Sampling(0.5, 0.9, 7, List.of("END"));
    }

    @Test
    void eachCountThatAServerDoesNotGiveIsTakenAsTheMost() {
        answers(openAi("{\"prompt_tokens\": 20}"));
        assertThat(model("openai-compatible")
                        .complete(request(Constraint.NONE, 0))
                        .usage())
                .isEqualTo(new Usage(20, 0, 5));
    }

    @Test
    void countsThatCannotBeTrueFailNoAnswer() {
        answers(
                openAi(
                        "{\"prompt_tokens\": 20, \"completion_tokens\": -1, \"prompt_tokens_details\": {\"cached_tokens\": 21}}"));
        assertThat(model("openai-compatible")
                        .complete(request(Constraint.NONE, 0))
                        .usage())
                .isEqualTo(new Usage(20, 20, 5));
    }

    private static String openAi(String usage) {
        return "{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"role\": \"assistant\", \"content\":"
                + " \"Hello\"}}], \"usage\": " + usage + "}";
    }

    private static Request request(ChatMessage... messages) {
        return new Request(Purpose.TASK, List.of(messages), sampling(), Constraint.NONE, 7, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama", "openai-compatible"})
    void aSystemMessageOfBlanksIsNotSent(String kind) {
        answers(body(kind));
        model(kind).complete(request(new ChatMessage(Role.SYSTEM, " "), new ChatMessage(Role.USER, "Hi?")));
        assertThat(sent().toString()).contains("Hi?").doesNotContain("system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama", "openai-compatible"})
    void aRequestThatTheLibraryRefusesIsNotSentAndNotTakenForAReply(String kind) {
        answers(body(kind));
        assertFails(model(kind), request(new Constraint.JsonSchema("{"), 0), Kind.REJECTED);
        server.verify(0, anyRequestedFor(anyUrl()));
    }
}
