package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.Placed;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.metric.Across;
import dev.emend.metric.Metric;
import dev.emend.model.Price;
import dev.emend.program.Program;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import dev.emend.search.Settings;
import dev.emend.strategy.Strategies;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one task file and what it names. */
final class TaskReader {

    private static final String SAME = "same";
    private static final Budget DEFAULT_BUDGET = Budget.calls(400);

    private final Path file;
    private final Overrides overrides;

    TaskReader(Path file, Overrides overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    LoadedTask read(YamlNode root) {
        Fields fields = root.fields(
                "name",
                "description",
                "prompt",
                "chain",
                "data",
                "metric",
                "tasks",
                "unseen",
                "aim",
                "models",
                "prices",
                "strategy",
                "budget",
                "seed");
        YamlNode program = program(fields);
        Optional<YamlNode> tasks = fields.get("tasks");
        // What stands in the task file itself is checked before other files are opened.
        Across.Aim aim = aim(fields.get("aim"));
        Task.ModelNames models = models(fields.get("models"));
        Optional<MetricSpec> own = tasks.isPresent() ? Optional.empty() : Optional.of(ownMetric(fields, aim));
        tasks.ifPresent(node -> refuseBesideTasks(fields, models));
        Map<String, Price> prices = fields.get("prices").map(TaskReader::prices).orElse(Map.of());
        Strategy strategy = strategy(fields.get("strategy"));
        Budget budget = budget(fields.get("budget"));
        long seed = overrides
                .seed()
                .orElseGet(() -> fields.get("seed").map(YamlNode::integer).orElse(1L));
        String name = fields.text("name", defaultName());
        String description = fields.text("description", "");

        Path path = program.pathBeside(file);
        Optional<ChainFile> chain = fields.get("chain").map(node -> ChainFile.read(path, node.where()));
        PromptFile prompt = chain.map(
                        read -> read.prompts().values().iterator().next().prompt())
                .orElseGet(() -> PromptFile.read(path, program.where()));
        if (chain.isEmpty() && prompt.prompt().placeholders().isEmpty()) {
            throw PromptFile.withoutPlaceholder("the prompt", Where.file(path.toString()));
        }
        Optional<SharedTasks.Read> shared =
                tasks.map(node -> new SharedTasks(file, prompt).read(node, fields.get("unseen")));
        DataReader.Read data = shared.map(read -> new DataReader.Read(read.splits(), read.notes()))
                .orElseGet(() -> ownExamples(fields, chain, prompt, models));
        Splits splits = data.splits();
        MetricSpec spec =
                shared.map(read -> read.metric().aiming(aim)).or(() -> own).orElseThrow();
        Metric metric = metric(
                spec,
                tasks.or(() -> fields.get("metric")).orElseThrow(),
                splits,
                models.judges().size());
        Task task = Task.of(
                        name,
                        chain.map(ChainFile::program).orElseGet(() -> Program.of(prompt.prompt())),
                        splits,
                        metric)
                .withDescription(description)
                .withModels(models)
                .withPrices(prices)
                .withStrategy(strategy.name(), strategy.options())
                .withBudget(budget)
                .withSeed(seed);
        return new LoadedTask(task, spec, prompt.rest(), file, chain, data.notes());
    }

    /** The path of the prompt or of the chain. */
    private static YamlNode program(Fields fields) {
        Optional<YamlNode> chain = fields.get("chain");
        if (chain.isEmpty()) {
            return fields.require("prompt", "write \"prompt: FILE.prompty\".");
        }
        fields.get("prompt").ifPresent(prompt -> {
            throw prompt.error("\"prompt\" and \"chain\" exclude each other", "the prompt is a step of the chain.");
        });
        return chain.get();
    }

    private MetricSpec ownMetric(Fields fields, Across.Aim aim) {
        fields.require("data", "write \"data: {file: FILE.jsonl, split: {…}}\".");
        fields.get("unseen").ifPresent(unseen -> {
            throw unseen.error("\"unseen\" stands beside \"tasks\" only", "");
        });
        return MetricReader.read(fields.require("metric", "write \"metric: label\", or another metric's name."), file)
                .aiming(aim);
    }

    private void refuseBesideTasks(Fields fields, Task.ModelNames models) {
        for (String other : List.of("chain", "data", "metric")) {
            fields.get(other).ifPresent(extra -> {
                throw extra.error(
                        "\"" + other + "\" and \"tasks\" exclude each other",
                        other.equals("chain") ? "one prompt is shared." : "each task's own file has one.");
            });
        }
        if (models.answering().size() > 1) {
            throw new InvalidInputException(
                    "several tasks cannot have several task models at once",
                    fields.get("models").map(YamlNode::where).orElse(Where.file(file.toString())),
                    "name one task model.");
        }
    }

    private DataReader.Read ownExamples(
            Fields fields, Optional<ChainFile> chain, PromptFile prompt, Task.ModelNames models) {
        DataReader reader = chain.map(
                        read -> new DataReader(file, "chain", read.program().inputs(), Map.of()))
                .orElseGet(() -> new DataReader(
                        file,
                        "prompt",
                        prompt.prompt().placeholders(),
                        prompt.rest().defaults()));
        DataReader.Read read = reader.read(fields.require("data", ""));
        return models.answering().size() > 1
                ? new DataReader.Read(Audience.ofModels(read.splits(), models.answering()), read.notes())
                : read;
    }

    private String defaultName() {
        String last = String.valueOf(file.getFileName());
        int ending = last.lastIndexOf('.');
        return ending > 0 ? last.substring(0, ending) : last;
    }

    private Task.ModelNames models(Optional<YamlNode> node) {
        Optional<Fields> fields = node.map(models -> models.fields("task", "meta", "judge"));
        List<String> answering = overrides.taskModels().isEmpty()
                ? answering(fields.flatMap(models -> models.get("task")))
                : distinct(named(overrides.taskModels()));
        String task = answering.getFirst();
        String meta = overrides
                .metaModel()
                .orElseGet(() -> fields.map(models -> models.text("meta", SAME)).orElse(SAME));
        String writing = meta.equals(SAME) ? task : TaskFile.model(meta);
        List<String> judging = overrides
                .judge()
                .map(List::of)
                .orElseGet(() -> judges(fields.flatMap(models -> models.get("judge")), task, writing));
        return new Task.ModelNames(answering, writing, named(judging));
    }

    private static List<String> named(List<String> models) {
        return models.stream().map(TaskFile::model).toList();
    }

    /** One task model, or several that the prompt is to serve. */
    private static List<String> answering(Optional<YamlNode> node) {
        if (node.isEmpty()) {
            return List.of(TaskFile.DEFAULT_MODEL);
        }
        if (!node.get().isSequence()) {
            return List.of(TaskFile.model(node.get().text()));
        }
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode model : node.get().items()) {
            if (!names.add(TaskFile.model(model.text()))) {
                throw model.error("the task model \"" + model.text() + "\" is named twice", "");
            }
        }
        if (names.isEmpty()) {
            throw node.get().error("the list of task models is empty", "write \"task: openai:gpt-4.1-mini\".");
        }
        return List.copyOf(names);
    }

