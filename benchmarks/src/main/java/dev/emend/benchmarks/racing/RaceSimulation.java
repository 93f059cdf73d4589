package dev.emend.benchmarks.racing;

import dev.emend.benchmarks.Benchmark;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Estimates;
import dev.emend.evaluation.race.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.simple.RandomSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What races save and what they cost, beside other ways to choose a prompt, replayed on success matrices.
 *
 * <p>Arguments: the folder to write to, the number of races for each row, the seed, and one or more matrices: files of JSON
 * lines as {@link RecordMatrix} writes them, or {@code synthetic} for matrices that are drawn anew for every race.
 *
 * <pre>RaceSimulation target/races 1000 1 support-intents/matrix.jsonl synthetic</pre>
 *
 * <p>Every race takes a random subset of the prompts, in random order, and a random order of the examples. What a method
 * chooses is judged by two truths. Finite: the race runs on all examples, the truth is the mean over them, and full scoring
 * has no regret. New: the race runs on a random half of the examples, and the truth is the mean over all. Regret is what the
 * chosen prompt's true score is below that of the best of the field, in points. Prompts outside of the field are the
 * earlier ones that inform an order. Prints a table, and writes it as JSON and as a plot (SVG).
 */
public final class RaceSimulation {

    private static final int BLOCK = 4;
    private static final int[] FIELDS = {6, 12, Integer.MAX_VALUE};
    /** A synthetic field, and others to be earlier. */
    private static final int SYNTHETIC_PROMPTS = 24;

    private static final int SYNTHETIC_EARLIER = 6;
    private static final int SYNTHETIC_EXAMPLES = 160;
    private static final double SYNTHETIC_SPREAD = 0.4;

    private static final List<Method> METHODS = List.of(
            new Method.Full(),
            new Method.Racing("race", Rules.of(BLOCK), false, 1),
            new Method.Racing("race, informed order", Rules.of(BLOCK), true, 1),
            new Method.Racing("race, alpha 0.2", Rules.of(BLOCK).withAlpha(0.2), false, 1),
            new Method.Racing("race, indifferent to 1 point", Rules.of(BLOCK).withIndifference(0.01), false, 1),
            new Method.Racing("race, limit of a half", Rules.of(BLOCK), false, 0.5),
            new Method.Racing("race, limit of a half, informed", Rules.of(BLOCK), true, 0.5),
            new Method.Halving(),
            new Method.HalvingWithABar(),
            new Method.Ucb(),
            new Method.Rejects(),
            new Method.BlockTTest());

    /** One row of the table; shares in [0, 1], regret in points. */
    record Row(
            String matrix,
            String truth,
            int prompts,
            int examples,
            String method,
            int races,
            double saved,
            double regret,
            double regretLow,
            double regretHigh,
            double dropped,
            double missed) {}

    private RaceSimulation() {}

    public static void main(String[] args) {
        Benchmark.run("RaceSimulation FOLDER RACES SEED MATRIX...", 4, args, () -> measure(args));
    }

