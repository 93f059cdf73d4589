package dev.emend.format.task;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.data.Example;
import dev.emend.data.Rows;
import dev.emend.data.SplitPlan;
import dev.emend.data.Splits;
import dev.emend.format.data.Columns;
import dev.emend.format.data.ExampleFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.program.Retrieval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the {@code data} part of a task file. */
final class DataReader {

    private final Path taskFile;
    private final String what;
    private final Set<String> names;
    private final Map<String, String> defaults;

    /**
     * @param what reads the inputs: a prompt or a chain
     * @param names of the inputs
     * @param defaults where a row lacks one
     */
    DataReader(Path taskFile, String what, Set<String> names, Map<String, String> defaults) {
        this.taskFile = taskFile;
        this.what = what;
        this.names = names;
        this.defaults = defaults;
    }

    /** @param notes on what was left out */
    record Read(Splits splits, List<String> notes) {}

    Read read(YamlNode node) {
        Fields data = node.fields("file", "files", "split", "columns", "group", "retrieve", "unanswered");
        Optional<Retrieval> retrieval =
                data.get("retrieve").map(found -> new RetrievalReader(taskFile, what, names).read(found));
        Columns columns = data.get("columns").map(this::columns).orElse(Columns.AS_NAMED);
        boolean skip = data.get("unanswered").map(DataReader::skips).orElse(false);
        Optional<YamlNode> files = data.get("files");
        if (files.isEmpty()) {
            YamlNode file = data.require("file", "write \"file: FILE.jsonl\", or \"files: {train: …}\".");
            data.get("group").ifPresent(group -> {
                throw group.error("\"group\" stands beside \"files\" only", "write it inside \"split\".");
            });
            YamlNode split = data.require("split", "write \"split: {train: 60, validation: 60, holdout: 90}\".");
            SplitPlan plan = plan(split);
            List<Example> rows = examples(file, columns, retrieval, "row-", skip);
            return new Read(drawn(plan, rows, split), repeated(rows, file.text()));
        }
        for (String other : List.of("file", "split")) {
            data.get(other).ifPresent(extra -> {
                throw extra.error(
                        "\"" + other + "\" and \"files\" exclude each other", "the files already are the splits.");
            });
        }
        return given(files.get(), columns, retrieval, data.get("group"), skip);
    }

    private static boolean skips(YamlNode node) {
        if (!node.text().equals("skip")) {
            throw node.error(
                    "\"unanswered\" cannot be \"" + node.text() + "\"",
                    "write \"skip\" to leave out rows without a right answer.");
        }
        return true;
    }

    private Columns columns(YamlNode node) {
        Fields fields = node.fields("id", "expected", "inputs");
        Map<String, String> inputs = new LinkedHashMap<>();
        fields.get("inputs")
                .ifPresent(mapping -> mapping.entries().forEach((placeholder, column) -> {
                    if (!names.contains(placeholder)) {
                        throw column.error(
                                what.equals("prompt")
                                        ? "the prompt has no placeholder {{" + placeholder + "}}"
                                        : "the " + what + " has no input \"" + placeholder + "\"",
                                names.isEmpty() ? "the " + what + " lost it." : Nearest.advice(placeholder, names));
                    }
                    inputs.put(placeholder, column.text());
                }));
        return new Columns(
                fields.get("id").map(YamlNode::text), fields.get("expected").map(YamlNode::text), inputs);
    }

    private static SplitPlan plan(YamlNode node) {
        Fields split = node.fields("train", "validation", "holdout", "seed", "stratify", "group");
        String maybe = "give the number of examples for \"train\", \"validation\" and \"holdout\".";
        return new SplitPlan(
                split.require("train", maybe).integer(0, 1_000_000),
                split.require("validation", maybe).integer(1, 1_000_000),
                split.require("holdout", maybe).integer(1, 1_000_000),
                split.get("seed").map(YamlNode::integer).orElse(1L),
                split.get("stratify").map(YamlNode::text),
                split.get("group").map(YamlNode::text));
    }

    private static Splits drawn(SplitPlan plan, List<Example> examples, YamlNode node) {
        List<Example> distinct = plan.group().isPresent() ? Example.distinct(examples) : distinct(plan, examples, node);
        Splits splits = plan.draw(distinct, node.where());
        if (splits.validation().isEmpty() || splits.holdout().isEmpty()) {
            throw node.error(
                    "the split leaves nothing for " + (splits.validation().isEmpty() ? "validation" : "the hold-out"),
                    "the groups are too few or too large to be divided so.");
        }
        return splits;
    }

