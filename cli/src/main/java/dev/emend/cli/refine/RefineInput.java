package dev.emend.cli.refine;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.input.GroupColumn;
import dev.emend.cli.input.RowLimit;
import dev.emend.cli.option.Placeholders;
import dev.emend.cli.option.RetrievalOptions;
import dev.emend.data.Example;
import dev.emend.format.data.Columns;
import dev.emend.format.data.ExampleFile;
import dev.emend.format.prompt.PromptFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be answered and refined: the rows of a file, or one that the command line spells out. */
final class RefineInput {

    @Option(names = "--data", paramLabel = "FILE", description = "The rows to answer: JSON lines or CSV.")
    private @Nullable Path data;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "The value of a placeholder, for one answer. May be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RetrievalOptions retrieving;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description =
                    "The column whose equal values make rows belong together, such as questions on one document: intervals and"
                            + " tests take whole groups, and with --mode prompt --batch and --window count them.")
    private @Nullable String group;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N rows only. Default: all.")
    private int limit;

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /** Where contexts are looked up. */
    Optional<Path> passages() {
        return retrieving.passages();
    }

    /** The column that tells which rows belong together. */
    Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /** @throws InvalidInputException where a row does not fill the prompt's placeholders */
    List<Example> rows(PromptFile prompt) {
        List<Example> complete = retrieving.rows(
                prompt.prompt().placeholders(),
                prompt.rest().defaults(),
                (given, defaults) -> data == null ? List.of(spelt(given, defaults)) : read(data, given, defaults));
        if (group != null) {
            GroupColumn.check(group, complete);
        }
        return complete;
    }

    private List<Example> read(Path file, Set<String> placeholders, Map<String, String> defaults) {
        if (!values.isEmpty()) {
            throw new InvalidInputException(
                    "--data and --set are both given", Where.NOWHERE, "the file's rows have every value.");
        }
        List<Example> rows = new ExampleFile(placeholders, defaults, Columns.AS_NAMED, false, "row-").read(file);
        return RowLimit.first(rows, limit);
    }

    private Example spelt(Set<String> placeholders, Map<String, String> defaults) {
        Map<String, String> inputs =
                Placeholders.filled(values, defaults, placeholders, "give --data FILE with a row for each answer, or ");
        return Example.of("input", inputs, "");
    }
}
