package dev.emend.benchmarks;

import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;
import dev.emend.models.NamedModels;
import dev.emend.models.catalogue.PullListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls per second of the embedded model, and of a llama.cpp server with the same file beside it.
 *
 * <p>Arguments: the model's name, such as {@code gguf:model.gguf}; the calls of each workload; and, to compare, the server's
 * address, such as {@code http://127.0.0.1:8080/v1}. The two are measured in turn, never at once.
 */
public final class EmbeddedThroughput {

    private static final int IN_FLIGHT = 8;

    private EmbeddedThroughput() {}

    public static void main(String[] args) {
        Benchmark.run("EmbeddedThroughput [MODEL [CALLS [SERVER_ADDRESS]]]", 0, args, () -> measure(args));
    }

    private static void measure(String[] args) throws Exception {
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        try (NamedModels models = new NamedModels(System.getenv(), PullListener.SILENT)) {
            LanguageModel embedded = models.open(args.length > 0 ? args[0] : "embedded");
            for (Workload workload :
                    List.of(Workload.shortPrefix(count), Workload.longPrefix(count), Workload.twoPrefixes(count))) {
                double ours = callsPerSecond(embedded, workload);
                System.out.printf("%-22s embedded %.2f calls/s%n", workload.name(), ours);
                if (args.length > 2) {
                    double theirs = callsPerSecond(models.open("openai-compatible:" + args[2] + "#model"), workload);
                    System.out.printf("%-22s server   %.2f calls/s, ratio %.0f %%%n", "", theirs, 100 * ours / theirs);
                }
            }
        }
    }

    private static double callsPerSecond(LanguageModel model, Workload workload) throws Exception {
        long prompt = 0;
        long cached = 0;
        long written = 0;
        double seconds;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(IN_FLIGHT, Thread.ofVirtual().factory())) {
            long start = System.nanoTime();
            List<Future<Completion>> answers = new ArrayList<>();
            for (Request request : workload.requests()) {
                answers.add(threads.submit(() -> model.complete(request)));
            }
            for (Future<Completion> answer : answers) {
                prompt += answer.get().usage().prompt();
                cached += answer.get().usage().cached();
                written += answer.get().usage().completion();
            }
            seconds = (System.nanoTime() - start) / 1e9;
        }
        int calls = workload.requests().size();
        System.out.printf(
                "  %s: %d prompt tokens a call, %d of them cached, %d written, %.1f s%n",
                model.name(), prompt / calls, cached / calls, written / calls, seconds);
        return calls / seconds;
    }
}
