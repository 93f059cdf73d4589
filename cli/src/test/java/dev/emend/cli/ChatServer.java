package dev.emend.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAI-compatible server on this machine that a script answers for. */
public final class ChatServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Function<JsonNode, String> script;
    private final List<JsonNode> received = new ArrayList<>();
    private volatile IntConsumer onRequest = number -> {};

    /** @param script from a request to what the model says */
    public ChatServer(Function<JsonNode, String> script) {
        this.script = script;
        server = started(this::complete);
    }

    /** A server that answers chats. */
    static HttpServer started(HttpHandler complete) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/v1/chat/completions", complete);
            server.start();
            return server;
        } catch (IOException unbound) {
            throw new UncheckedIOException(unbound);
        }
    }

    /** A server as {@code --model} takes it. */
    static String model(HttpServer server) {
        return "openai-compatible:http://127.0.0.1:" + server.getAddress().getPort() + "/v1#scripted";
    }

    /** A reply as OpenAI writes it. */
    static String completion(String answer, int promptTokens, int completionTokens) {
        return JSON.writeValueAsString(Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                "scripted",
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", answer))),
                "usage",
                Map.of(
                        "prompt_tokens", promptTokens,
                        "completion_tokens", completionTokens,
                        "total_tokens", promptTokens + completionTokens)));
    }

    /** As {@code --model} takes it. */
    public String model() {
        return model(server);
    }

    /** Is told the number of each request, from 1, before it is answered. */
    public void onRequest(IntConsumer listener) {
        onRequest = listener;
    }

    /** Every request so far. */
    public List<JsonNode> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            int number;
            synchronized (received) {
                received.add(request);
                number = received.size();
            }
            onRequest.accept(number);
            byte[] reply = completion(script.apply(request), 10, 2).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
