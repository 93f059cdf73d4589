package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.format.data.Row;
import dev.emend.format.data.RowFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.yaml.YamlText;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A first task for a data file: what each column is for, how answers are scored, how many examples go where. Everything
 * here is a guess that a person may overrule; the files that {@link #write} makes say so and explain themselves.
 *
 * @param inputs the column of each of the prompt's placeholders, by placeholder
 * @param expected the column of the right answer
 * @param metric by name
 * @param metricOptions what it has to be told to read the right answers, by name
 * @param calls the budget
 * @param prompt the seed prompt's file
 * @param profile what was found in the data
 */
public record TaskDraft(
        String name,
        String description,
        Path data,
        Map<String, String> inputs,
        String expected,
        String metric,
        Map<String, String> metricOptions,
        Sizes sizes,
        String model,
        long calls,
        String prompt,
        DataProfile profile) {

    /** The file that the task is written to. */
    public static final String TASK_FILE = "task.yaml";
    /** Beside the task file. */
    public static final String PROMPT_FILE = "seed.prompty";

    private static final List<String> ANSWER_NAMES = List.of(
            "expected", "label", "answer", "target", "output", "gold", "class", "category", "intent", "response");
    private static final int MOST_LABELS_TO_NAME = 100;

    private static final String PROMPT_COMMENT = """
            # The prompt to improve. Write here what you use today: the gate compares against it.
            # A line "system:", "user:" or "assistant:" begins a message; the last one is the user's.
            # {{name}} is replaced by the input of that name in each row.
            # What stands between {# frozen #} and {# /frozen #} is never changed.
            """;

    /** How many examples go into which split. */
    public record Sizes(int train, int validation, int holdout) {

        /** With fewer, the gate's test can promote nothing. */
        static final int LEAST_HOLDOUT = 6;

        /**
         * At most 60 for train and for validation, at most 120 for the hold-out, and at least a third of few rows for
         * the hold-out.
         */
        static Sizes of(int rows) {
            int third = Math.min(rows / 3, Math.max(1, (rows - LEAST_HOLDOUT) / 2));
            int train = Math.min(60, third);
            int validation = Math.min(60, third);
            return new Sizes(train, validation, Math.min(120, rows - train - validation));
        }

        /** Enough to measure the seed and five more prompts, to write some more, and to settle the gate. */
        long calls() {
            long calls = 6L * validation + 2L * holdout + 40;
            return (calls + 9) / 10 * 10;
        }
    }

    /**
     * What is known before guessing. Empty means: guess.
     *
     * @param inputs columns, at least one
     * @param promptText a prompt file's content, or just an instruction, with or without placeholders
     */
    public record Choices(
            Optional<String> name,
            Optional<String> description,
            Optional<String> promptText,
            Optional<String> expected,
            Optional<List<String>> inputs,
            Optional<String> metric,
            Optional<Sizes> sizes,
            Optional<String> model) {

        public static final Choices NONE = new Choices(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public Choices withExpected(String column) {
            return new Choices(name, description, promptText, Optional.of(column), inputs, metric, sizes, model);
        }

        public Choices withInputs(List<String> columns) {
            return new Choices(name, description, promptText, expected, Optional.of(columns), metric, sizes, model);
        }
    }

    /**
     * @throws InvalidInputException where the data cannot be read, has no input or answer, or fewer than three rows to draw
     *     from, or fewer than the sizes that were chosen
     */
    public static TaskDraft propose(Path data, Choices choices) {
        Where where = Where.file(data.toString());
        List<Row> rows = RowFile.read(data, where);
        String expected = expected(rows, choices.expected(), data);
        InputColumns inputs = choices.inputs()
                .map(columns -> InputColumns.named(rows, columns, expected, where))
                .orElseGet(() -> InputColumns.guessed(rows, expected, where));
        List<String> answers = rows.stream()
                .flatMap(row -> row.answer(expected).stream())
                .filter(answer -> !answer.isEmpty())
                .toList();
        AnswerKind guess = AnswerKind.of(answers);
        String metric = choices.metric().orElse(guess.metric);
        String name = choices.name().orElse(stem(data));
        String prompt = prompt(
                name,
                choices.promptText(),
                inputs.byPlaceholder().keySet(),
                AnswerKind.ofMetric(metric, guess),
                answers);
        Set<String> placeholders =
                PromptFile.parse(prompt, PROMPT_FILE).prompt().placeholders();
        checkPlaceholders(placeholders, inputs, rows, where);
        InputColumns shown = inputs.shown(placeholders);
        DataProfile profile = DataProfile.of(rows, expected, shown);
        Sizes sizes = choices.sizes().orElseGet(() -> Sizes.of(profile.usable()));
        checkSizes(sizes, profile, where);
        return new TaskDraft(
                name,
                choices.description().orElse(""),
                data,
                shown.byPlaceholder(),
                expected,
                metric,
                AnswerKind.options(metric, answers),
                sizes,
                choices.model().orElse(TaskFile.DEFAULT_MODEL),
                sizes.calls(),
                prompt,
                profile);
    }

    /** A prompt may also name a column that is no input by itself, such as a number of the row. */
    private static void checkPlaceholders(Set<String> named, InputColumns inputs, List<Row> rows, Where where) {
        Set<String> there = new LinkedHashSet<>(inputs.byPlaceholder().keySet());
        rows.forEach(row -> there.addAll(row.inputs().orElse(row.columns()).keySet()));
        for (String placeholder : named) {
            if (!there.contains(placeholder)) {
                throw new InvalidInputException(
                        "the prompt asks for {{" + placeholder + "}}, which the data do not have; they have " + there,
                        where,
                        Nearest.advice(placeholder, there));
            }
        }
        if (named.isEmpty()) {
            throw new InvalidInputException(
                    "the prompt names none of the inputs "
                            + inputs.byPlaceholder().keySet() + ", so that every row would be asked the same",
                    where,
                    "write {{" + inputs.byPlaceholder().keySet().iterator().next() + "}} where the input belongs.");
        }
    }

    /**
     * What a prompt is shown of such rows, by the names of its placeholders, in the file's order.
     *
     * @param expected the column of the right answer
     * @throws InvalidInputException where nothing is left to show
     */
    public static List<String> guessedInputs(List<Row> rows, String expected, Where where) {
        return List.copyOf(
                InputColumns.guessed(rows, expected, where).byPlaceholder().keySet());
    }

    /** That the prompt sends what looks like a placeholder as it stands, in sentences; empty where it does not. */
    public Optional<String> lookalikes() {
        return PromptFile.parse(prompt, PROMPT_FILE).prompt().lookalikes();
    }

    private static void checkSizes(Sizes sizes, DataProfile profile, Where where) {
        if (profile.usable() < 3) {
            throw new InvalidInputException(
                    (profile.usable() == 1 ? "there is 1 row" : "there are " + profile.usable() + " rows")
                            + profile.skipped() + ", too few to split in three",
                    where,
                    "add rows; a few dozen are the least that can prove anything.");
        }
        int wanted = sizes.train() + sizes.validation() + sizes.holdout();
        if (wanted > profile.usable()) {
            throw new InvalidInputException(
                    "the split asks for " + wanted + " rows, and there are " + profile.usable() + profile.skipped(),
                    where,
                    "ask for fewer, or add rows.");
        }
    }

    private static String expected(List<Row> rows, Optional<String> chosen, Path data) {
        Set<String> columns = columns(rows);
        if (chosen.isPresent() && !columns.contains(chosen.get())) {
            throw new InvalidInputException(
                    "no row has the column \"" + chosen.get() + "\"",
                    Where.file(data.toString()),
                    Nearest.advice(chosen.get(), columns));
        }
        return chosen.or(() -> guessedAnswer(columns))
                .orElseThrow(() -> new InvalidInputException(
                        "none of the columns " + columns + " looks like the right answer",
                        Where.file(data.toString()),
                        "add --expected COLUMN, or call it \"expected\" in the file."));
    }

    /** The column whose name says that it holds the right answer, if there is one. */
    public static Optional<String> guessedAnswer(Set<String> columns) {
        return ANSWER_NAMES.stream()
                .flatMap(name -> columns.stream().filter(column -> column.equalsIgnoreCase(name)))
                .findFirst();
    }

    /** The columns of a data file, where no name tells which of them holds the right answer; none where one does. */
    public static List<String> columnsWithoutAnswer(Path data) {
        Set<String> columns = columns(RowFile.read(data, Where.file(data.toString())));
        return guessedAnswer(columns).isPresent() ? List.of() : List.copyOf(columns);
    }

    private static Set<String> columns(List<Row> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.columns().keySet()));
        return columns;
    }

    private static String stem(Path data) {
        String last = String.valueOf(data.getFileName());
        return last.substring(0, last.lastIndexOf('.'));
    }

    private static String prompt(
            String name, Optional<String> text, Set<String> inputs, AnswerKind kind, List<String> answers) {
        if (text.isPresent() && text.get().startsWith("---")) {
            return text.get();
        }
        String question = inputs.size() == 1
                ? "{{" + inputs.iterator().next() + "}}"
                : inputs.stream().map(input -> input + ": {{" + input + "}}").collect(Collectors.joining("\n"));
        String instruction = text.orElseGet(() -> instruction(kind, answers)).strip();
        boolean complete = !Template.parse(instruction).placeholders().isEmpty();
        List<Message> messages = new ArrayList<>();
        if (!complete) {
            messages.add(new Message(Role.SYSTEM, Template.parse(instruction)));
        }
        messages.add(new Message(Role.USER, Template.parse(complete ? instruction : question)));
        Prompt prompt = new Prompt(
                name, "", messages, List.of(), Sampling.GREEDY.withMaxTokens(kind.maxTokens), Optional.empty());
        return PromptFile.of(prompt).text().replaceFirst("---\n", "---\n" + PROMPT_COMMENT);
    }

    private static String instruction(AnswerKind kind, List<String> answers) {
        return switch (kind) {
            case LABEL -> {
                // As the metric reads them: of two spellings the first stands for both.
                Map<String, String> spelled = new TreeMap<>();
                answers.forEach(answer -> spelled.putIfAbsent(answer.strip().toLowerCase(Locale.ROOT), answer.strip()));
                Collection<String> labels = spelled.values();
                // A label is data: one that would read as a part of the template must not become one.
                boolean harmless = labels.stream().noneMatch(label -> label.matches("(?s).*(\\{\\{|\\{#|\n).*"));
                yield harmless && labels.size() <= MOST_LABELS_TO_NAME
                        ? "Answer with one of these labels and nothing else: " + String.join(", ", labels) + "."
                        : "Answer with the right label and nothing else.";
            }
            case NUMBER -> "Work out the answer, and end with the number alone on the last line.";
            case PHRASE -> "Answer in as few words as possible, without an explanation.";
            case TEXT -> "Answer briefly and precisely.";
        };
    }

    /** The task file's content, for a folder. */
    String taskYaml(Path folder) {
        return String.format(
                Locale.ROOT,
                """
                # What is to be improved, on which examples, by which measure. Every line is yours to change.
                name: %s
                description: %s%s
                prompt: %s

                data:
                  file: %s
                %s%s  split:
                    train: %-10d # shown to the model that writes prompts, and taken as demonstrations
                    validation: %-5d # choose between prompts
                    holdout: %-8d # touched once, at the end, to prove the gain; more rows prove smaller gains
                    seed: 1           # draws the rows
                %s
                # One of those that "emend metrics" lists, or a list of them with weights.
                metric: %s

                models:
                  task: %s
                  meta: same       # or a stronger model that only writes prompts

                strategy: %s

                # Any of calls, tokens (400k), time (20m) and, with "prices" or --price, usd (2.50). A run never spends more.
                budget: {calls: %d}
                """,
                YamlText.inline(name),
                YamlText.inline(description),
                description.isEmpty() ? "   # what the prompt is for, in a sentence: the meta-model reads it" : "",
                PROMPT_FILE,
                YamlText.inline(relative(folder)),
                columnsYaml(),
                unansweredYaml(),
                sizes.train(),
                sizes.validation(),
                sizes.holdout(),
                splitYaml(),
                metricYaml(),
                YamlText.inline(model),
                Strategies.USUAL,
                calls);
    }

    private String relative(Path folder) {
        Path base = folder.toAbsolutePath().normalize();
        Path target = data.toAbsolutePath().normalize();
        Path path = Objects.equals(base.getRoot(), target.getRoot()) ? base.relativize(target) : target;
        return path.toString().replace('\\', '/');
    }

    private String columnsYaml() {
        StringBuilder yaml = new StringBuilder();
        if (!expected.equals("expected")) {
            yaml.append("    expected: ").append(YamlText.inline(expected)).append('\n');
        }
        List<String> renamed = inputs.entrySet().stream()
                .filter(input -> !input.getKey().equals(input.getValue()))
                .map(input -> YamlText.inline(input.getKey()) + ": " + YamlText.inline(input.getValue()))
                .toList();
        if (!renamed.isEmpty()) {
            yaml.append("    inputs: {").append(String.join(", ", renamed)).append("}\n");
        }
        return yaml.isEmpty() ? "" : "  columns:           # which column of the file is what\n" + yaml;
    }

    private String metricYaml() {
        String name = YamlText.inline(metric);
        return metricOptions.isEmpty()
                ? name
                : "{name: " + name
                        + metricOptions.entrySet().stream()
                                .map(option -> ", " + option.getKey() + ": " + option.getValue())
                                .collect(Collectors.joining())
                        + "}";
    }

    private String unansweredYaml() {
        return profile.unanswered() == 0
                ? ""
                : "  unanswered: skip   # rows without a right answer; there are " + profile.unanswered() + "\n";
    }

    private String splitYaml() {
        boolean labels = metric.equals("label") || metric.equals("macro-f1");
        return (labels ? "    stratify: expected   # each label in proportion\n" : "")
                + "    # group: COLUMN    # where rows belong together, keep them in one split\n";
    }

    /**
     * Writes {@code task.yaml} and {@code seed.prompty}.
     *
     * @return the task file
     * @throws InvalidInputException where either is there already; then neither is written
     */
    public Path write(Path folder) throws IOException {
        Path task = folder.resolve(TASK_FILE);
        Path seed = folder.resolve(PROMPT_FILE);
        for (Path file : List.of(task, seed)) {
            if (Files.exists(file)) {
                throw new InvalidInputException(
                        "the file is there already, and is not overwritten",
                        Where.file(file.toString()),
                        "choose another folder, or remove it.");
            }
        }
        Files.createDirectories(folder);
        Files.writeString(seed, prompt, StandardOpenOption.CREATE_NEW);
        Files.writeString(task, taskYaml(folder), StandardOpenOption.CREATE_NEW);
        return task;
    }
}
