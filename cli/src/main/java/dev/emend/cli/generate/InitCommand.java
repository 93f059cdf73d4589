package dev.emend.cli.generate;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.output.TextOutput;
import dev.emend.format.TextFile;
import dev.emend.format.task.TaskDraft;
import dev.emend.format.task.TaskFile;
import dev.emend.metric.MetricKind;
import dev.emend.metric.Metrics;
import dev.emend.models.NamedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend init} */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a task file and a first prompt for a data file.",
            "",
            "Looks at the data, guesses what each column is for, and asks what it cannot know. Every answer can be given"
                    + " as an option instead; without a terminal the guesses are taken."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend init messages.csv",
            "  emend init messages.jsonl --expected intent --prompt-file my-prompt.txt --into routing",
            "  emend init tickets.csv --expected team --inputs subject,text"
        })
public final class InitCommand implements Callable<Integer> {

    private static final Pattern SIZES = Pattern.compile("(\\d{1,6}),(\\d{1,6}),(\\d{1,6})");

    private final Console console;

    @Parameters(paramLabel = "DATA", description = "Labelled examples: JSON lines or CSV.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--into", paramLabel = "DIR", description = "Where the files go. Default: next to the data.")
    private @Nullable Path into;

    @Option(names = "--name", paramLabel = "NAME", description = "The task's name. Default: that of the data file.")
    private @Nullable String name;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            description = "What the prompt is for, in a sentence; the meta-model reads it.")
    private @Nullable String description;

    @Option(
            names = "--expected",
            paramLabel = "COLUMN",
            description =
                    "The column of the right answers. Default: the one whose name says so, such as expected or label.")
    private @Nullable String expected;

    @Option(
            names = "--inputs",
            paramLabel = "COLUMNS",
            split = ",",
            description = "The columns that the prompt is shown. Default: all others that every row has.")
    private @Nullable List<String> inputs;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description = "The metric that scores answers. Default: the one that fits the right answers.")
    private @Nullable String metric;

    @Option(
            names = "--split",
            paramLabel = "T,V,H",
            description = "How many rows for train, validation and hold-out, such as 60,60,90.")
    private @Nullable String split;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that the prompt is for.")
    private @Nullable String model;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "The instruction that you use today.")
    private @Nullable String prompt;

    @Option(names = "--prompt-file", paramLabel = "FILE", description = "A file with the prompt that you use today.")
    private @Nullable Path promptFile;

    public InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (expected == null && console.questions()) {
            List<String> columns = TaskDraft.columnsWithoutAnswer(data);
            if (!columns.isEmpty()) {
                expected = new Questions(console)
                        .choose("Which column holds the right answer", columns, columns.getLast());
            }
        }
        TaskDraft guess = TaskDraft.propose(data, choices());
        TaskDraft draft = console.questions() ? asked(guess) : guess;
        Path folder =
                into != null ? into : Optional.ofNullable(data.getParent()).orElse(Path.of(""));
        if (model != null) {
            NamedModels.check(model);
        }
        Path task = written(draft, folder);
        new DraftLines(console).print(draft);
        console.out().println(Console.shown(task));
        console.err()
                .println("Wrote " + Console.shown(task) + " and " + Console.shown(task.resolveSibling("seed.prompty"))
                        + ". Look at both, then: emend optimize " + Console.shown(task));
        return ExitStatus.DONE;
    }

    /** What cannot be written whole, or not be read back, such as for a metric that there is not, is not left lying there. */
    private static Path written(TaskDraft draft, Path folder) throws IOException {
        List<Path> files = List.of(folder.resolve(TaskDraft.TASK_FILE), folder.resolve(TaskDraft.PROMPT_FILE));
        files.forEach(TextOutput::check);
        List<Path> absent = absent(files, folder);
        try {
            Path task = draft.write(folder);
            TaskFile.read(task);
            return task;
        } catch (InvalidInputException unusable) {
            delete(absent);
            throw unusable;
        } catch (IOException failed) {
            delete(absent);
            throw TextOutput.unwritable(files.getFirst(), failed);
        }
    }

    private static void delete(List<Path> made) throws IOException {
        for (Path one : made) {
            Files.deleteIfExists(one);
        }
    }

    /** The files, the folder and those around it that are not there yet, the innermost first. */
    private static List<Path> absent(List<Path> files, Path folder) {
        List<Path> absent = new ArrayList<>(files);
        absent.removeIf(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
        for (Path there = folder.toAbsolutePath().normalize();
                there != null && !Files.exists(there);
                there = there.getParent()) {
            absent.add(there);
        }
        return absent;
    }

    private TaskDraft asked(TaskDraft guess) throws IOException {
        Questions questions = new Questions(console);
        if (name == null) {
            name = questions.ask("What is the task called", guess.name());
        }
        if (description == null) {
            String words = questions.ask("What is the prompt for, in a sentence (Enter to say it later)", "");
            description = words.isEmpty() ? null : words;
        }
        if (expected == null) {
            expected = questions.ask("Which column holds the right answer", guess.expected(), column -> {
                TaskDraft.propose(data, choices().withExpected(column));
                return column;
            });
        }
        TaskDraft again = TaskDraft.propose(data, choices());
        if (inputs == null
                && again.inputs().size() + again.profile().identifiers().size() > 1) {
            inputs = questions.ask(
                    "Which columns is the prompt shown",
                    String.join(",", again.inputs().values()),
                    this::inputs);
        }
        if (metric == null) {
            metric = questions.choose(
                    "How are answers scored",
                    Metrics.kinds().stream().map(MetricKind::name).toList(),
                    again.metric());
        }
        if (model == null) {
            model = questions.ask("Which model is the prompt for", TaskFile.DEFAULT_MODEL);
        }
        if (prompt == null && promptFile == null) {
            String own = questions.ask("What do you tell the model today (Enter for a first guess)", "");
            prompt = own.isEmpty() ? null : own;
        }
        return TaskDraft.propose(data, choices());
    }

    private TaskDraft.Choices choices() {
        return new TaskDraft.Choices(
                Optional.ofNullable(name),
                Optional.ofNullable(description),
                promptText(),
                Optional.ofNullable(expected),
                Optional.ofNullable(inputs),
                Optional.ofNullable(metric),
                Optional.ofNullable(split).map(InitCommand::sizes),
                Optional.ofNullable(model));
    }

    private List<String> inputs(String answer) {
        List<String> columns = SpecificationOptions.stripped(List.of(answer.split(",")));
        TaskDraft.propose(data, choices().withInputs(columns));
        return columns;
    }

    private Optional<String> promptText() {
        if (prompt != null && promptFile != null) {
            throw new InvalidInputException(
                    "--prompt and --prompt-file exclude each other", Where.NOWHERE, "leave one of them out.");
        }
        return promptFile == null ? Optional.ofNullable(prompt) : Optional.of(TextFile.read(promptFile));
    }

    private static TaskDraft.Sizes sizes(String text) {
        Matcher sizes = SIZES.matcher(text);
        if (!sizes.matches()) {
            throw new InvalidInputException(
                    "--split must be three numbers, not \"" + text + "\"", Where.NOWHERE, "write it like 60,60,90.");
        }
        return new TaskDraft.Sizes(
                Integer.parseInt(sizes.group(1)), Integer.parseInt(sizes.group(2)), Integer.parseInt(sizes.group(3)));
    }
}
