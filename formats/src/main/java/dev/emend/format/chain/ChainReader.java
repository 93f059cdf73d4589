package dev.emend.format.chain;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.format.Provided;
import dev.emend.format.data.PassageFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.program.BranchStep;
import dev.emend.program.MapStep;
import dev.emend.program.OutputType;
import dev.emend.program.Program;
import dev.emend.program.PromptStep;
import dev.emend.program.RetrievalStep;
import dev.emend.program.RetrieverProvider;
import dev.emend.program.Step;
import dev.emend.program.Tool;
import dev.emend.program.ToolProvider;
import dev.emend.program.ToolStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one chain file. */
final class ChainReader {

    private static final List<String> KINDS = List.of("prompt", "branch", "retrieve", "tool");
    private static final String[] KEYS = {
        "name",
        "prompt",
        "reads",
        "writes",
        "type",
        "labels",
        "map",
        "as",
        "branch",
        "cases",
        "otherwise",
        "retrieve",
        "from",
        "k",
        "tool",
        "timeout"
    };

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The content of a file that the chain names. */
    interface Sources {

        String text(String path, Where namedAt);
    }

    private final Path file;
    private final Sources disk;
    private final UnaryOperator<String> shown;
    private final Map<String, String> known;
    private final SortedMap<String, String> sources = new TreeMap<>();
    private final SortedMap<String, String> tools = new TreeMap<>();
    private final Map<String, ChainFile.Named> prompts = new LinkedHashMap<>();
    private final Map<String, YamlNode> places = new LinkedHashMap<>();

    /** A tool that keeps the identity that it had. Its program is looked for when it is used: what it gave is in a journal. */
    private static final class KnownTool implements Tool {

        private final String identity;
        private final Supplier<Tool> program;
        private @Nullable Tool found;

        KnownTool(String identity, Supplier<Tool> program) {
            this.identity = identity;
            this.program = program;
        }

        @Override
        public String identity() {
            return identity;
        }

        @Override
        public String use(Map<String, String> inputs) {
            return found().use(inputs);
        }

        private synchronized Tool found() {
            if (found == null) {
                found = program.get();
            }
            return found;
        }
    }

    /**
     * @param shown how a path is called in errors
     * @param known the identity of tools, by step, where they have one from earlier
     */
    ChainReader(Path file, Sources disk, UnaryOperator<String> shown, Map<String, String> known) {
        this.file = file;
        this.disk = disk;
        this.shown = shown;
        this.known = known;
    }

    ChainFile read(String text) {
        if (text.isBlank()) {
            throw new InvalidInputException(
                    "the chain file is empty", Where.file(file.toString()), "write \"inputs: [NAME]\" and \"steps:\".");
        }
        YamlNode root = YamlNode.parse(text, file.toString(), 1);
        if (root.isMapping() && root.entries().keySet().containsAll(Set.of("data", "metric"))) {
            throw root.error(
                    "this is a task file, and a prompt or a chain is needed here",
                    "the prompt file that it names is meant, or \"emend optimize\" takes the task.");
        }
        Fields fields = root.fields("name", "description", "inputs", "steps");
        YamlNode inputs = fields.require("inputs", "write \"inputs: [NAME]\", what each row of the data gives.");
        YamlNode steps = fields.require("steps", "write \"steps:\" and a list of steps.");
        String last = String.valueOf(file.getFileName());
        int ending = last.indexOf('.');
        String name = fields.text("name", ending > 0 ? last.substring(0, ending) : last);
        List<Step> read = steps(steps);
        try {
            Program program = Program.of(name, new TreeSet<>(texts(inputs)), read);
            return new ChainFile(file.toString(), text, program, prompts, sources, tools);
        } catch (InvalidInputException flaw) {
            YamlNode place = places.getOrDefault(
                    Optional.ofNullable(flaw.where().field()).orElse(""), steps);
            throw place.error(flaw.what(), flaw.maybe().orElse(""));
        }
    }

    private static List<String> texts(YamlNode node) {
        return node.isSequence()
                ? node.items().stream().map(YamlNode::text).toList()
                : List.of(node.text().strip().split("\\s*,\\s*"));
    }

    private List<Step> steps(YamlNode node) {
        return node.items().stream().map(this::step).toList();
    }

