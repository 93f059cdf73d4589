package dev.emend.run;

import dev.emend.data.Splits;
import dev.emend.metric.Metric;
import dev.emend.model.Price;
import dev.emend.program.Program;
import dev.emend.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

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

    /** A task that no earlier run has left anything to. */
    public Task(
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
            long seed) {
        this(
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
                Optional.empty());
    }

    /** As above, with a single prompt. */
    public Task(
            String name,
            String description,
            Prompt prompt,
            Splits splits,
            Metric metric,
            ModelNames models,
            Map<String, Price> prices,
            String strategy,
            Map<String, String> options,
            Budget budget,
            long seed) {
        this(name, description, Program.of(prompt), splits, metric, models, prices, strategy, options, budget, seed);
    }

    public Task withBudget(Budget changed) {
        return new Task(
                name, description, program, splits, metric, models, prices, strategy, options, changed, seed, learned);
    }

    /** This task, going on from what an earlier run has learned on other examples. */
    public Task after(Learned earlier, Splits changed) {
        return new Task(
                name,
                description,
                program,
                changed,
                metric,
                models,
                prices,
                strategy,
                options,
                budget,
                seed,
                Optional.of(earlier));
    }

    /** The user's own prompt; of a chain, its first one. */
    public Prompt prompt() {
        return program.prompts().values().iterator().next();
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

        /** The meta-model also judges. */
        public ModelNames(String task, String meta) {
            this(task, meta, List.of(meta));
        }
    }
}
