package dev.emend.run;

import dev.emend.data.Splits;
import dev.emend.metric.Metric;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import dev.emend.strategy.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a user wants: a better prompt for these examples by this metric, within this budget.
 *
 * @param description what the prompt is for, in a person's words; shown to the meta-model
 * @param program the user's own, called the seed: one prompt, or a chain
 * @param strategy by name
 * @param options of the strategy, by name
 * @param seed of every random choice
 * @param learned what an earlier run leaves to this one; empty where the search begins with the user's prompt alone
 */
public record Task(
        String name,
        String description,
        Program program,
        Splits splits,
        Metric metric,
        ModelNames models,
        Map<String, Price> prices,
        String strategy,
        Map<String, String> options,
        Budget budget,
        long seed,
        Optional<Learned> learned) {

    public Task {
        prices = Map.copyOf(prices);
        options = Map.copyOf(options);
    }

    /**
     * A task with what is usual: described by its name, models named "task" and "meta", no prices, the usual strategy, no limits,
     * seed 1, and no earlier run.
     */
    public static Task of(String name, Program program, Splits splits, Metric metric) {
        return new Task(
                name,
                name,
                program,
                splits,
                metric,
                new ModelNames("task", "meta"),
                Map.of(),
                Strategies.USUAL,
                Map.of(),
                Budget.UNLIMITED,
                1,
                Optional.empty());
    }

    /** As {@link #of(String, Program, Splits, Metric)}, with a single prompt. */
    public static Task of(String name, Prompt prompt, Splits splits, Metric metric) {
        return of(name, Program.of(prompt), splits, metric);
    }

    public Task withDescription(String changed) {
        return with(parts -> parts.description = changed);
    }

    public Task withProgram(Program changed) {
        return with(parts -> parts.program = changed);
    }

    /** With a single prompt as the program. */
    public Task withPrompt(Prompt changed) {
        return withProgram(Program.of(changed));
    }

    public Task withSplits(Splits changed) {
        return with(parts -> parts.splits = changed);
    }

    public Task withMetric(Metric changed) {
        return with(parts -> parts.metric = changed);
    }

    public Task withModels(ModelNames changed) {
        return with(parts -> parts.models = changed);
    }

    /** Of a model's tokens, by its name. */
    public Task withPrices(Map<String, Price> changed) {
        return with(parts -> parts.prices = changed);
    }

    /** Another strategy, with its usual options. */
    public Task withStrategy(String changed) {
        return withStrategy(changed, Map.of());
    }

    public Task withStrategy(String changed, Map<String, String> changedOptions) {
        return with(parts -> {
            parts.strategy = changed;
            parts.options = changedOptions;
        });
    }

    /** Of the same strategy. */
    public Task withOptions(Map<String, String> changed) {
        return with(parts -> parts.options = changed);
    }

    public Task withBudget(Budget changed) {
        return with(parts -> parts.budget = changed);
    }

    public Task withSeed(long changed) {
        return with(parts -> parts.seed = changed);
    }

    /**
     * This task, going on from what an earlier run has learned on other examples. {@link Run} refuses what an earlier run of another
     * form has learned, such as a chain's for a single prompt.
     */
    public Task after(Learned earlier, Splits changed) {
        return with(parts -> {
            parts.splits = changed;
            parts.learned = Optional.of(earlier);
        });
    }

    /** The user's own prompt; of a chain, its first one. */
    public Prompt prompt() {
        return program.prompts().values().iterator().next();
    }

    /** The models that answer examples and, where the metric asks judges, those that judge the answers; by what for. */
    public SortedMap<Purpose, List<String>> scoringRoles() {
        SortedMap<Purpose, List<String>> roles = models.roles();
        roles.remove(Purpose.META);
        if (!metric.asksJudges()) {
            roles.remove(Purpose.JUDGE);
        }
        return roles;
    }

    /**
     * Which models do the work, such as {@code embedded:qwen2.5-coder-1.5b}. They may be the same.
     *
     * @param answering the examples; several, where one prompt is to serve them all, at least one
     * @param meta writes prompts
     * @param judges rate answers, where a metric asks judges; at least one
     */
    public record ModelNames(List<String> answering, String meta, List<String> judges) {

        public ModelNames {
            answering = List.copyOf(answering);
            judges = List.copyOf(judges);
        }

        /** One task model. */
        public ModelNames(String task, String meta, List<String> judges) {
            this(List.of(task), meta, judges);
        }

        /** The task model; the first of several. */
        public String task() {
            return answering.getFirst();
        }

        /** Every model, each once. */
        public SortedSet<String> all() {
            SortedSet<String> all = new TreeSet<>(judges);
            all.addAll(answering);
            all.add(meta);
            return all;
        }

        /** Every model, by what for. */
        public SortedMap<Purpose, List<String>> roles() {
            return new TreeMap<>(Map.of(Purpose.TASK, answering, Purpose.META, List.of(meta), Purpose.JUDGE, judges));
        }

        /** The meta-model also judges. */
        public ModelNames(String task, String meta) {
            this(task, meta, List.of(meta));
        }
    }

    private Task with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components, to change some of them. */
    private static final class Parts {

        private String name;
        private String description;
        private Program program;
        private Splits splits;
        private Metric metric;
        private ModelNames models;
        private Map<String, Price> prices;
        private String strategy;
        private Map<String, String> options;
        private Budget budget;
        private long seed;
        private Optional<Learned> learned;

        Parts(Task of) {
            name = of.name;
            description = of.description;
            program = of.program;
            splits = of.splits;
            metric = of.metric;
            models = of.models;
            prices = of.prices;
            strategy = of.strategy;
            options = of.options;
            budget = of.budget;
            seed = of.seed;
            learned = of.learned;
        }

        Task whole() {
            return new Task(
                    name,
                    description,
                    program,
                    splits,
                    metric,
                    models,
                    prices,
                    strategy,
                    options,
                    budget,
                    seed,
                    learned);
        }
    }
}
