package dev.emend.format.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.data.Splits;
import dev.emend.program.Retrieval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks whose examples are given passages. */
class TaskRetrievalTest {

    private static final String TASK = """
            prompt: ask.prompty
            data:
              file: rows.jsonl
              split: {train: 1, validation: 1, holdout: 1}
              retrieve: {from: passages.txt, query: question, k: 1, as: context}
            metric: token-f1
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write("ask.prompty", "---\nname: ask\n---\nsystem:\nAnswer.\nuser:\n{{context}}\nQ: {{question}} {{tone}}\n");
        write("passages.txt", "Parcels leave on Friday.\n\nBills are due in May.\nThe shop opens at nine.\n");
        write("rows.jsonl", row("When are bills due?") + row("When do parcels leave?") + row("Who?"));
    }

    private static String row(String question) {
        return "{\"question\": \"" + question + "\", \"tone\": \"!\", \"expected\": \"x\"}\n";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private LoadedTask read(String yaml) throws IOException {
        return TaskFile.read(write("task.yaml", yaml));
    }

    private static List<Map<String, String>> inputs(LoadedTask task) {
        return List.of(
                        task.task().splits().train(),
                        task.task().splits().validation(),
                        task.task().splits().holdout())
                .stream()
                .flatMap(List::stream)
                .map(Example::inputs)
                .toList();
    }

    @Test
    void everyExampleHasThePassagesThatFitIt() throws IOException {
        assertThat(inputs(read(TASK)))
                .containsExactlyInAnyOrder(
                        Map.of("question", "When are bills due?", "tone", "!", "context", "[1] Bills are due in May."),
                        Map.of(
                                "question",
                                "When do parcels leave?",
                                "tone",
                                "!",
                                "context",
                                "[1] Parcels leave on Friday."),
                        Map.of("question", "Who?", "tone", "!", "context", Retrieval.NOTHING));
    }

    @Test
    void whatIsNotSaidIsTheQuestionAndThreePassagesAsTheContext() throws IOException {
        write("ask.prompty", "---\nname: ask\n---\nuser:\n{{context}}\nQ: {{question}}\n");

        assertThat(inputs(read(TASK.replace(", query: question, k: 1, as: context", ""))))
                .extracting(inputs -> inputs.get("context"))
                .contains("[1] Bills are due in May.");
    }

    @Test
    void examplesInGivenFilesAreGivenPassagesToo() throws IOException {
        write("a.jsonl", row("When are bills due?"));
        write("b.jsonl", row("When do parcels leave?"));
        write("c.jsonl", row("When does the shop open, at nine?"));

        assertThat(inputs(read(TASK.replaceAll(
                        "  file: .*\n  split: .*\n",
                        "  files: {train: a.jsonl, validation: b.jsonl, holdout: c.jsonl}\n"))))
                .extracting(inputs -> inputs.get("context"))
                .containsExactly(
                        "[1] Bills are due in May.", "[1] Parcels leave on Friday.", "[1] The shop opens at nine.");
    }

    @Test
    void aRunThatGoesOnHasWhatWasFoundWhateverBecameOfTheSource() throws IOException {
        LoadedTask task = read(TASK);
        String kept = TaskSnapshot.write(task);
        Files.delete(folder.resolve("passages.txt"));

        assertThat(inputs(TaskSnapshot.read(kept))).isEqualTo(inputs(task));
    }

    @Test
    void aRowIsKnownAgainWhateverIsLookedUpForItNow() throws IOException {
        Splits before = TaskSnapshot.read(TaskSnapshot.write(read(TASK))).task().splits();
        write("passages.txt", "Bills are due in June.\n\nThe shop opens at nine.\n\nWho knows when parcels leave?\n");
        Splits now = read(TASK).task().splits();
        Splits swapped = new Splits(now.holdout(), now.validation(), now.train());

        assertThat(now.train().getFirst().inputs())
                .isNotEqualTo(before.train().getFirst().inputs());
        assertThat(now.after(List.of(before))).isEqualTo(now);
        assertThat(swapped.after(List.of(before)).holdout()).isEqualTo(now.holdout());
    }

    @Test
    void otherPassagesAreAnotherTask() throws IOException {
        String before = read(TASK).fingerprint();
        write("passages.txt", "Bills are due in June.\n");

        assertThat(read(TASK).fingerprint()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passages.txt    | gone.txt        | task.yaml:5: data.retrieve.from: there is no file | misspelt",
                "query: question | query: questoin | task.yaml:5: data.retrieve.query: the prompt has no placeholder {{questoin}} to look up | \"question\"",
                "as: context     | as: passages    | task.yaml:5: data.retrieve.as: the prompt has no placeholder {{passages}} for the passages | [context, question, tone]",
                "as: context     | as: question    | task.yaml:5: data.retrieve.query: the prompt has no placeholder {{question}} to look up | context",
                "k: 1            | k: 0            | task.yaml:5: data.retrieve.k | ''",
                "from:           | form:           | task.yaml:5: data.retrieve.form: the key \"form\" is not known | from",
            })
    void saysInWhichLineWhatIsWrong(String good, String bad, String what, String maybe) throws IOException {
        assertThatThrownBy(() -> read(TASK.replace(good, bad)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(maybe);
    }

    @Test
    void whereThereAreSeveralInputsItMustBeSaidWhichIsLookedUp() throws IOException {
        write("ask.prompty", "---\nname: ask\n---\nuser:\n{{context}}\nQ: {{query}} {{tone}}\n");

        assertThatThrownBy(() -> read(TASK.replace("query: question, ", "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("task.yaml:5: data.retrieve: which of [query, tone] is to be looked up")
                .hasMessageContaining("Maybe add \"query: INPUT\".");
    }

    @Test
    void aContextThatARowHasAlreadyIsNotReplaced() throws IOException {
        write("rows.jsonl", row("When?") + row("Where?").replace("}", ", \"context\": \"Here.\"}") + row("Who?"));

        assertThatThrownBy(() -> read(TASK))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rows.jsonl:2")
                .hasMessageContaining("there is a \"context\" already")
                .hasMessageContaining("Maybe look nothing up");
    }

    @Test
    void theExampleHasAPassageForEveryQuestion() {
        LoadedTask task = TaskFile.read(Path.of("../examples/answer-from-passages/task.yaml"));

        assertThat(inputs(task))
                .hasSize(24)
                .allSatisfy(inputs -> assertThat(inputs.get("context")).startsWith("[1] "));
    }
}
