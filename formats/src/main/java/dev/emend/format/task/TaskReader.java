package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.format.TextFile;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.model.Price;
import dev.emend.program.Program;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

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
                "models",
                "prices",
                "strategy",
                "budget",
                "seed");
        YamlNode program = program(fields);
        YamlNode data = fields.require("data", "write \"data: {file: FILE.jsonl, split: {…}}\".");
        YamlNode metricNode = fields.require("metric", "write \"metric: label\", or another metric's name.");
        // What stands in the task file itself is checked before other files are opened.
        MetricSpec spec = metricSpec(metricNode);
        Task.ModelNames models = models(fields.get("models"));
        Map<String, Price> prices = fields.get("prices").map(TaskReader::prices).orElse(Map.of());
        Strategy strategy = strategy(fields.get("strategy"));
        Budget budget = budget(fields.get("budget"));
        long seed = overrides
                .seed()
                .orElseGet(() -> fields.get("seed").map(YamlNode::integer).orElse(1L));
        String name = fields.text("name", defaultName());
        String description = fields.text("description", "");

        Path path = file.resolveSibling(program.text());
        Optional<ChainFile> chain = fields.get("chain").map(node -> ChainFile.read(path, node.where()));
        PromptFile prompt = chain.map(
                        read -> read.prompts().values().iterator().next().prompt())
                .orElseGet(() -> PromptFile.read(path, program.where()));
        Splits splits = chain.map(
                        read -> new DataReader(file, "chain", read.program().inputs(), Map.of()))
                .orElseGet(() -> new DataReader(
                        file,
                        "prompt",
                        prompt.prompt().placeholders(),
                        prompt.rest().defaults()))
                .read(data);
        Metric metric = metric(spec, metricNode, splits, models.judges().size());
        Task task = new Task(
                name,
                description,
                chain.map(ChainFile::program).orElseGet(() -> Program.of(prompt.prompt())),
                splits,
                metric,
                models,
                prices,
                strategy.name(),
                strategy.options(),
                budget,
                seed);
        return new LoadedTask(task, spec, prompt.rest(), file, chain);
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

    private String defaultName() {
        String last = String.valueOf(file.getFileName());
        int ending = last.lastIndexOf('.');
        return ending > 0 ? last.substring(0, ending) : last;
    }

    private MetricSpec metricSpec(YamlNode node) {
        if (!node.isSequence()) {
            return new MetricSpec(List.of(metricPart(node, false)));
        }
        if (node.items().isEmpty()) {
            throw node.error("the list of metrics is empty", "write \"metric: label\", or another metric's name.");
        }
        return new MetricSpec(
                node.items().stream().map(item -> metricPart(item, true)).toList());
    }

    private MetricSpec.Part metricPart(YamlNode node, boolean weighted) {
        if (!node.isMapping()) {
            return new MetricSpec.Part(node.text(), 1, Map.of());
        }
        Map<String, YamlNode> entries = node.entries();
        YamlNode name = entries.remove("name");
        if (name == null) {
            throw node.error("the metric has no name", "write \"name: label\", or another metric's name.");
        }
        YamlNode weight = weighted ? entries.remove("weight") : null;
        if (weight != null && !(weight.number() > 0)) {
            throw weight.error("a weight must be above 0, not " + weight.text(), "");
        }
        Map<String, String> options = options(entries);
        Set<String> files =
                placed(name.where(), () -> Metrics.kind(name.text())).files();
        entries.forEach((option, value) -> {
            if (files.contains(option)) {
                options.put(option, TextFile.read(file.resolveSibling(value.text()), value.where()));
            }
        });
        return new MetricSpec.Part(name.text(), weight == null ? 1 : weight.number(), options);
    }

    private static Map<String, String> options(Map<String, YamlNode> entries) {
        Map<String, String> options = new TreeMap<>();
        entries.forEach((option, value) -> options.put(
                option,
                value.isSequence()
                        ? String.join(
                                ",", value.items().stream().map(YamlNode::text).toList())
                        : value.text()));
        return options;
    }

    private Task.ModelNames models(Optional<YamlNode> node) {
        Optional<Fields> fields = node.map(models -> models.fields("task", "meta", "judge"));
        String task = overrides
                .taskModel()
                .orElseGet(() -> fields.map(models -> models.text("task", TaskFile.DEFAULT_MODEL))
                        .orElse(TaskFile.DEFAULT_MODEL));
        String meta = overrides
                .metaModel()
                .orElseGet(() -> fields.map(models -> models.text("meta", SAME)).orElse(SAME));
        String writing = meta.equals(SAME) ? task : meta;
        return new Task.ModelNames(task, writing, judges(fields.flatMap(models -> models.get("judge")), task, writing));
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
        Strategy own = node.map(TaskReader::strategy).orElse(new Strategy("reflective", Map.of()));
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
            throw node.error("the strategy has no name", "write \"name: reflective\".");
        }
        return new Strategy(name.text(), options(entries));
    }

    private Budget budget(Optional<YamlNode> node) {
        Budget own = node.map(TaskReader::budget).orElse(DEFAULT_BUDGET);
        return overrides
                .budget()
                .map(flag -> new Budget(
                        or(flag.calls(), own.calls()),
                        or(flag.tokens(), own.tokens()),
                        or(flag.microDollars(), own.microDollars()),
                        flag.time().or(own::time)))
                .orElse(own);
    }

    private static OptionalLong or(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
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
        Metric metric = placed(node.where(), () -> spec.metric(splits, jurors, LoadedTask.folder(file)));
        for (List<Example> split : List.of(splits.train(), splits.validation(), splits.holdout())) {
            for (Example example : split) {
                placed(example.where(), () -> {
                    metric.check(example);
                    return example;
                });
            }
        }
        return metric;
    }

    /** Gives an error of the engine, which knows no files, its place. */
    private static <T> T placed(Where where, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidInputException misplaced) {
            throw misplaced.where().file() != null
                    ? misplaced
                    : new InvalidInputException(
                            misplaced.what(), where, misplaced.maybe().orElse(""));
        }
    }
}