    private static List<String> distinct(List<String> models) {
        Set<String> names = new LinkedHashSet<>();
        for (String model : models) {
            if (!names.add(model)) {
                throw new InvalidInputException(
                        "the task model \"" + model + "\" is named twice", Where.NOWHERE, "leave one of them out.");
            }
        }
        return List.copyOf(names);
    }

    private static Across.Aim aim(Optional<YamlNode> aim) {
        if (aim.isEmpty()) {
            return Across.Aim.MEAN;
        }
        return switch (aim.get().text()) {
            case "mean" -> Across.Aim.MEAN;
            case "worst" -> Across.Aim.WORST;
            default ->
                throw aim.get()
                        .error(
                                "\"aim\" cannot be \"" + aim.get().text() + "\"",
                                Nearest.advice(aim.get().text(), List.of("mean", "worst")));
        };
    }

    /** One judge or a jury; the meta-model where none is named. */
    private static List<String> judges(Optional<YamlNode> node, String task, String meta) {
        if (node.isEmpty()) {
            return List.of(meta);
        }
        List<YamlNode> judges = node.get().isSequence() ? node.get().items() : List.of(node.get());
        if (judges.isEmpty()) {
            throw node.get().error("the list of judges is empty", "write \"judge: same\", or a model's name.");
        }
        return judges.stream()
                .map(judge -> judge.text().equals(SAME) ? task : judge.text())
                .toList();
    }

