package dev.emend.benchmarks.generation;

import dev.emend.benchmarks.strategies.BenchmarkTask;
import dev.emend.benchmarks.strategies.BenchmarkTasks;
import dev.emend.benchmarks.strategies.Sizes;
import dev.emend.data.Example;
import dev.emend.format.data.ExampleFile;
import dev.emend.generation.OutputContract;
import dev.emend.generation.Specification;
import dev.emend.prompt.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A benchmark task with the specification that a busy engineer would write of it: its description, its inputs and its labels.
 * To the tasks of {@link BenchmarkTasks} comes {@code abstracts}: a research question answered from an abstract with yes, no or
 * maybe (PubMedQA).
 */
record SpecifiedTask(BenchmarkTask task, Specification specification) {

    static final List<String> NAMES = List.of("intents", "yesno-context", "matching", "number", "judge", "abstracts");

    private static final String ABSTRACTS = "abstracts";

    /** @throws dev.emend.InvalidInputException where there is no such task, or its data set is missing or too small */
    static SpecifiedTask named(String name, Path data, Sizes sizes) {
        BenchmarkTask task =
                name.equals(ABSTRACTS) ? abstracts(data, sizes) : new BenchmarkTasks(data, sizes).named(name);
        Specification specification = Specification.of(task.description())
                .withName(task.name())
                .withInputs(task.prompt().placeholders().toArray(String[]::new))
                .withContract(
                        task.labels().isEmpty()
                                ? OutputContract.OPEN.withForm("a number")
                                : OutputContract.oneOf(task.labels()));
        return new SpecifiedTask(task, specification);
    }

    private static BenchmarkTask abstracts(Path data, Sizes sizes) {
        List<Example> rows = ExampleFile.labelled(Set.of("question", "context"))
                .read(data.resolve("pubmedqa").resolve("examples.jsonl"));
        Prompt prompt = Prompt.of(
                ABSTRACTS, "Answer the question. Answer yes, no or maybe.", "{{context}}\n\nQuestion: {{question}}");
        return BenchmarkTask.of(
                ABSTRACTS,
                "Answer a research question from the abstract of a study: yes, no or maybe.",
                prompt.withSampling(prompt.sampling().withMaxTokens(24)),
                "label",
                rows,
                sizes);
    }

    /** What a generation may see: train and validation, and never the fresh rows. */
    List<Example> seen() {
        return Stream.concat(task.splits().train().stream(), task.splits().validation().stream())
                .toList();
    }
}
