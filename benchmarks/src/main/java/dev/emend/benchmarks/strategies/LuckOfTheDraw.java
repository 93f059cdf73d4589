package dev.emend.benchmarks.strategies;

import dev.emend.benchmarks.Benchmark;
import dev.emend.model.LanguageModel;
import dev.emend.run.InMemoryJournal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What strategies get out of many simulated tasks on which the true worth of each prompt is known. A hundred worlds tell strategies
 * apart that a few runs of a model cannot; what they do not tell is whether the worlds are like yours.
 *
 * <pre>LuckOfTheDraw auto random-demonstrations --worlds 100</pre>
 */
@Command(
        name = "LuckOfTheDraw",
        mixinStandardHelpOptions = true,
        description = "Compares strategies on simulated tasks on which the true worth of each prompt is known.")
public final class LuckOfTheDraw implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "STRATEGY",
            description = "Such as auto:width=4. Default: auto and random-demonstrations.")
    private List<String> strategies = new ArrayList<>(List.of("auto", RandomDemonstrations.NAME));

    @Option(names = "--worlds", description = "How many of each kind. Default: 100.")
    private int worlds = 100;

    @Option(names = "--first", description = "The number of the first world. Default: 1.")
    private long first = 1;

    @Option(names = "--calls", description = "For each search. Default: 300.")
    private long calls = 300;

    @Option(names = "--examples", description = "Of train, and as many of validation. Default: 60.")
    private int examples = 60;

    @Option(names = "--kinds", split = ",", description = "Default: all of ${COMPLETION-CANDIDATES}.")
    private List<DrawnWorld.Kind> kinds = List.of(DrawnWorld.Kind.values());

    public static void main(String[] args) {
        System.exit(Benchmark.of(new LuckOfTheDraw()).execute(args));
    }

    @Override
    public Integer call() {
        System.out.println(
                "| worlds | strategy | true gain over the seed prompt, points | against the last one named | calls |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (DrawnWorld.Kind kind : kinds) {
            Map<String, List<Found>> all = new LinkedHashMap<>();
            strategies.forEach(entrant -> all.put(entrant, found(kind, entrant)));
            double[] reference =
                    gains(Optional.ofNullable(all.get(strategies.getLast())).orElseThrow());
            all.forEach((entrant, own) -> System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.0f |%n",
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    entrant,
                    points(gains(own)),
                    entrant.equals(strategies.getLast()) ? "" : points(minus(gains(own), reference)),
                    own.stream().mapToLong(Found::calls).average().orElse(0)));
        }
        return 0;
    }

    /** @param gain of the search's champion over the seed prompt, in truth */
    record Found(double gain, long calls) {}

    private static double[] gains(List<Found> found) {
        return found.stream().mapToDouble(Found::gain).toArray();
    }

    private List<Found> found(DrawnWorld.Kind kind, String entrant) {
        return LongStream.range(first, first + worlds)
                .parallel()
                .mapToObj(number -> found(new DrawnWorld(kind, number, examples), entrant, calls))
                .toList();
    }

    static Found found(DrawnWorld world, String entrant, long calls) {
        BenchmarkTask task = world.task();
        LanguageModel model = world.model();
        Attempt attempt = Series.attempt(task, entrant, world.number(), calls, model.name(), model.name());
        Measurement.Measured measured =
                new Measurement(task, attempt, Series.roles(model, model), new InMemoryJournal()).make(() -> 0);
        return new Found(
                world.accuracy(measured.champion()) - world.accuracy(task.prompt()),
                measured.line().searchCalls());
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = new double[one.length];
        Arrays.setAll(difference, i -> one[i] - other[i]);
        return difference;
    }

    /** The mean and the ends of its normal 95 % interval. */
    private static String points(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / Math.max(1, values.length - 1);
        double half = 1.96 * Math.sqrt(variance / values.length);
        return new Mean(mean, mean - half, mean + half).points();
    }
}
