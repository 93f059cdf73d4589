package dev.emend.benchmarks.rivals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emend.benchmarks.Benchmark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts the calls and tokens that pass to an OpenAI-compatible server, by label, and refuses calls beyond a limit.
 *
 * <pre>CountingProxy 9000 http://127.0.0.1:8080/v1</pre>
 *
 * <p>Arguments: the port, 0 for any, and the server's address. A client uses {@code http://127.0.0.1:9000/RUN.PURPOSE/v1} as
 * its base address, or {@code …/RUN.PURPOSE@LIMIT/v1}: then the run's calls of all purposes together stay within the limit.
 * {@code GET /counts} tells what passed. What is counted is what reaches the server, retries and failures included; a refused
 * call gets status 403, which clients do not repeat.
 */
public final class CountingProxy implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ADDRESS = Pattern.compile("/([^/@.]+)\\.([^/@.]+)(?:@(\\d+))?/v1(/.*)");
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int OK = 200;
    private static final int REFUSED = 403;
    private static final int NOT_FOUND = 404;
    private static final int BAD_GATEWAY = 502;

    private final String upstream;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Map<String, Tally> tallies = new TreeMap<>();

    /**
     * What passed under a label.
     *
     * @param calls that were let through
     * @param refused beyond the limit
     * @param failed of the calls, those that did not come back with status 200
     */
    public record Tally(long calls, long refused, long failed, long promptTokens, long completionTokens) {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0);

        Tally let() {
            return new Tally(calls + 1, refused, failed, promptTokens, completionTokens);
        }

        Tally refuse() {
            return new Tally(calls, refused + 1, failed, promptTokens, completionTokens);
        }

        Tally fail() {
            return new Tally(calls, refused, failed + 1, promptTokens, completionTokens);
        }

        Tally used(long prompt, long completion) {
            return new Tally(calls, refused, failed, promptTokens + prompt, completionTokens + completion);
        }
    }

    /** @param upstream with its {@code /v1} */
    CountingProxy(int port, String upstream) throws IOException {
        this.upstream = upstream;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static void main(String[] args) {
        Benchmark.run("CountingProxy PORT SERVER_ADDRESS", 2, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException, InterruptedException {
        try (CountingProxy proxy = new CountingProxy(Integer.parseInt(args[0]), args[1])) {
            System.out.println("counting on http://127.0.0.1:" + proxy.port() + ", counts at /counts");
            Thread.currentThread().join();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** By label, such as {@code gepa-1.task}. */
    Map<String, Tally> tallies() {
        synchronized (tallies) {
            return new TreeMap<>(tallies);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/counts")) {
                send(exchange, OK, JSON.writeValueAsBytes(tallies()));
                return;
            }
            Matcher address = ADDRESS.matcher(path);
            if (!address.matches()) {
                send(exchange, NOT_FOUND, error("the address must be /RUN.PURPOSE/v1/… or /RUN.PURPOSE@LIMIT/v1/…"));
                return;
            }
            String run = address.group(1);
            String label = run + "." + address.group(2);
            OptionalLong limit =
                    address.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(address.group(3)));
            boolean counts = exchange.getRequestMethod().equals("POST");
            if (counts && !admit(run, label, limit)) {
                send(exchange, REFUSED, error("the limit of " + limit.orElse(0) + " calls of " + run + " is reached"));
                return;
            }
            pass(exchange, address.group(4), label, counts);
        }
    }

    private boolean admit(String run, String label, OptionalLong limit) {
        synchronized (tallies) {
            long made = tallies.entrySet().stream()
                    .filter(tally -> tally.getKey().startsWith(run + "."))
                    .mapToLong(tally -> tally.getValue().calls())
                    .sum();
            boolean admitted = limit.isEmpty() || made < limit.getAsLong();
            Tally tally = tallies.getOrDefault(label, Tally.NONE);
            tallies.put(label, admitted ? tally.let() : tally.refuse());
            return admitted;
        }
    }

    /** A connection that was kept open may have been closed at the other end; then the request goes out once more. */
    private HttpResponse<byte[]> answered(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException late) {
            throw late;
        } catch (IOException closed) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private void pass(HttpExchange exchange, String rest, String label, boolean counts) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream + rest))
                .timeout(LONGEST)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Authorization", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> response;
        try {
            response = answered(request.build());
        } catch (IOException unreachable) {
            tally(label, counts, Tally.NONE.fail());
            send(exchange, BAD_GATEWAY, error("the server does not answer: " + unreachable));
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        tally(label, counts, response.statusCode() == OK ? usage(response.body()) : Tally.NONE.fail());
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        send(exchange, response.statusCode(), response.body());
    }

    private void tally(String label, boolean counts, Tally more) {
        if (counts) {
            synchronized (tallies) {
                Tally known = tallies.getOrDefault(label, Tally.NONE);
                Tally sum = known.used(more.promptTokens, more.completionTokens);
                tallies.put(label, more.failed > 0 ? sum.fail() : sum);
            }
        }
    }

    /** Nothing where the response does not tell. */
    private static Tally usage(byte[] body) {
        try {
            JsonNode usage = JSON.readTree(body).path("usage");
            return Tally.NONE.used(
                    usage.path("prompt_tokens").asLong(0),
                    usage.path("completion_tokens").asLong(0));
        } catch (JacksonException noJson) {
            return Tally.NONE;
        }
    }

    private static byte[] error(String message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("message", message);
        fields.put("type", "counting_proxy");
        return JSON.writeValueAsBytes(Map.of("error", fields));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().putIfAbsent("Content-Type", new ArrayList<>(List.of("application/json")));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
        threads.close();
    }
}