    private static Map<String, Price> prices(YamlNode node) {
        Map<String, Price> prices = new LinkedHashMap<>();
        node.entries().forEach((model, value) -> {
            Fields price = value.fields("input", "cachedInput", "output");
            YamlNode input = price.require("input", "give US dollars for a million tokens.");
            YamlNode output = price.require("output", "give US dollars for a million tokens.");
            prices.put(
                    model,
                    new Price(dollars(input), dollars(price.get("cachedInput").orElse(input)), dollars(output)));
        });
        return prices;
    }

    private static double dollars(YamlNode node) {
        if (!(node.number() >= 0)) {
            throw node.error("a price must not be negative, but is " + node.text(), "");
        }
        return node.number();
    }

    private record Strategy(String name, Map<String, String> options) {}

    private Strategy strategy(Optional<YamlNode> node) {
        Strategy own = node.map(TaskReader::strategy).orElse(new Strategy(Strategies.USUAL, Map.of()));
        return overrides
                .strategy()
                .filter(name -> !name.equals(own.name()))
                .map(name -> new Strategy(name, Map.of()))
                .orElse(own);
    }

    private static Strategy strategy(YamlNode node) {
        if (!node.isMapping()) {
            return new Strategy(node.text(), Map.of());
        }
        Map<String, YamlNode> entries = node.entries();
        YamlNode name = entries.remove("name");
        if (name == null) {
            throw node.error("the strategy has no name", "write \"name: " + Strategies.USUAL + "\".");
        }
        Map<String, String> options = MetricReader.options(entries);
        // A strategy that is not there is no matter for commands that do not search.
        Strategies.all().stream()
                .filter(strategy -> strategy.name().equals(name.text()))
                .findFirst()
                .ifPresent(strategy -> entries.forEach((option, value) ->
                        Settings.check(strategy.profile(), option, options.getOrDefault(option, ""), value.where())));
        return new Strategy(name.text(), options);
    }

    private Budget budget(Optional<YamlNode> node) {
        Budget own = node.map(TaskReader::budget).orElse(DEFAULT_BUDGET);
        return overrides.budget().map(own::with).orElse(own);
    }

    private static Budget budget(YamlNode node) {
        Fields fields = node.fields(BudgetText.KEYS.toArray(String[]::new));
        Map<String, BudgetText.Limit> limits = new LinkedHashMap<>();
        for (String key : BudgetText.KEYS) {
            fields.get(key).ifPresent(value -> limits.put(key, new BudgetText.Limit(value.text(), value.where())));
        }
        if (limits.isEmpty()) {
            throw node.error("the budget limits nothing", "write \"budget: {calls: 400}\".");
        }
        return BudgetText.of(limits);
    }

    private Metric metric(MetricSpec spec, YamlNode node, Splits splits, int jurors) {
        Metric metric = Placed.at(node.where(), () -> spec.metric(splits, jurors, LoadedTask.folder(file)));
        for (List<Example> split : List.of(splits.train(), splits.validation(), splits.holdout())) {
            for (Example example : split) {
                Placed.at(example.where(), () -> {
                    metric.check(example);
                    return example;
                });
            }
        }
        return metric;
    }
}
