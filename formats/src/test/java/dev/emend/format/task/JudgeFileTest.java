package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge in a file of its own gives its options to the metric that names it. */
class JudgeFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Map<String, String> options(String metric, Map<String, String> given) {
        return JudgeFile.withFiles(metric, given, folder::resolve, option -> Where.field("task.yaml", 3, option));
    }

    @Test
    void what_is_written_is_read() throws IOException {
        JudgeFile judge = new JudgeFile(
                "judge",
                Map.of(
                        "rubric",
                        "- It is: short.\n- It is right # always.",
                        "scale",
                        "yes-no",
                        "calibration",
                        "0:0.1,1:0.9"),
                Map.of("decision", "calibrated"));

        JudgeFile read = JudgeFile.read(file("judge.yaml", judge.source()), Where.NOWHERE);

        assertThat(read).isEqualTo(judge);
    }

    @Test
    void a_file_that_was_changed_by_hand_is_known() throws IOException {
        JudgeFile judge = new JudgeFile("judge", Map.of("rubric", "Be short."), Map.of("decision", "calibrated"));
        String text = judge.marked();

        assertThat(JudgeFile.isUnchanged(text)).isTrue();
        assertThat(JudgeFile.isUnchanged(text.replace("short", "right"))).isFalse();
        assertThat(JudgeFile.isUnchanged("# Ours.\n" + text)).isFalse();
        assertThat(JudgeFile.isUnchanged(text + "# Ours.\n")).isFalse();
        assertThat(JudgeFile.isUnchanged(judge.source())).isFalse();
        assertThat(JudgeFile.read(file("judge.yaml", text), Where.NOWHERE).options())
                .isEqualTo(judge.options());
    }

    @Test
    void a_metric_takes_the_files_options_and_its_own_win() throws IOException {
        file("judge.yaml", "metric: judge\noptions: {scale: 0-9, rubric: Be short., readout: weighted}\n");
        file("rubric.txt", "Be right.");

        assertThat(options("judge", Map.of("file", "judge.yaml", "scale", "1-5")))
                .isEqualTo(Map.of("scale", "1-5", "rubric", "Be short.", "readout", "weighted"));
        assertThat(options("judge", Map.of("file", "judge.yaml", "rubric-file", "rubric.txt")))
                .containsEntry("rubric-file", "Be right.")
                .doesNotContainKey("rubric");
    }

    @Test
    void a_rubric_beside_the_judge_is_read_from_there() throws IOException {
        file("rubric.txt", "Be right.");
        file("judge.yaml", "metric: judge\noptions: {rubric-file: rubric.txt}\n");

        assertThat(options("judge", Map.of("file", "judge.yaml"))).isEqualTo(Map.of("rubric-file", "Be right."));
    }

    @Test
    void a_metric_without_a_file_keeps_its_options() {
        assertThat(options("judge", Map.of("scale", "0-9"))).isEqualTo(Map.of("scale", "0-9"));
    }

    @Test
    void wrong_files_are_refused_with_their_place() throws IOException {
        file("checklist.yaml", "metric: judge-checklist\noptions: {questions: Is it short?}\n");
        file("metric.yaml", "metric: rouge\n");
        file("option.yaml", "metric: judge\noptions: {skale: 0-9}\n");
        file("none.yaml", "options: {scale: 0-9}\n");

        assertThatThrownBy(() -> options("judge", Map.of("file", "checklist.yaml")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("task.yaml:3: file")
                .hasMessageContaining("holds a judge-checklist, not a judge");
        assertThatThrownBy(() -> options("judge", Map.of("file", "metric.yaml")))
                .hasMessageContaining("is no judge");
        assertThatThrownBy(() -> options("judge", Map.of("file", "option.yaml")))
                .hasMessageContaining("option.yaml:2")
                .hasMessageContaining("\"skale\"");
        file("value.yaml", "metric: judge\noptions:\n  scale: 0-9\n  readout: heavy\n");
        assertThatThrownBy(() -> options("judge", Map.of("file", "value.yaml")))
                .hasMessageContaining("value.yaml:4: options.readout")
                .hasMessageContaining("\"heavy\"");
        file("scale.yaml", "metric: judge\noptions:\n  scale: 9-0\n");
        assertThatThrownBy(() -> options("judge", Map.of("file", "scale.yaml")))
                .hasMessageContaining("scale.yaml:3: options.scale");
        assertThatThrownBy(() -> options("judge", Map.of("file", "none.yaml")))
                .hasMessageContaining("\"metric\" is missing");
        assertThatThrownBy(() -> options("judge", Map.of("file", "absent.yaml")))
                .hasMessageContaining("there is no file");
    }

    @Test
    void a_metric_knows_which_model_its_judge_was_calibrated_with() throws IOException {
        file("judge.yaml", "metric: judge\noptions: {scale: 0-9}\nemend: {judge: \"embedded:qwen\"}\n");

        assertThat(options("judge", Map.of("file", "judge.yaml")))
                .isEqualTo(Map.of("scale", "0-9", "calibrated-with", "embedded:qwen"));
        assertThat(JudgeFile.read(folder.resolve("judge.yaml"), Where.NOWHERE).model())
                .contains("embedded:qwen");
    }
}
