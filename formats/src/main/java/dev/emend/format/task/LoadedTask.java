package dev.emend.format.task;

import dev.emend.Fingerprint;
import dev.emend.data.Splits;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.FrontMatter;
import dev.emend.format.prompt.PromptFile;
import dev.emend.run.Budget;
import dev.emend.run.Learned;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task with what its files say besides it.
 *
 * @param metric what {@link Task#metric()} was made from
 * @param frontMatter of the prompt's file, to be kept in the file that is written
 * @param file the task file
 * @param chain the user's own chain, where the task has one in place of a prompt
 * @param notes on what of the data was left out, a sentence each; empty for a task of a snapshot
 */
public record LoadedTask(
        Task task,
        MetricSpec metric,
        FrontMatter frontMatter,
        Path file,
        Optional<ChainFile> chain,
        List<String> notes) {

    public LoadedTask {
        notes = List.copyOf(notes);
    }

    /** The same with another task, such as one with a larger budget. */
    public LoadedTask withTask(Task changed) {
        return new LoadedTask(changed, metric, frontMatter, file, chain, notes);
    }

    /** The user's own prompt as its file has it. */
    public PromptFile promptFile() {
        return new PromptFile(task.prompt(), frontMatter);
    }

    /** The same task, going on from what an earlier run has learned; its metric is made for these splits, as in a snapshot. */
    public LoadedTask after(Learned learned, Splits splits) {
        return withTask(task.after(learned, splits)
                .withMetric(metric.metric(splits, task.models().judges().size(), folder(file))));
    }

    /** Where the relative paths of a task file start. */
    static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling("").normalize();
    }

    /** Identity of everything that can change the course of a run. The task's name and place are not part of it. */
    public String fingerprint() {
        Fingerprint print = Fingerprint.of("task")
                .add(task.description())
                .add(task.program().fingerprint())
                .add(task.splits().fingerprint());
        add(metric, print);
        if (task.models().answering().size() > 1) {
            print.add(String.valueOf(metric.aim()));
        }
        task.models().answering().forEach(print::add);
        print.add(task.models().meta()).add(task.models().judges().size());
        task.models().judges().forEach(print::add);
        print.add(task.prices().size());
        new TreeMap<>(task.prices())
                .forEach((model, price) -> print.add(model)
                        .add(price.input())
                        .add(price.cachedInput())
                        .add(price.output()));
        print.add(task.strategy()).add(task.options().size());
        new TreeMap<>(task.options()).forEach((name, value) -> print.add(name).add(value));
        Budget budget = task.budget();
        print.add(budget.calls().orElse(-1))
                .add(budget.tokens().orElse(-1))
                .add(budget.microDollars().orElse(-1))
                .add(budget.time().map(time -> time.toMillis()).orElse(-1L));
        print.add(task.seed());
        task.learned().ifPresent(learned -> {
            learned.prompts().forEach(prompt -> print.add(prompt.fingerprint()));
            learned.steps().forEach(print::add);
            learned.failedHypotheses().forEach(print::add);
        });
        return print.hex();
    }

    private static void add(MetricSpec metric, Fingerprint print) {
        print.add(metric.parts().size());
        for (MetricSpec.Part part : metric.parts()) {
            print.add(part.name()).add(part.weight()).add(part.options().size());
            part.options().forEach((name, value) -> print.add(name).add(value));
        }
        metric.byTask().forEach((task, own) -> {
            print.add(task).add(String.valueOf(metric.aim()));
            add(own, print);
        });
    }
}
