package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.yaml.YamlNode;
import dev.emend.metric.Across;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the tasks that share one prompt, such as a system prompt for all that an application does, or phrasings of one task.
 *
 * <p>Each is a task file of its own, with its own prompt, examples and metric. What its prompt asks for a row is the one input of
 * the shared prompt. A task that is unseen gives the hold-out alone its examples: neither proposals nor selection meet it, so
 * the gate says whether what was learned carries over.
 */
final class SharedTasks {

    private final Path file;
    private final PromptFile shared;

    SharedTasks(Path file, PromptFile shared) {
        this.file = file;
        this.shared = shared;
    }

    /**
     * Examples of all tasks, and the metric of each.
     *
     * @param notes on what was left out
     */
    record Read(Splits splits, MetricSpec metric, List<String> notes) {}

    Read read(YamlNode tasks, Optional<YamlNode> unseen) {
        String placeholder = placeholder(tasks);
        List<Example> train = new ArrayList<>();
        List<Example> validation = new ArrayList<>();
        List<Example> holdout = new ArrayList<>();
        SortedMap<String, MetricSpec> metrics = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        boolean grouped = false;
        for (YamlNode node : items(tasks)) {
            LoadedTask task = task(node, metrics);
            grouped |= task.task().splits().group().isPresent();
            notes.addAll(task.notes());
            train.addAll(examples(task, task.task().splits().train(), placeholder));
            validation.addAll(examples(task, task.task().splits().validation(), placeholder));
            holdout.addAll(examples(task, task.task().splits().holdout(), placeholder));
        }
        for (YamlNode node : unseen.map(SharedTasks::items).orElse(List.of())) {
            LoadedTask task = task(node, metrics);
            grouped |= task.task().splits().group().isPresent();
            notes.addAll(task.notes());
            holdout.addAll(examples(task, task.task().splits().holdout(), placeholder));
        }
        Splits splits =
                new Splits(train, validation, holdout, grouped ? Optional.of(Audience.GROUP) : Optional.empty());
        // Two tasks with the same prompt and rows would draw them into different splits.
        DataReader.refuseShared(splits);
        DataReader.refuseSharedGroups(
                splits,
                " of several tasks",
                "give these tasks the same files or sizes and seed of the split, so that a group has one place in all of them, or, where they are other groups, their column another name.");
        return new Read(splits, MetricSpec.ofTasks(metrics, Across.Aim.MEAN), notes);
    }

    private String placeholder(YamlNode tasks) {
        List<String> names = List.copyOf(shared.prompt().placeholders());
        if (names.size() != 1) {
            throw tasks.error(
                    "the prompt that tasks share must have one placeholder, for what each of them asks, but has "
                            + (names.isEmpty() ? "none" : names),
                    "write {{request}} where the task's own prompt is to stand.");
        }
        return names.getFirst();
    }

    private static List<YamlNode> items(YamlNode node) {
        if (!node.isSequence() || node.items().isEmpty()) {
            throw node.error("a list of task files is needed here", "write \"[first/task.yaml, second/task.yaml]\".");
        }
        return node.items();
    }

    private LoadedTask task(YamlNode node, SortedMap<String, MetricSpec> metrics) {
        Path path = node.pathBeside(file);
        YamlNode root = TaskFile.parse(path);
        // Seen before its tasks are read: where they name each other, there would be no end.
        if (root.entries().containsKey("tasks")) {
            throw servesSeveral(node);
        }
        LoadedTask task = new TaskReader(path, Overrides.NONE).read(root);
        String name = task.task().name();
        if (task.chain().isPresent()) {
            throw node.error(
                    "the task \"" + name + "\" has a chain, and one prompt is shared", "name tasks with \"prompt\".");
        }
        if (task.task().models().answering().size() > 1) {
            throw servesSeveral(node);
        }
        if (metrics.putIfAbsent(name, task.metric()) != null) {
            throw node.error("two tasks are called \"" + name + "\"", "give one of them another \"name\".");
        }
        return task;
    }

    private static InvalidInputException servesSeveral(YamlNode node) {
        return node.error("the task \"" + node.text() + "\" itself serves several", "name its tasks here one by one.");
    }

    private static List<Example> examples(LoadedTask task, List<Example> examples, String placeholder) {
        Prompt prompt = task.task().prompt();
        return examples.stream()
                .map(example -> Audience.ofTask(
                        example,
                        task.task().name(),
                        Map.of(placeholder, request(prompt.render(example.inputs()))),
                        task.task().splits().group()))
                .toList();
    }

    /** What a task's prompt asks, as one text; turns of demonstrations are marked. */
    private static String request(List<ChatMessage> messages) {
        boolean turns = messages.stream().anyMatch(message -> message.role() == Role.ASSISTANT);
        return messages.stream()
                .map(message -> turns && message.role() != Role.SYSTEM
                        ? message.role().label() + ": " + message.content()
                        : message.content())
                .collect(Collectors.joining("\n\n"));
    }
}
