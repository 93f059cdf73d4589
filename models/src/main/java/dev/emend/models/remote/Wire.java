package dev.emend.models.remote;

import dev.emend.model.ModelException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries LangChain4j's requests, and turns every way to fail into a {@link Failure}, but for an answer that breaks off, which is
 * UNREADABLE as half an answer is. Thread-safe.
 */
final class Wire implements HttpClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Within which a service answers. */
    static final Duration HOSTED = Duration.ofMinutes(10);
    /** The same for a user's own machine, where a long prompt may be written on two cores. */
    static final Duration OWN = Duration.ofMinutes(30);

    private static final int SHOWN_CHARACTERS = 300;

    private final java.net.http.HttpClient client;
    private final Secret secret;
    private final Duration answer;
    /** Whether the thread's call has come as far as being sent. */
    private final ThreadLocal<Boolean> sent = ThreadLocal.withInitial(() -> false);

    Wire(Secret secret, Duration answer) {
        this.secret = secret;
        this.answer = answer;
        this.client = java.net.http.HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                // Small servers on the own machine often stumble over an offer to upgrade.
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Makes a call that goes over this wire.
     *
     * @throws InvalidRequestException where the library that makes it refuses the request before it is sent
     */
    ChatResponse call(Supplier<ChatResponse> call) {
        sent.set(false);
        try {
            return call.get();
        } catch (ModelException refused) {
            throw refused;
        } catch (RuntimeException failed) {
            throw sent.get() ? failed : new InvalidRequestException(failed.getMessage(), failed);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        sent.set(true);
        URI address = URI.create(request.url());
        java.net.http.HttpRequest.Builder built = java.net.http.HttpRequest.newBuilder(address);
        request.headers().forEach((name, values) -> values.forEach(value -> built.header(name, value)));
        String body = request.body();
        built.method(
                request.method().name(),
                body == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(body));
        java.net.http.HttpResponse<String> response = send(built.build());
        if (!isAnswer(response.statusCode())) {
            throw refused(response);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    private static String place(URI address) {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    /** A server on the own machine that does not listen will not begin to by itself. */
    private Failure unreachable(URI address, IOException cause) {
        if (cause instanceof ConnectException) {
            boolean own = isOwnMachine(address.getHost());
            String maybe = own ? "the server is not started." : "this machine is offline, or the address is wrong.";
            return new Failure(0, "no connection to " + place(address) + "\nMaybe " + maybe, own, null);
        }
        return new Failure(
                0,
                "the connection to " + place(address) + " broke: " + secret.hideIn("" + cause.getMessage()),
                false,
                null);
    }

    private static boolean isOwnMachine(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Failure refused(java.net.http.HttpResponse<String> response) {
        String why = secret.hideIn(explanation(response.body()));
        String shown = why.substring(0, Math.min(SHOWN_CHARACTERS, why.length()));
        // This is sent with the status of a rate limit, but waiting does not help.
        boolean lasting = response.body().contains("insufficient_quota");
        Duration wait = response.headers()
                .firstValue("retry-after")
                .flatMap(Wire::duration)
                .orElse(null);
        return new Failure(
                response.statusCode(),
                "status " + response.statusCode() + (shown.isEmpty() ? "" : ": " + shown),
                lasting,
                wait);
    }

    /** What all providers put into {@code error.message}, {@code message} or {@code error}. */
    private static String explanation(String body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            JsonNode root = json.isArray() ? json.path(0) : json;
            for (JsonNode text : List.of(root.at("/error/message"), root.path("message"), root.path("error"))) {
                if (text.isString()) {
                    return text.asString().strip();
                }
            }
        } catch (JacksonException notJson) {
            // A page of a proxy tells less than the status does.
        }
        return "";
    }

    /** Seconds, or a date. */
    private static Optional<Duration> duration(String header) {
        try {
            return Optional.of(Duration.ofMillis(Math.round(1000 * Double.parseDouble(header))));
        } catch (NumberFormatException notSeconds) {
            try {
                Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(Instant.now(), until);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException neither) {
                return Optional.empty();
            }
        }
    }

    /**
     * The client's own limit would end with the headers, and a body that stops in the middle would be waited for for ever. An answer that
     * does not come, or that breaks off, may have been paid for all the same, so it is not asked for again here.
     *
     * @throws ModelException UNREADABLE where an answer began and broke off
     */
    private java.net.http.HttpResponse<String> send(java.net.http.HttpRequest request) {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<java.net.http.HttpResponse<String>> sent = client.sendAsync(request, head -> {
            begun.set(isAnswer(head.statusCode()));
            return java.net.http.HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
        });
        try {
            return sent.get(answer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new Failure(0, "interrupted while waiting for the answer", true, null);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new Failure(
                    0,
                    request.uri().getHost() + " did not answer within " + answer.toMinutes() + " minutes",
                    true,
                    null);
        } catch (ExecutionException e) {
            if (begun.get()) {
                throw new ModelException(
                        ModelException.Kind.UNREADABLE,
                        "the answer of " + place(request.uri()) + " broke off"
                                + "\nMaybe the server was stopped, or a proxy before it ends what takes long.");
            }
            throw unreachable(
                    request.uri(), e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause()));
        }
    }

    private static boolean isAnswer(int status) {
        return status / 100 == 2;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are taken whole");
    }

    /** LangChain4j asks for a builder; what it would set is decided here. */
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return CONNECT;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return answer;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return Wire.this;
            }
        };
    }
}
