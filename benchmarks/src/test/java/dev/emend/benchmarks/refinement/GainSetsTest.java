package dev.emend.benchmarks.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GainSetsTest {

    @TempDir
    private Path data;

    private GainSets with(String set, String... rows) throws IOException {
        Files.write(Files.createDirectories(data.resolve(set)).resolve("examples.jsonl"), List.of(rows));
        return new GainSets(data);
    }

    @Test
    void theRightAnswerIsTheReferenceAndNotTheLabelOfTheHallucination() throws IOException {
        GainSets sets = with("halueval_qa_stage1", """
                {"id":"a","inputs":{"knowledge":"Rome is old.","question":"Which city?","answer":"Bonn"},\
                "expected":"Yes","meta":{"right_answer":"Rome","hallucinated_answer":"Bonn"}}""");

        Example row = sets.knowledge().getFirst();

        assertThat(row.expected()).isEqualTo("Rome");
        assertThat(row.inputs()).containsOnlyKeys("question", "context").containsEntry("context", "Rome is old.");
        assertThat(sets.retrieved().getFirst().expected()).isEqualTo("Rome");
    }

    @Test
    void theAuthorsConclusionIsTheReferenceOfAnAbstract() throws IOException {
        GainSets sets = with("pubmedqa", """
                {"id":"p","inputs":{"context":"Of 20 polyps 3 grew.","question":"Do polyps grow?"},\
                "expected":"no","meta":{"long_answer":"They seldom grow.","year":"2009"}}""");

        assertThat(sets.abstracts().getFirst().expected()).isEqualTo("They seldom grow.");
    }
}
