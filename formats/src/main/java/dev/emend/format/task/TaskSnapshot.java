package dev.emend.format.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Split;
import dev.emend.data.Splits;
import dev.emend.evaluation.Estimate;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.model.Price;
import dev.emend.program.Program;
import dev.emend.run.Budget;
import dev.emend.run.Learned;
import dev.emend.run.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole task in one JSON document, so that a run can go on after the files it was read from have changed. Reading
 * gives back an equal task, its metric made anew from its spelling. The same task gives the same bytes.
 */
public final class TaskSnapshot {

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // Examples of runs that were begun before some of their inputs were kept apart.
            .withConfigOverride(Map.class, maps -> maps.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private TaskSnapshot() {}

    private record Document(
            int version,
            String name,
            String description,
            @Nullable String prompt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Chain chain,

            Splits splits,
            MetricSpec metric,
            Names models,
            SortedMap<String, Rate> prices,
            String strategy,
            SortedMap<String, String> options,
            Limits budget,
            long seed,
            String file,
            @Nullable Earlier learned) {}

    /** @param task one or several; a single one was a text once */
    private record Names(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> task,

            String meta,
            List<String> judges) {}

    /**
     * @param prompts as prompt files
     * @param steps where it is a chain
     * @param failedHypotheses not in snapshots of before there were any
     * @param choosers where there are any
     */
    private record Earlier(
            String run,
            List<String> prompts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> steps,

            @Nullable List<String> failedHypotheses,
            Estimate score,
            String split,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> choosers) {}

    /**
     * @param sources the files that the chain names, by path
     * @param tools the identity of each step's tool; not in snapshots of before it was kept
     */
    private record Chain(
            String file,
            String text,
            SortedMap<String, String> sources,
            @Nullable SortedMap<String, String> tools) {}

    private record Rate(double input, double cachedInput, double output) {}

    private record Limits(
            @Nullable Long calls,
            @Nullable Long tokens,
            @Nullable Long microDollars,
            @Nullable String time) {}

    public static String write(LoadedTask loaded) {
        Task task = loaded.task();
        SortedMap<String, Rate> prices = new TreeMap<>();
        task.prices()
                .forEach((model, price) ->
                        prices.put(model, new Rate(price.input(), price.cachedInput(), price.output())));
        Budget budget = task.budget();
        return JSON.writeValueAsString(new Document(
                VERSION,
                task.name(),
                task.description(),
                loaded.chain().isPresent() ? null : loaded.promptFile().text(),
                loaded.chain()
                        .map(chain -> new Chain(
                                absolute(Path.of(chain.file())), chain.text(), chain.sources(), chain.tools()))
                        .orElse(null),
                task.splits(),
                loaded.metric(),
                new Names(
                        task.models().answering(),
                        task.models().meta(),
                        task.models().judges()),
                prices,
                task.strategy(),
                new TreeMap<>(task.options()),
                new Limits(
                        boxed(budget.calls()),
                        boxed(budget.tokens()),
                        boxed(budget.microDollars()),
                        budget.time().map(Duration::toString).orElse(null)),
                task.seed(),
                absolute(loaded.file()),
                task.learned().map(TaskSnapshot::earlier).orElse(null)));
    }

    /** @throws InvalidInputException where the text is no snapshot, or one of another version */
    public static LoadedTask read(String text) {
        Document document;
        try {
            document = JSON.readValue(text, Document.class);
        } catch (JacksonException malformed) {
            throw new InvalidInputException(
                    "the stored task cannot be read: " + malformed.getOriginalMessage(),
                    Where.NOWHERE,
                    "the journal is damaged.");
        }
        if (document.version() != VERSION) {
            throw new InvalidInputException(
                    "the stored task is of version " + document.version() + ", not " + VERSION,
                    Where.NOWHERE,
                    "another version of Emend wrote it.");
        }
        Optional<ChainFile> chain = Optional.ofNullable(document.chain())
                .map(kept -> ChainFile.parse(
                        kept.file(),
                        kept.text(),
                        kept.sources(),
                        Objects.requireNonNullElse(kept.tools(), new TreeMap<>())));
        PromptFile prompt = chain.map(
                        read -> read.prompts().values().iterator().next().prompt())
                .orElseGet(
                        () -> PromptFile.parse(Objects.requireNonNull(document.prompt()), "prompt of the stored task"));
        Map<String, Price> prices = new LinkedHashMap<>();
        document.prices()
                .forEach(
                        (model, rate) -> prices.put(model, new Price(rate.input(), rate.cachedInput(), rate.output())));
        Limits limits = document.budget();
        Task task = new Task(
                document.name(),
                document.description(),
                chain.map(ChainFile::program).orElseGet(() -> Program.of(prompt.prompt())),
                document.splits(),
                document.metric()
                        .metric(
                                document.splits(),
                                document.models().judges().size(),
                                LoadedTask.folder(Path.of(document.file()))),
                new Task.ModelNames(
                        document.models().task(),
                        document.models().meta(),
                        document.models().judges()),
                prices,
                document.strategy(),
                document.options(),
                new Budget(
                        optional(limits.calls()),
                        optional(limits.tokens()),
                        optional(limits.microDollars()),
                        Optional.ofNullable(limits.time()).map(Duration::parse)),
                document.seed(),
                Optional.ofNullable(document.learned()).map(TaskSnapshot::learned));
        return new LoadedTask(task, document.metric(), prompt.rest(), Path.of(document.file()), chain, List.of());
    }

    /** The same wherever the run goes on. */
    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    private static Earlier earlier(Learned learned) {
        return new Earlier(
                learned.run(),
                learned.prompts().stream()
                        .map(prompt -> PromptFile.of(prompt).text())
                        .toList(),
                learned.steps().isEmpty() ? null : learned.steps(),
                learned.failedHypotheses(),
                learned.score(),
                learned.split().label(),
                learned.choosers().isEmpty() ? null : learned.choosers());
    }

    private static Learned learned(Earlier earlier) {
        return new Learned(
                earlier.run(),
                earlier.prompts().stream()
                        .map(text -> PromptFile.parse(text, "a prompt of run " + earlier.run())
                                .prompt())
                        .toList(),
                Objects.requireNonNullElse(earlier.steps(), List.of()),
                Objects.requireNonNullElse(earlier.failedHypotheses(), List.of()),
                earlier.score(),
                Split.labelled(earlier.split()),
                Objects.requireNonNullElse(earlier.choosers(), List.of()));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
