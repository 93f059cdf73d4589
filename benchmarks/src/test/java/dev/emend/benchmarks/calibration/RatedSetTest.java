package dev.emend.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.judge.calibration.CalibrationTask;
import dev.emend.judge.calibration.Rated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public data become items with ratings from 0 to 1, in groups. */
class RatedSetTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private void write(String set, List<String> lines) throws IOException {
        Files.createDirectories(data.resolve(set));
        Files.write(data.resolve(set).resolve("examples.jsonl"), lines);
    }

    @Test
    void summaries_of_one_article_are_one_group_and_few_items_come_from_many() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add("{\"id\": \"s" + i + "\", \"inputs\": {\"source\": \"text\", \"summary\": \"sum " + i
                    + "\"}, \"human\": {\"coherence\": " + (1 + i % 5) + "}, \"meta\": {\"doc\": \"d" + i / 6 + "\"}}");
        }
        write("summeval", lines);

        CalibrationTask task = RatedSet.SUMMEVAL_COHERENCE.task(data, 400, 20, 1);

        List<Rated> all = Stream.of(
                        task.items().train(),
                        task.items().validation(),
                        task.items().holdout())
                .flatMap(List::stream)
                .toList();
        assertThat(all).hasSize(20);
        assertThat(all.stream().map(Rated::group).distinct()).hasSize(10);
        assertThat(task.coefficient()).isEqualTo(Coefficient.SPEARMAN);
        assertThat(all).allMatch(item -> item.example().inputs().isEmpty());
        assertThat(all.stream()
                        .mapToDouble(item -> item.human().orElseThrow())
                        .max()
                        .orElseThrow())
                .isEqualTo(1);
    }

    @Test
    void a_question_has_a_right_and_a_wrong_answer_in_one_group() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            lines.add("{\"id\": \"q" + i + "\", \"inputs\": {\"question\": \"Is it " + i
                    + "?\", \"context\": \"It is.\"}, \"expected\": \"" + (i == 0 ? "maybe" : i % 2 == 0 ? "yes" : "no")
                    + "\"}");
        }
        write("pubmedqa", lines);

        CalibrationTask task = RatedSet.PUBMEDQA.task(data, 400, 28, 1);

        assertThat(task.coefficient()).isEqualTo(Coefficient.ACCURACY);
        assertThat(task.items().holdout().size()).isEqualTo(2 * task.items().holdoutGroups());
    }
}