    /** Of rows with the same inputs one is drawn from, or what the search has seen would stand in the hold-out too. */
    private static List<Example> distinct(SplitPlan plan, List<Example> examples, YamlNode node) {
        List<Example> distinct = Example.distinct(examples);
        int wanted = plan.train() + plan.validation() + plan.holdout();
        if (distinct.size() < wanted && examples.size() >= wanted) {
            throw node.error(
                    "the split asks for " + wanted + " examples, and of " + examples.size() + " only " + distinct.size()
                            + " have inputs of their own",
                    "ask for fewer, or remove rows that repeat others.");
        }
        return distinct;
    }

    private static List<String> repeated(List<Example> rows, String file) {
        int repeated = rows.size() - Example.distinct(rows).size();
        if (repeated == 0) {
            return List.of();
        }
        long contradicted = Example.contradicted(rows);
        String which = contradicted == 0
                ? ""
                : "; " + contradicted + (contradicted == 1 ? " input stands" : " inputs stand")
                        + " in it with different right answers, of which the first counts";
        return List.of(repeated + (repeated == 1 ? " row" : " rows") + " of " + file + (repeated == 1 ? " is" : " are")
                + " left out, since others have the same inputs" + which);
    }

    private Read given(
            YamlNode node, Columns columns, Optional<Retrieval> retrieval, Optional<YamlNode> group, boolean skip) {
        Fields files = node.fields("train", "validation", "holdout");
        List<String> notes = new ArrayList<>();
        Function<String, List<Example>> split = name -> {
            YamlNode path = files.require(name, "give a file for \"train\", \"validation\" and \"holdout\".");
            List<Example> rows = examples(path, columns, retrieval, name + "-row-", skip);
            notes.addAll(repeated(rows, path.text()));
            // Copies would count as evidence of their own.
            return Example.distinct(rows);
        };
        Splits read = new Splits(
                split.apply("train"), split.apply("validation"), split.apply("holdout"), group.map(YamlNode::text));
        refuseShared(read);
        group.ifPresent(column -> requireGroups(read, column));
        return new Read(read, notes);
    }

    private static void requireGroups(Splits splits, YamlNode column) {
        Stream.of(splits.train(), splits.validation(), splits.holdout())
                .flatMap(List::stream)
                .filter(example -> !example.hasColumn(column.text()))
                .findFirst()
                .ifPresent(example -> {
                    throw column.error(
                            "\"group\" names the column \"" + column.text() + "\", which the row at " + example.where()
                                    + " lacks",
                            "the column has another name.");
                });
        refuseSharedGroups(
                splits,
                " of the column " + column.text(),
                "move its rows into one of the files, or the hold-out would prove nothing.");
    }

    /**
     * @param of what the groups are of, behind a group's name
     * @param maybe how to mend it
     */
    static void refuseSharedGroups(Splits splits, String of, String maybe) {
        Map<String, String> places = new HashMap<>();
        Map<String, List<Example>> named =
                Map.of("train", splits.train(), "validation", splits.validation(), "holdout", splits.holdout());
        for (String split : List.of("train", "validation", "holdout")) {
            for (Example example : named.getOrDefault(split, List.of())) {
                String place = places.computeIfAbsent(splits.groupOf(example), key -> split);
                if (!place.equals(split)) {
                    throw new InvalidInputException(
                            "the group \"" + splits.groupOf(example) + "\"" + of + " stands in " + place + " and in "
                                    + split,
                            example.where(),
                            maybe);
                }
            }
        }
    }

    /** The same row in two files often has two ids, so it is the inputs that tell. */
    static void refuseShared(Splits splits) {
        Map<Map<String, String>, Example> earlier = new HashMap<>();
        for (List<Example> split : List.of(splits.train(), splits.validation(), splits.holdout())) {
            for (Example example : split) {
                Example same = earlier.get(example.inputs());
                if (same != null) {
                    throw new InvalidInputException(
                            "the example \"" + example.id() + "\" is in two splits; it has the same inputs as \""
                                    + same.id() + "\" at " + same.where(),
                            example.where(),
                            "remove it from one of the files, or the hold-out would prove nothing.");
                }
            }
            split.forEach(example -> earlier.putIfAbsent(example.inputs(), example));
        }
    }

    private List<Example> examples(
            YamlNode path, Columns columns, Optional<Retrieval> retrieval, String idPrefix, boolean skip) {
        Set<String> given = new LinkedHashSet<>(names);
        Map<String, String> usual = new LinkedHashMap<>(defaults);
        retrieval.ifPresent(found -> {
            given.remove(found.context());
            usual.remove(found.context());
        });
        ExampleFile reader = new ExampleFile(given, usual, columns, true, idPrefix);
        Path data = path.pathBeside(taskFile);
        List<Example> rows = skip ? reader.readAnswered(data, path.where()) : reader.read(data, path.where());
        return retrieval
                .map(found -> rows.stream()
                        .map(row -> Rows.remember(row, found.apply(row)))
                        .toList())
                .orElse(rows);
    }
}