    private Step step(YamlNode node) {
        Fields fields = node.fields(KEYS);
        String name = fields.require("name", "write \"name: NAME\".").text();
        places.putIfAbsent(name, node);
        List<String> kinds =
                KINDS.stream().filter(kind -> fields.get(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            throw node.error(
                    "the step \"" + name + "\" has " + (kinds.isEmpty() ? "none" : "more than one") + " of " + KINDS,
                    kinds.isEmpty() ? "write \"prompt: FILE.prompty\"." : "these are several steps.");
        }
        String writes = fields.text("writes", name);
        return switch (kinds.getFirst()) {
            case "branch" -> branch(name, fields, writes);
            case "retrieve" -> retrieval(name, fields, writes);
            case "tool" -> tool(name, fields, writes);
            default -> prompt(name, fields, writes);
        };
    }

    private static void only(Fields fields, String kind, String... known) {
        for (String key : KEYS) {
            if (!List.of(known).contains(key) && !key.equals("name") && !key.equals("writes") && !key.equals(kind)) {
                fields.get(key).ifPresent(extra -> {
                    throw extra.error(
                            "a step with \"" + kind + "\" has no \"" + key + "\"", "it belongs to another step.");
                });
            }
        }
    }

    private Step prompt(String name, Fields fields, String writes) {
        YamlNode path = fields.require("prompt", "write \"prompt: FILE.prompty\".");
        PromptFile prompt = PromptFile.parse(text(path), shown.apply(path.text()));
        prompts.put(name, new ChainFile.Named(path.text(), path.span(), prompt));
        Map<String, String> renamed = new TreeMap<>();
        fields.get("reads")
                .ifPresent(reads -> reads.entries().forEach((placeholder, variable) -> {
                    if (!prompt.prompt().placeholders().contains(placeholder)) {
                        throw variable.error(
                                "the prompt \"" + path.text() + "\" has no placeholder {{" + placeholder + "}}",
                                Nearest.advice(placeholder, prompt.prompt().placeholders()));
                    }
                    renamed.put(placeholder, variable.text());
                }));
        Optional<YamlNode> over = fields.get("map");
        if (over.isPresent()) {
            only(fields, "map", "prompt", "reads", "as");
            String item = fields.require("as", "write \"as: NAME\", the variable of an element.")
                    .text();
            return new MapStep(name, prompt.prompt(), renamed, over.get().text(), item, writes);
        }
        only(fields, "prompt", "reads", "type", "labels");
        return new PromptStep(name, prompt.prompt(), renamed, writes, type(fields));
    }

    private static OutputType type(Fields fields) {
        Optional<OutputType> label =
                fields.get("labels").map(labels -> new OutputType.Label(new TreeSet<>(texts(labels))));
        String named = fields.text("type", label.isPresent() ? "label" : "text");
        return switch (named) {
            case "text" -> OutputType.TEXT;
            case "list" -> OutputType.LIST;
            case "json" -> OutputType.JSON;
            case "label" ->
                label.orElseThrow(() -> fields.require("type", "")
                        .error("a label step needs its labels", "write \"labels: [ONE, TWO]\"."));
            default ->
                throw fields.require("type", "")
                        .error(
                                "there is no type \"" + named + "\"",
                                Nearest.advice(named, List.of("text", "list", "label", "json")));
        };
    }

    private Step branch(String name, Fields fields, String writes) {
        only(fields, "branch", "cases", "otherwise");
        String on = fields.require("branch", "").text();
        Map<String, List<Step>> cases = new LinkedHashMap<>();
        fields.require("cases", "write \"cases:\" and the steps of each value.")
                .entries()
                .forEach((value, steps) -> cases.put(value, steps(steps)));
        return new BranchStep(name, on, cases, fields.get("otherwise").map(this::steps), writes);
    }

    private Step retrieval(String name, Fields fields, String writes) {
        only(fields, "retrieve", "from", "k");
        YamlNode from = fields.require("from", "write \"from: FILE\", with a passage a line.");
        String content = text(from);
        List<String> passages = PassageFile.parse(shown.apply(from.text()), content);
        if (passages.isEmpty()) {
            throw from.error("the file \"" + from.text() + "\" has no passages", "write one a line.");
        }
        return new RetrievalStep(
                name,
                fields.require("retrieve", "").text(),
                fields.get("k").map(k -> k.integer(1, 1000)).orElse(3),
                Provided.by(RetrieverProvider.class, from.where(), "passages cannot be looked up here")
                        .over(passages),
                writes);
    }

    private Step tool(String name, Fields fields, String writes) {
        only(fields, "tool", "reads", "timeout");
        YamlNode command = fields.require("tool", "");
        YamlNode reads = fields.require("reads", "write \"reads: [VARIABLE]\".");
        List<String> arguments = command.isSequence()
                ? command.items().stream().map(YamlNode::text).toList()
                : List.of(command.text().strip().split("\\s+"));
        Duration patience = fields.get("timeout").map(ChainReader::seconds).orElse(PATIENCE);
        Supplier<Tool> program = () -> program(command, arguments, patience);
        Tool tool = Optional.ofNullable(known.get(name))
                .<Tool>map(identity -> new KnownTool(identity, program))
                .orElseGet(program);
        tools.put(name, tool.identity());
        return new ToolStep(name, new LinkedHashSet<>(texts(reads)), tool, writes);
    }

    private static Duration seconds(YamlNode node) {
        double seconds = node.number();
        if (!(seconds >= 0.1 && seconds <= 3600)) {
            throw node.error(node.text() + " is out of range", "it should be between 0.1 and 3600 seconds.");
        }
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private Tool program(YamlNode command, List<String> arguments, Duration patience) {
        ToolProvider provider = Provided.by(ToolProvider.class, command.where(), "commands cannot be run here");
        try {
            return provider.command(arguments, file.toAbsolutePath().normalize().resolveSibling(""), patience);
        } catch (InvalidInputException missing) {
            throw command.error(missing.what(), missing.maybe().orElse(""));
        }
    }

    private String text(YamlNode path) {
        String text = disk.text(path.text(), path.where());
        sources.put(path.text(), text);
        return text;
    }
}