    private static void measure(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int races = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        List<Row> rows = new ArrayList<>();
        for (String matrix : Arrays.copyOfRange(args, 3, args.length)) {
            rows.addAll(rows(matrix, races, seed));
        }
        Files.createDirectories(folder);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("races", races);
        data.put("seed", seed);
        data.put("rows", rows);
        Files.writeString(
                folder.resolve("races.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(data));
        Files.writeString(folder.resolve("races.svg"), RacePlot.svg(rows));
    }

    private static List<Row> rows(String source, int races, long seed) throws IOException {
        SuccessMatrix recorded = source.equals("synthetic")
                ? SuccessMatrix.synthetic(
                        SYNTHETIC_PROMPTS + SYNTHETIC_EARLIER, SYNTHETIC_EXAMPLES, SYNTHETIC_SPREAD, seed)
                : SuccessMatrix.read(Path.of(source));
        int all = source.equals("synthetic") ? SYNTHETIC_PROMPTS : recorded.prompts();
        List<Row> rows = new ArrayList<>();
        for (boolean finite : new boolean[] {true, false}) {
            int last = 0;
            for (int wanted : FIELDS) {
                int field = Math.min(wanted, all);
                if (field > last) {
                    rows.addAll(simulate(recorded, field, finite, races, seed));
                }
                last = field;
            }
        }
        return rows;
    }

    static List<Row> simulate(SuccessMatrix recorded, int field, boolean finite, int races, long seed) {
        int methods = METHODS.size();
        double[] saved = new double[methods];
        double[][] regrets = new double[methods][races];
        double[] dropped = new double[methods];
        double[] missed = new double[methods];
        int examples = finite ? recorded.examples() : recorded.examples() / 2;
        for (int run = 0; run < races; run++) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1_000_003 * seed + run);
            SuccessMatrix matrix = recorded.name().equals("synthetic")
                    ? SuccessMatrix.synthetic(
                            recorded.prompts(), recorded.examples(), SYNTHETIC_SPREAD, random.nextLong())
                    : recorded;
            int[] prompts = shuffled(random, matrix.prompts());
            int[] columns = Arrays.copyOf(shuffled(random, matrix.examples()), examples);
            double[][] scores = part(matrix, Arrays.copyOf(prompts, field), columns);
            double[][] earlier = part(matrix, Arrays.copyOfRange(prompts, field, prompts.length), columns);
            double[] truth = IntStream.range(0, field)
                    .mapToDouble(i -> mean(finite ? scores[i] : matrix.scores()[prompts[i]]))
                    .toArray();
            double best = Arrays.stream(truth).max().orElseThrow();
            int wanted = new Method.Full().choose(new Bill(scores), earlier, 0).winner();
            long order = random.nextLong();
            for (int i = 0; i < methods; i++) {
                Bill bill = new Bill(scores);
                Method.Choice choice = METHODS.get(i).choose(bill, earlier, order);
                saved[i] += 1 - bill.evaluations() / (double) (field * examples);
                regrets[i][run] = best - truth[choice.winner()];
                dropped[i] += choice.kept().contains(wanted) ? 0 : 1;
                missed[i] += choice.winner() == wanted ? 0 : 1;
            }
        }
        List<Row> rows = new ArrayList<>();
        System.out.printf(
                Locale.ROOT,
                "%n%s, %s truth: %d of %d prompts on %d examples, %d races%n%-32s %7s %7s %17s %8s %8s%n",
                recorded.name(),
                finite ? "finite" : "new",
                field,
                recorded.prompts(),
                examples,
                races,
                "",
                "saved",
                "regret",
                "95 %",
                "dropped",
                "missed");
        for (int i = 0; i < methods; i++) {
            Estimate regret = Estimates.of(regrets[i], 0.95);
            boolean none = regret.value() == 0;
            Row row = new Row(
                    recorded.name(),
                    finite ? "finite" : "new",
                    field,
                    examples,
                    METHODS.get(i).name(),
                    races,
                    saved[i] / races,
                    100 * regret.value(),
                    none ? 0 : 100 * regret.interval().low(),
                    none ? 0 : 100 * regret.interval().high(),
                    dropped[i] / races,
                    missed[i] / races);
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %5.1f %% %7.2f (%6.2f to %6.2f) %6.1f %% %6.1f %%%n",
                    row.method(),
                    100 * row.saved(),
                    row.regret(),
                    row.regretLow(),
                    row.regretHigh(),
                    100 * row.dropped(),
                    100 * row.missed());
        }
        return rows;
    }

    private static int[] shuffled(UniformRandomProvider random, int n) {
        return ArraySampler.shuffle(random, IntStream.range(0, n).toArray());
    }

    private static double[][] part(SuccessMatrix matrix, int[] prompts, int[] examples) {
        return Arrays.stream(prompts)
                .mapToObj(prompt -> Arrays.stream(examples)
                        .mapToDouble(example -> matrix.scores()[prompt][example])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElseThrow();
    }
}
