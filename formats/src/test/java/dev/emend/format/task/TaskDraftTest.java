package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskDraftTest {

    @TempDir
    Path folder;

    @Test
    void aLabelledFileBecomesATaskThatCanBeRead() throws IOException {
        Path data = rows(
                300,
                i -> "{\"inputs\": {\"message\": \"m" + i + "\"}, \"expected\": \""
                        + (i % 3 == 0 ? "card lost" : "refund") + "\"}");
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        assertThat(draft.metric()).isEqualTo("label");
        assertThat(draft.sizes()).isEqualTo(new TaskDraft.Sizes(60, 60, 120));
        Task task = TaskFile.read(draft.write(folder.resolve("new"))).task();
        assertThat(task.name()).isEqualTo("rows");
        assertThat(task.splits().holdout()).hasSize(120);
        assertThat(task.prompt().instruction().source())
                .isEqualTo("Answer with one of these labels and nothing else: card lost, refund.");
        assertThat(task.prompt().placeholders()).containsExactly("message");
        assertThat(task.budget().calls()).hasValue(640);
    }

    @Test
    void columnsOfACsvFileBecomePlaceholders() throws IOException {
        Path data = Files.writeString(
                folder.resolve("a.csv"),
                "id,split,Customer text,2nd,answer\n"
                        + IntStream.range(0, 10)
                                .mapToObj(i -> i + ",train,t" + i + ",x," + i * 7)
                                .collect(Collectors.joining("\n")));
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        assertThat(draft.metric()).isEqualTo("numeric");
        Task task = TaskFile.read(draft.write(folder)).task();
        assertThat(task.prompt().placeholders()).containsExactly("Customer_text", "_2nd");
        assertThat(task.splits().train()).hasSize(2);
        assertThat(task.splits().holdout()).as("fewer could prove nothing").hasSize(6);
        assertThat(task.splits().holdout().getFirst().inputs()).containsEntry("_2nd", "x");
    }

    @Test
    void whatThePersonChoseIsKept() throws IOException {
        Path data = rows(30, i -> "{\"q\": \"m" + i + "\", \"note\": \"n\", \"kind\": \"k" + i + " a b c d\"}");
        TaskDraft draft = TaskDraft.propose(
                data,
                new TaskDraft.Choices(
                        Optional.of("mine: \"1\""),
                        Optional.of("what # it is"),
                        Optional.of("Say what kind {{q}} is."),
                        Optional.of("kind"),
                        Optional.empty(),
                        Optional.of("contains"),
                        Optional.of(new TaskDraft.Sizes(5, 6, 7)),
                        Optional.of("openai:gpt-4o-mini")));
        Task task = TaskFile.read(draft.write(folder)).task();
        assertThat(task.name()).isEqualTo("mine: \"1\"");
        assertThat(task.description()).isEqualTo("what # it is");
        assertThat(task.metric().name()).isEqualTo("contains");
        assertThat(task.models().task()).isEqualTo("openai:gpt-4o-mini");
        assertThat(task.prompt().messages()).hasSize(1);
        assertThat(task.splits().validation()).hasSize(6);
    }

    @Test
    void answersAreKnownByTheirLook() throws IOException {
        assertThat(metricFor(i -> i % 2 == 0 ? "yes" : "no")).isEqualTo("label");
        assertThat(metricFor(i -> "" + i % 2)).isEqualTo("label");
        assertThat(metricFor(i -> "" + i % 9)).isEqualTo("numeric");
        assertThat(metricFor(i -> i + ",000.5")).isEqualTo("numeric");
        assertThat(metricFor(i -> "word" + i)).isEqualTo("exact-match");
        assertThat(metricFor(i -> "a longer answer in words " + i)).isEqualTo("token-f1");
    }

    @Test
    void decimalsBehindACommaAreTold() throws IOException {
        Path data = Files.writeString(
                folder.resolve("prices.csv"),
                "message;price\n"
                        + IntStream.range(0, 60)
                                .mapToObj(i -> "m" + i + ";" + (i == 7 ? "1.234,50" : i + ",50"))
                                .collect(Collectors.joining("\n")));
        TaskDraft.Choices price = TaskDraft.Choices.NONE.withExpected("price");

        Path task = TaskDraft.propose(data, price).write(folder.resolve("new"));

        assertThat(task).content().contains("metric: {name: numeric, decimal-comma: true}\n");
        assertThat(TaskFile.read(task).task().metric().name()).isEqualTo("numeric");
        assertThat(MetricSpec.fitting(List.of("0,5", "1,5", "2,5", "3,5", "4,5", "5,5"))
                        .parts()
                        .getFirst()
                        .options())
                .containsEntry("decimal-comma", "true");
    }

    private String metricFor(IntFunction<String> answer) throws IOException {
        Path data = rows(60, i -> "{\"q\": \"m" + i + "\", \"expected\": \"" + answer.apply(i) + "\"}");
        return TaskDraft.propose(data, TaskDraft.Choices.NONE).metric();
    }

    @Test
    void aLabelThatLooksLikeATemplateDoesNotBecomeOne() throws IOException {
        Path data = rows(30, i -> "{\"q\": \"m" + i + "\", \"expected\": \"" + (i % 2 == 0 ? "{{evil}}" : "b") + "\"}");
        Task task = TaskFile.read(
                        TaskDraft.propose(data, TaskDraft.Choices.NONE).write(folder))
                .task();
        assertThat(task.prompt().placeholders()).containsExactly("q");
    }

    @Test
    void repeatedAndUnansweredRowsAreNotCountedAsExamples() throws IOException {
        Path data = Files.writeString(
                folder.resolve("a.csv"),
                "message,label\nm0,a\nm0,b\nm1,\nm2,\n"
                        + IntStream.range(3, 60)
                                .mapToObj(i -> "m" + i + "," + (i % 2 == 0 ? "a" : "b"))
                                .collect(Collectors.joining("\n")));
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        assertThat(draft.profile().unanswered()).isEqualTo(2);
        assertThat(draft.profile().repeated()).isEqualTo(1);
        assertThat(draft.profile().conflicts()).containsExactly(Where.line(data.toString(), 3));
        assertThat(draft.sizes()).isEqualTo(new TaskDraft.Sizes(19, 19, 20));
        Task task = TaskFile.read(draft.write(folder)).task();
        assertThat(task.splits().train()).hasSize(19);
        assertThat(task.splits().holdout()).hasSize(20);
        assertThat(folder.resolve("task.yaml")).content().contains("  unanswered: skip   # ");
    }

    @Test
    void aLabelWithoutTextIsAGapInJsonLinesToo() throws IOException {
        Path data = rows(
                60, i -> "{\"message\": \"m" + i + "\", \"label\": \"" + (i < 2 ? "" : i % 2 == 0 ? "a" : "b") + "\"}");
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        assertThat(draft.profile().unanswered()).isEqualTo(2);

        Task task = TaskFile.read(draft.write(folder)).task();
        assertThat(task.splits().all()).noneMatch(example -> example.expected().isEmpty());
    }

    @Test
    void moreRowsThanCanBeDrawnFromAreNotPromised() throws IOException {
        Path data = rows(9, i -> "{\"q\": \"m" + i / 2 + "\", \"expected\": \"x\"}");
        TaskDraft.Choices choices = new TaskDraft.Choices(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TaskDraft.Sizes(3, 3, 3)),
                Optional.empty());
        assertThatThrownBy(() -> TaskDraft.propose(data, choices))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "the split asks for 9 rows, and there are 5 to draw from, after 4 with the inputs");
    }

    @Test
    void theColumnOfTheAnswerIsFoundHoweverItIsWritten() throws IOException {
        Path data = Files.writeString(folder.resolve("a.csv"), "Message,Label\none,x\ntwo,y\nthree,x\n");
        assertThat(TaskDraft.propose(data, TaskDraft.Choices.NONE).expected()).isEqualTo("Label");
        assertThat(TaskDraft.columnsWithoutAnswer(data)).isEmpty();
        Path other = Files.writeString(folder.resolve("b.csv"), "Message,Team\none,x\ntwo,y\nthree,x\n");
        assertThat(TaskDraft.columnsWithoutAnswer(other)).containsExactly("Message", "Team");
        assertThatThrownBy(() -> TaskDraft.propose(other, TaskDraft.Choices.NONE))
                .hasMessageContaining("--expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Classify {{mesage}} | asks for {{mesage}}, which the data do not have; they have [Message_text",
                "Classify {{Message text}} | names none of the inputs [Message_text]",
            })
    void aPromptThatDoesNotFitTheDataIsRefused(String prompt, String why) throws IOException {
        Path data = Files.writeString(folder.resolve("a.csv"), "Message text,label\none,x\ntwo,y\nthree,x\n");
        TaskDraft.Choices choices = new TaskDraft.Choices(
                Optional.empty(),
                Optional.empty(),
                Optional.of("---\nname: p\n---\nuser:\n" + prompt + "\n"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> TaskDraft.propose(data, choices)).hasMessageContaining(why);
    }

    @Test
    void whatThePromptIsForIsNotMadeUp() throws IOException {
        Path data = rows(30, i -> "{\"q\": \"m" + i + "\", \"expected\": \"x\"}");
        Path task = TaskDraft.propose(data, TaskDraft.Choices.NONE).write(folder);
        assertThat(TaskFile.read(task).task().description()).isEmpty();
        assertThat(task).content().contains("# what the prompt is for, in a sentence");
    }

    @Test
    void whatOnlyNumbersTheRowsIsNoInput() throws IOException {
        Path data = rows(
                40,
                i -> "{\"ticket_id\": \"T-" + i * 7 % 40 + "\", \"line\": " + (i + 1) + ", \"word\": \"w" + i
                        + "\", \"count\": " + i * i + ", \"expected\": \"" + i % 2 + "\"}");
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        assertThat(draft.inputs().values()).containsExactly("word", "count");
        assertThat(draft.profile().identifiers()).containsExactly("ticket_id", "line");
        assertThat(TaskDraft.propose(data, TaskDraft.Choices.NONE.withInputs(List.of("ticket_id", "word")))
                        .inputs()
                        .values())
                .containsExactly("ticket_id", "word");
        Path alone = rows(40, i -> "{\"number\": " + i + ", \"expected\": \"" + i % 2 + "\"}");
        assertThat(TaskDraft.propose(alone, TaskDraft.Choices.NONE).inputs().values())
                .containsExactly("number");
    }

    @Test
    void anInputThatGivesTheAnswerAwayIsFound() throws IOException {
        List<String> names = List.of("billing", "returns", "security");
        Path data = rows(
                60,
                i -> "{\"message\": \"m" + i + "\", \"channel\": \"c" + i % 4 + "\", \"label_text\": \""
                        + names.get(i % 3) + "\", \"label\": " + i % 3 + "}");
        assertThat(TaskDraft.propose(data, TaskDraft.Choices.NONE).profile().leaks())
                .containsExactly("label_text");
        Path free = rows(
                20,
                i -> "{\"question\": \"q" + i + "\", \"gold\": \"Answer number " + i
                        + "\", \"answer\": \"answer number " + i + "\"}");
        assertThat(TaskDraft.propose(free, TaskDraft.Choices.NONE).profile().leaks())
                .containsExactly("gold");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path data = rows(9, i -> "{\"q\": \"m" + i + "\", \"expected\": \"x\"}");
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        Path seed = Files.writeString(folder.resolve("seed.prompty"), "mine");
        assertThatThrownBy(() -> draft.write(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(seed + ": the file is there already");
        assertThat(seed).hasContent("mine");
        assertThat(folder.resolve("task.yaml")).doesNotExist();
    }

    @Test
    void dataWithoutAnswerInputOrRowsIsRefused() throws IOException {
        refused(rows(9, i -> "{\"q\": \"m\", \"w\": \"x\"}"), "none of the columns [q, w] looks like the right answer");
        refused(rows(9, i -> "{\"expected\": \"x\"}"), "no column is left that every row has");
        refused(
                rows(2, i -> "{\"q\": \"m\", \"expected\": \"x\"}"),
                "there is 1 row to draw from, after 1 with the inputs");
    }

    private static void refused(Path data, String message) {
        assertThatThrownBy(() -> TaskDraft.propose(data, TaskDraft.Choices.NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(data + ": " + message);
    }

    private Path rows(int count, IntFunction<String> row) throws IOException {
        return Files.writeString(
                folder.resolve("rows.jsonl"),
                IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n")));
    }

    @Test
    void whereNumbersAreWrittenOtherwiseTheTaskFileIsTheSame() throws IOException {
        Path data = rows(300, i -> "{\"inputs\": {\"message\": \"m" + i + "\"}, \"expected\": \"refund\"}");
        TaskDraft draft = TaskDraft.propose(data, TaskDraft.Choices.NONE);
        String expected = draft.taskYaml(folder);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(draft.taskYaml(folder)).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }
}
