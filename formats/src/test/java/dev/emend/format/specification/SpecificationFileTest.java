package dev.emend.format.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.prompt.PromptFile;
import dev.emend.generation.Generated;
import dev.emend.generation.GeneratedPrompt;
import dev.emend.generation.Generation;
import dev.emend.generation.MetaPrompts;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.generation.ScoringData;
import dev.emend.generation.Specification;
import dev.emend.generation.Technique;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Specifications, meta-prompts and candidates as files. */
class SpecificationFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private SpecificationFile read(String yaml) throws IOException {
        return SpecificationFile.read(file("wanted.yaml", yaml));
    }

    @Test
    void the_template_is_a_specification() throws IOException {
        SpecificationFile template = read(SpecificationFile.template());
        assertThat(template.specification().contract().labels()).containsExactly("billing", "delivery", "other");
        assertThat(template.specification().examples()).hasSize(1);
        assertThat(template.data()).isEmpty();
    }

    @Test
    void the_template_with_every_key_uncommented_is_one_too() throws IOException {
        String whole = SpecificationFile.template()
                .replaceAll("(?m)^# (?=(?:techniques|persona|tools|constraints|data|models):|  )", "")
                .replaceAll("(?m)^(  )# (?=(?:form|words|language|reasoning): |- )", "$1");
        SpecificationFile read = read(whole);
        Specification specification = read.specification();
        assertThat(specification.techniques())
                .containsExactly(Technique.FEW_SHOT, Technique.CHAIN_OF_THOUGHT, Technique.PERSONA);
        assertThat(specification.constraints()).hasSize(2);
        assertThat(specification.priorities()).hasSize(3);
        assertThat(specification.tools()).extracting(Specification.Named::name).containsExactly("search");
        assertThat(specification.contract().words()).hasValue(60);
        assertThat(specification.contract().reasoning()).contains(true);
        assertThat(read.data().orElseThrow().group()).contains("customer");
        assertThat(read.models().meta()).contains("embedded:qwen2.5-coder-1.5b");
    }

    @ParameterizedTest
    @CsvSource({"intents.yaml, 12, 0", "answer-with-citations.yaml, 0, 3"})
    void the_examples_are_specifications(String name, int labels, int constraints) {
        SpecificationFile example =
                SpecificationFile.read(Path.of("..", "examples", "generate-from-specification", name));
        assertThat(example.specification().contract().labels()).hasSize(labels);
        assertThat(example.specification().constraints()).hasSize(constraints);
        example.data()
                .ifPresent(
                        data -> assertThat(data.read(example.specification(), 1).examples())
                                .hasSizeGreaterThan(100));
    }

    @Test
    void a_schema_may_stand_in_the_file_or_beside_it() throws IOException {
        file("answer.json", "{ \"type\": \"object\",\n \"required\": [\"b\", \"a\"] }");
        String beside = read("task: T\noutput: {schema: answer.json}")
                .specification()
                .contract()
                .schema()
                .orElseThrow();
        assertThat(beside).isEqualTo("{\"type\":\"object\",\"required\":[\"b\",\"a\"]}");
        String within = read("task: T\noutput:\n  schema: {type: object, required: [b, a]}")
                .specification()
                .contract()
                .schema()
                .orElseThrow();
        assertThat(within).isEqualTo(beside);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: x | wanted.yaml:1: task | the key \"task\" is missing",
                "task: '' | wanted.yaml:1: task | says no task",
                "task: Read {{letter}}. | wanted.yaml:1: task | holds a placeholder",
                "`task: T\ninput: a` | wanted.yaml:2: input | it should be \"inputs\"",
                "`task: T\ninputs:\n  my letter: x` | wanted.yaml:3: inputs.my letter | cannot be called",
                "`task: T\ntechniques: [few-shots]` | wanted.yaml:2: techniques[0] | it should be \"few-shot\"",
                "`task: T\noutput: {labels: [a]}` | wanted.yaml:2: output.labels | one label alone",
                "`task: T\noutput:\n  reasoning: maybe` | wanted.yaml:3: output.reasoning | true or false",
                "`task: T\noutput: {schema: none.json}` | wanted.yaml:2: output.schema | there is no file",
                "`task: T\ninputs: [a]\nexamples:\n  - inputs: {b: x}\n    output: y` | wanted.yaml:4: examples[0].inputs | no input \"a\"",
                "`task: T\noutput: {schema: {type: objekt}}` | wanted.yaml:2: output.schema | is no valid schema",
                "`task: T\noutput: {labels: [a, b]}\nexamples:\n  - inputs: {x: y}\n    output: c` | wanted.yaml:5: examples[0].output | \"c\" is none of the labels",
                "`task: T\noutput: {schema: {type: object}}\nexamples:\n  - inputs: {x: y}\n    output: c` | wanted.yaml:5: examples[0].output | does not satisfy the schema",
                "`task: T\nfor: jugde` | wanted.yaml:2: for | it should be \"judge\"",
                "`task: T\ndata: {file: d.jsonl, metric: labels}` | wanted.yaml:2: data.metric | you mean \"label\"",
            })
    void a_mistake_is_told_with_its_place(String yaml, String place, String told) {
        assertThatThrownBy(() -> {
                    SpecificationFile file = read(yaml);
                    file.data().ifPresent(data -> data.read(file.specification(), 1));
                })
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(told);
    }

    @Test
    void rows_name_inputs_labels_and_metric_that_the_specification_leaves_open() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            rows.append("{\"inputs\": {\"letter\": \"Letter ")
                    .append(i)
                    .append("\"}, \"expected\": \"")
                    .append(i % 2 == 0 ? "works" : "taxes")
                    .append("\"}\n");
        }
        file("rows.jsonl", rows.toString());
        SpecificationFile file = read("task: T\ndata: rows.jsonl");
        SpecificationData data = file.data().orElseThrow();
        Specification specification = data.withInputs(file.specification());
        assertThat(specification.inputs()).extracting(Specification.Named::name).containsExactly("letter");
        ScoringData scoring = data.read(specification, 1);
        assertThat(scoring.metric().name()).isEqualTo("label");
        assertThat(scoring.examples()).hasSize(16);
    }

    @ParameterizedTest
    @EnumSource(Job.class)
    void a_meta_prompt_is_a_prompt_file_that_can_be_replaced(Job job) throws IOException {
        MetaPrompts usual = MetaPromptFiles.usual();
        assertThat(usual.of(job).placeholders())
                .isEqualTo(new java.util.LinkedHashSet<>(usual.of(job).placeholders()))
                .isSubsetOf(job.placeholders())
                .contains("task");
        Path own = file("own.prompty", MetaPromptFiles.text(job).replace("\nuser:", "\nBe brief.\n\nuser:"));
        MetaPrompts changed = MetaPromptFiles.with(usual, own);
        assertThat(changed.of(job).fingerprint()).isNotEqualTo(usual.of(job).fingerprint());
        assertThat(changed.of(job).render(fields(job)).getFirst().content()).endsWith("Be brief.");
    }

    private static Map<String, String> fields(Job job) {
        Map<String, String> fields = new java.util.TreeMap<>();
        job.placeholders().forEach(name -> fields.put(name, "x"));
        return fields;
    }

    @Test
    void a_meta_prompt_of_another_name_or_with_an_unknown_placeholder_is_refused() throws IOException {
        Path misnamed = file(
                "own.prompty", MetaPromptFiles.text(Job.WRITE).replace("name: generate-write", "name: generate-right"));
        assertThatThrownBy(() -> MetaPromptFiles.with(MetaPromptFiles.usual(), misnamed))
                .hasMessageContaining("own.prompty: name")
                .hasMessageContaining("it should be \"generate-write\"");
        Path unknown =
                file("mend.prompty", "---\nname: generate-mend\n---\nsystem:\nMend.\n\nuser:\n{{task}} {{fault}}\n");
        assertThatThrownBy(() -> MetaPromptFiles.with(MetaPromptFiles.usual(), unknown))
                .hasMessageContaining("mend.prompty")
                .hasMessageContaining("{{fault}}")
                .hasMessageContaining("faults, guidance, task");
        assertThatThrownBy(() -> MetaPromptFiles.job("writ", Where.NOWHERE)).hasMessageContaining("Maybe");
    }

    /** Writes the same whatever it is asked. */
    private record Repeating(String text) implements LanguageModel {

        @Override
        public String name() {
            return "repeating";
        }

        @Override
        public Completion complete(Request request) {
            return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of());
        }
    }

    @Test
    void a_candidate_tells_what_it_serves_and_that_nothing_is_proven() throws IOException {
        Specification specification = read(SpecificationFile.template()).specification();
        Generated generated = Generation.of(
                        specification,
                        MetaPromptFiles.usual(),
                        Models.local(new Repeating("Hypothesis: it's hard.\n```\nLook: at {{message}} #1\n```")),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .count(2)
                .unranked()
                .execute(event -> {});
        CandidateFile form = new CandidateFile(specification, generated, Map.of("seed", 1));
        for (GeneratedPrompt candidate : generated.candidates()) {
            PromptFile file = form.of(candidate);
            PromptFile again = PromptFile.parse(file.text(), "again.prompty");
            assertThat(again.prompt()).isEqualTo(candidate.prompt());
            assertThat(again.rest().metadata().get("emend"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("evidence", "unproven")
                    .containsEntry("property", candidate.assignment().property())
                    .containsKeys("technique", "critique", "assumptions", "prompt", "seed");
        }
    }
}
