package dev.emend.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAI-compatible server on this machine whose answers depend on the request alone. As a task model it names the
 * team that a message mentions, always where it is marked, else more often the more demonstrations it is shown; as a meta-model it writes a rewrite of
 * the instruction between fences.
 */
public final class AnsweringServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<Received> received = new ArrayList<>();
    private volatile IntConsumer onRequest = number -> {};
    private volatile int status = 200;
    private volatile String finish = "stop";
    private volatile String unreadable = "";
    private volatile String denied = "";

    /**
     * A request.
     *
     * @param key with which the client authorized it, empty where it did not
     */
    public record Received(String body, String key) {}

    public AnsweringServer() {
        server = ChatServer.started(this::complete);
    }

    /** As {@code --model} takes it. */
    public String model() {
        return ChatServer.model(server);
    }

    /** Answers every request with this status and no completion from now on, and asks not to be called for a day. */
    public void failWith(int httpStatus) {
        status = httpStatus;
    }

    /** Every answer ends at its length limit from now on. */
    public void cutOff() {
        finish = "length";
    }

    /** Every answer is held back from now on. */
    public void holdBack() {
        finish = "content_filter";
    }

    /** What it replies to a request with this in it cannot be read from now on. */
    public void garble(String asked) {
        unreadable = asked;
    }

    /** Is told the number of each request, from 1, before it is answered. */
    public void onRequest(IntConsumer listener) {
        onRequest = listener;
    }

    /** Every request so far. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Every request's body so far. */
    public List<String> bodies() {
        return received().stream().map(Received::body).toList();
    }

    public void forget() {
        synchronized (received) {
            received.clear();
        }
    }

    /** A request with this in it is denied from now on. */
    public void deny(String asked) {
        denied = asked;
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String key = authorization == null ? "" : authorization.replace("Bearer ", "");
            int number;
            synchronized (received) {
                received.add(new Received(body, key));
                number = received.size();
            }
            onRequest.accept(number);
            byte[] reply = (status == 200 ? reply(JSON.readTree(body)) : "{\"error\": {\"message\": \"out of order\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            reply = new String(reply, StandardCharsets.UTF_8)
                    .replace("\"stop\"", "\"" + finish + "\"")
                    .getBytes(StandardCharsets.UTF_8);
            if (!unreadable.isEmpty() && body.contains(unreadable)) {
                reply = "{\"choices\": []}".getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (status != 200) {
                exchange.getResponseHeaders().set("Retry-After", "86400");
            }
            boolean isDenied = !denied.isEmpty() && body.contains(denied);
            exchange.sendResponseHeaders(isDenied ? 401 : status, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private static String reply(JsonNode request) {
        JsonNode messages = request.path("messages");
        int promptTokens = messages.toString().length() / 4;
        String answer = answer(messages, request.path("seed").asLong(0));
        return ChatServer.completion(answer, promptTokens, answer.length() / 4 + 1);
    }

    private static String answer(JsonNode messages, long seed) {
        String last = content(messages.get(messages.size() - 1));
        return last.contains("Hypothesis:") ? rewrite(last, seed) : team(messages, last);
    }

    private static String rewrite(String question, long seed) {
        int draw = Math.floorMod(question.hashCode() + (int) seed, 1000);
        return "Hypothesis: the teams are not told apart (" + draw + ").\n```\nName the team that the message is for."
                + " Variant " + draw + " looks at the " + (draw % 7) + " words after the number " + draw * 3
                + " and thinks " + "twice ".repeat(draw % 5) + "before it answers with one word.\n```";
    }

    private static String team(JsonNode messages, String message) {
        int demonstrations = (messages.size() - 2) / 2;
        int right = message.contains("(marked)") ? 100 : 35 + Math.min(50, 5 * demonstrations);
        String expected = Teams.in(message);
        int draw = Math.floorMod(31 * message.hashCode(), 100);
        return draw < right ? expected : Teams.other(expected);
    }

    private static String content(JsonNode message) {
        JsonNode content = message.path("content");
        return content.isString()
                ? content.asString()
                : content.path(0).path("text").asString("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
