package dev.emend.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountingProxyTest {

    private static final String REPLY = """
            {"choices": [{"message": {"role": "assistant", "content": "yes"}}],
             "usage": {"prompt_tokens": 11, "completion_tokens": 2}}""";

    private final AtomicInteger reached = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile int status = 200;
    /** How many requests are hung up on before one is answered. */
    private volatile int hangUps;

    private HttpServer upstream;
    private CountingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.createContext("/v1/chat/completions", exchange -> {
            try (exchange) {
                if (reached.incrementAndGet() <= hangUps) {
                    return;
                }
                byte[] reply = REPLY.getBytes();
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        upstream.start();
        proxy = new CountingProxy(0, "http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1");
    }

    @AfterEach
    void stop() {
        proxy.close();
        upstream.stop(0);
        client.close();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void callsAndTokensAreCountedByLabelAndRepliesPassUnchanged() throws Exception {
        assertThat(post("/a.task/v1/chat/completions").body()).isEqualTo(REPLY);
        post("/a.task/v1/chat/completions");
        post("/a.meta/v1/chat/completions");

        assertThat(proxy.tallies().get("a.task")).isEqualTo(new CountingProxy.Tally(2, 0, 0, 22, 4));
        assertThat(proxy.tallies().get("a.meta")).isEqualTo(new CountingProxy.Tally(1, 0, 0, 11, 2));
    }

    @Test
    void aRunsCallsOfAllPurposesStayWithinItsLimit() throws Exception {
        assertThat(post("/a.task@2/v1/chat/completions").statusCode()).isEqualTo(200);
        assertThat(post("/a.meta@2/v1/chat/completions").statusCode()).isEqualTo(200);
        HttpResponse<String> third = post("/a.task@2/v1/chat/completions");

        assertThat(third.statusCode()).isEqualTo(403);
        assertThat(third.body()).contains("the limit of 2 calls of a is reached");
        assertThat(post("/b.task@2/v1/chat/completions").statusCode()).isEqualTo(200);
        assertThat(reached).hasValue(3);
        assertThat(proxy.tallies().get("a.task")).isEqualTo(new CountingProxy.Tally(1, 1, 0, 11, 2));
    }

    @Test
    void theLimitHoldsAtAnyConcurrency() {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            calls.add(
                    client.sendAsync(request("/a.task@25/v1/chat/completions"), HttpResponse.BodyHandlers.ofString()));
        }
        calls.forEach(CompletableFuture::join);

        assertThat(reached).hasValue(25);
        assertThat(proxy.tallies().get("a.task")).isEqualTo(new CountingProxy.Tally(25, 35, 0, 275, 50));
    }

    @Test
    void failuresCountAsCallsAndAreToldApart() throws Exception {
        status = 500;
        assertThat(post("/a.task/v1/chat/completions").statusCode()).isEqualTo(500);
        upstream.stop(0);
        assertThat(post("/a.task/v1/chat/completions").statusCode()).isEqualTo(502);

        assertThat(proxy.tallies().get("a.task")).isEqualTo(new CountingProxy.Tally(2, 0, 2, 0, 0));
    }

    @Test
    void theCountsCanBeAskedFor() throws Exception {
        post("/a.task/v1/chat/completions");

        String counts = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/counts"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(counts).contains("\"a.task\":{").contains("\"calls\":1").contains("\"promptTokens\":11");
    }

    @Test
    void anAddressWithoutALabelIsRefused() throws Exception {
        assertThat(post("/v1/chat/completions").statusCode()).isEqualTo(404);
        assertThat(reached).hasValue(0);
    }

    @Test
    void aRequestOnAConnectionThatWasClosedGoesOutOnceMoreAndCountsOnce() throws Exception {
        hangUps = 1;

        assertThat(post("/a.task@1/v1/chat/completions").statusCode()).isEqualTo(200);

        assertThat(reached).hasValue(2);
        assertThat(proxy.tallies().get("a.task")).isEqualTo(new CountingProxy.Tally(1, 0, 0, 11, 2));
    }
}
