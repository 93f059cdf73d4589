package dev.emend.cli.prompt;

import dev.emend.cli.call.Answering;
import dev.emend.cli.call.OpenModels;
import dev.emend.cli.console.Console;
import dev.emend.cli.option.ModelName;
import dev.emend.cli.option.PriceOptions;
import dev.emend.cli.option.RetrievalOptions;
import dev.emend.cli.option.WorkspaceOption;
import dev.emend.cli.output.TextOutput;
import dev.emend.data.Example;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.data.Columns;
import dev.emend.format.data.ExampleFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.TaskFile;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.program.Program;
import dev.emend.run.Answers;
import dev.emend.run.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend run} */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Answers every row of a data file with a prompt or a chain.",
            "",
            "Writes one JSON object a line, with \"id\", \"inputs\", \"output\" and \"usage\" in tokens. Every paid answer is"
                    + " kept in the workspace, so the same command goes on where it was stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend run seed.emended.prompty --data new.csv --out answers.jsonl",
            "  emend run seed.prompty --data new.jsonl --model openai:gpt-4o-mini | jq -r .output",
            "  emend run ask.prompty --data questions.jsonl --retrieve manual/ --k 3 --out answers.jsonl",
            "  emend run chain.emended.yaml --data new.jsonl --out answers.jsonl",
            "  emend run seed.prompty --data new.jsonl --model openai:gpt-4o-mini --budget usd=1 \\",
            "      --price openai:gpt-4o-mini=0.15/0.60",
            "",
            "Exit status: 0 done, 2 wrong input, 4 the budget ended first, 5 model unavailable."
        })
public final class AnswerCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PROMPT", description = "A prompt file, or a chain file, which ends in .yaml.")
    @SuppressWarnings("NullAway.Init")
    private Path prompt;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "The rows to answer: JSON lines or CSV with a value for each placeholder.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RetrievalOptions retrieving;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the answers go. Default: standard output.")
    private @Nullable Path out;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelName.class,
            description = "The model that answers. Default: the one that the prompt was optimized for, else "
                    + TaskFile.DEFAULT_MODEL + ".")
    private @Nullable String model;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Calls in flight at once. Default: what the model can work on. It changes no result.")
    private int parallel;

    @Option(
            names = "--budget",
            paramLabel = "LIMITS",
            description = "Any of calls=300,tokens=400k,usd=2,time=10m. Default: no limit.")
    private @Nullable String budget;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PriceOptions prices;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of every random choice. Default: 1.")
    private long seed = 1;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    public AnswerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Optional<ChainFile> chain = ChainFile.isNamed(prompt) ? Optional.of(ChainFile.read(prompt)) : Optional.empty();
        PromptFile file = chain.map(ChainFile::provenance).orElseGet(() -> PromptFile.read(prompt));
        Program program = chain.map(ChainFile::program).orElseGet(() -> Program.of(file.prompt()));
        List<Example> rows = retrieving.rows(
                chain.isPresent() ? program.inputs() : file.prompt().placeholders(),
                chain.isPresent() ? Map.of() : file.rest().defaults(),
                (given, defaults) -> new ExampleFile(given, defaults, Columns.AS_NAMED, false, "row-").read(data));
        if (out != null) {
            List<Path> read = new ArrayList<>(List.of(prompt, data));
            retrieving.passages().ifPresent(read::add);
            TextOutput.check(out, read);
        }
        Answering.checkInputs(prompt.toString(), program, rows);
        String answering = Answering.model(model, file.rest().metadata(), TaskFile.DEFAULT_MODEL);
        Budget limits = budget == null ? Budget.UNLIMITED : BudgetText.parse(budget);
        Map<Purpose, List<String>> asked = Map.of(Purpose.TASK, List.of(answering));
        Map<String, Price> known = prices.of(asked, limits);
        Reached reached;
        try (OpenModels open = new OpenModels(console, parallel);
                Answering session = new Answering(
                        console,
                        workspace.directory(),
                        quiet,
                        open.of(asked, known),
                        answering,
                        limits,
                        OptionalLong.of((long) program.calls() * rows.size()),
                        seed)) {
            reached = reached(session, program, rows);
        }
        AnsweredRows answered = new AnsweredRows(reached.answers, rows.size());
        if (reached.failure.isPresent()) {
            tellWhatIsLeft(answered, rows);
            throw reached.failure.get();
        }
        return told(program, answered);
    }

    /** @param failure of a model, which ended it */
    private record Reached(Answers answers, Optional<ModelException> failure) {}

    private Reached reached(Answering session, Program program, List<Example> rows) {
        try {
            return new Reached(session.answer(prompt.toString(), program, rows, 1, Optional.empty()), Optional.empty());
        } catch (ModelException failed) {
            Answers left = new Answers(session.found(program, rows), Optional.empty(), session.spend());
            return new Reached(left, Optional.of(failed));
        }
    }

    private void tellWhatIsLeft(AnsweredRows answered, List<Example> rows) throws IOException {
        List<Example> without = answered.unanswered(rows);
        if (without.size() == rows.size()) {
            return;
        }
        write(answered);
        console.err()
                .println("note: " + (rows.size() - without.size()) + " of " + rows.size()
                        + " rows are answered" + (out == null ? "" : ", in " + Console.shown(out))
                        + (without.isEmpty()
                                ? ""
                                : "; the first that is not is "
                                        + without.getFirst().id()));
    }

    private void write(AnsweredRows answered) throws IOException {
        if (out == null) {
            console.out().print(answered.lines());
        } else {
            TextOutput.write(out, answered.lines());
        }
    }

    private int told(Program program, AnsweredRows answered) throws IOException {
        write(answered);
        List<String> notes = new ArrayList<>(answered.notes());
        program.prompts().values().forEach(own -> own.lookalikes().ifPresent(notes::add));
        notes.forEach(note -> console.err().println("note: " + note));
        if (!quiet) {
            console.err().println(answered.summary() + (out == null ? "" : ": " + Console.shown(out)));
        }
        answered.answers()
                .stopped()
                .ifPresent(reason -> console.err()
                        .println("The budget ended first (" + reason.label() + "), after "
                                + answered.answers().responses().size() + " of " + answered.rows()
                                + " rows were answered: the same command with more goes on from there."));
        return answered.exitStatus();
    }
}
