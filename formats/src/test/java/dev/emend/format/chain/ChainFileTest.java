package dev.emend.format.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.format.task.LoadedTask;
import dev.emend.format.task.TaskFile;
import dev.emend.format.task.TaskSnapshot;
import dev.emend.program.MapStep;
import dev.emend.program.OutputType;
import dev.emend.program.PromptStep;
import dev.emend.program.RetrievalStep;
import dev.emend.program.Step;
import dev.emend.program.ToolFailedException;
import dev.emend.program.ToolStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainFileTest {

    private static final String CHAIN = """
            name: support
            inputs: [message]
            steps:
              - name: gist
                prompt: gist.prompty
                reads: {text: message}
              - name: kind
                prompt: kind.prompty   # the label
                labels: [bill, parcel]
              - name: passages
                retrieve: gist
                from: passages.txt
                k: 2
              - name: notes
                map: passages
                as: passage
                prompt: note.prompty
              - name: reply
                branch: kind
                cases:
                  bill:
                    - {name: bill, prompt: reply.prompty, writes: reply}
                  parcel:
                    - {name: parcel, prompt: reply.prompty, writes: reply}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        prompt("gist", "{{text}}");
        prompt("kind", "{{gist}}");
        prompt("note", "{{passage}} for {{message}}");
        prompt("reply", "{{notes}}");
        write("passages.txt", "Bills are due in May.\n\nParcels leave daily.\n");
    }

    private void prompt(String name, String user) throws IOException {
        write(name + ".prompty", "---\nname: " + name + "\n---\nsystem:\nDo " + name + ".\n\nuser:\n" + user + "\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ChainFile read(String text) throws IOException {
        return ChainFile.read(write("chain.yaml", text));
    }

    @Test
    void readsEveryKindOfStep() throws IOException {
        ChainFile chain = read(CHAIN);

        assertThat(chain.program().name()).isEqualTo("support");
        assertThat(chain.program().steps())
                .extracting(Step::name)
                .containsExactly("gist", "kind", "passages", "notes", "reply");
        PromptStep gist = (PromptStep) chain.program().steps().getFirst();
        assertThat(gist.renamed()).isEqualTo(Map.of("text", "message"));
        assertThat(gist.writes()).isEqualTo("gist");
        assertThat(((PromptStep) chain.program().steps().get(1)).type()).isEqualTo(OutputType.label("bill", "parcel"));
        RetrievalStep retrieval = (RetrievalStep) chain.program().steps().get(2);
        assertThat(retrieval.retriever().passages("when does a parcel leave? parcels", 2))
                .containsExactly("Parcels leave daily.");
        assertThat(((MapStep) chain.program().steps().get(3)).item()).isEqualTo("passage");
        assertThat(chain.program().prompts().keySet()).containsExactly("gist", "kind", "notes", "bill", "parcel");
        assertThat(chain.sources().keySet())
                .containsExactly("gist.prompty", "kind.prompty", "note.prompty", "passages.txt", "reply.prompty");
    }

    @Test
    void isReadAgainFromWhatWasKept() throws IOException {
        ChainFile chain = read(CHAIN);
        Files.delete(folder.resolve("gist.prompty"));

        ChainFile again = ChainFile.parse(chain.file(), chain.text(), chain.sources(), chain.tools());

        assertThat(again.program().fingerprint()).isEqualTo(chain.program().fingerprint());
    }

    @Test
    void aToolIsKnownAsItWasWhenTheChainWasKept() throws IOException {
        write("check.sh", "echo '{\"output\": \"one\"}'\n");
        String checked = CHAIN + "  - {name: checked, tool: [sh, check.sh], reads: [reply]}\n";
        ChainFile chain = read(checked);
        write("check.sh", "echo '{\"output\": \"two\"}'\n");

        ChainFile again = ChainFile.parse(chain.file(), chain.text(), chain.sources(), chain.tools());

        assertThat(again.program().fingerprint()).isEqualTo(chain.program().fingerprint());
        assertThat(read(checked).program().fingerprint())
                .isNotEqualTo(chain.program().fingerprint());
    }

    @Test
    void aProgramThatIsGoneIsMissedWhereItsToolIsUsed() throws IOException {
        Path script = write("check.sh", "#!/bin/sh\nread line\necho '{\"output\": \"one\"}'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        ChainFile chain = read(CHAIN + "  - {name: checked, tool: [./check.sh], reads: [reply]}\n");
        Files.delete(script);

        ChainFile again = ChainFile.parse(chain.file(), chain.text(), chain.sources(), chain.tools());

        assertThat(again.program().fingerprint()).isEqualTo(chain.program().fingerprint());
        ToolStep checked = (ToolStep) again.program().steps().getLast();
        assertThatThrownBy(() -> checked.tool().use(Map.of("reply", "r")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("chain.yaml:25")
                .hasMessageContaining("there is no such program");
    }

    @Test
    void aToolHasTheTimeThatItsStepGives() throws IOException {
        write("slow.sh", "read line\nsleep 1\necho '{\"output\": \"late\"}'\n");
        String slow = CHAIN + "  - {name: slow, tool: [sh, slow.sh], reads: [reply], timeout: 0.2}\n";

        ToolStep step = (ToolStep) read(slow).program().steps().getLast();

        assertThatThrownBy(() -> step.tool().use(Map.of("reply", "r")))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("did not reply within 0.2 s");
        assertThatThrownBy(() -> read(slow.replace("0.2", "0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("chain.yaml:25")
                .hasMessageContaining("0 is out of range");
        assertThatThrownBy(() -> read(CHAIN.replace("k: 2", "timeout: 2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a step with \"retrieve\" has no \"timeout\"");
    }

    @Test
    void otherPromptsChangeTheirPathsAndNothingElse() throws IOException {
        ChainFile chain = read(CHAIN);

        String changed = chain.withPrompts(Map.of("kind", "kind.emended.prompty", "parcel", "parcel.emended.prompty"));

        assertThat(changed)
                .isEqualTo(CHAIN.replace("kind.prompty ", "kind.emended.prompty ")
                        .replace(
                                "{name: parcel, prompt: reply.prompty",
                                "{name: parcel, prompt: parcel.emended.prompty"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  - {name: gist, prompt: gist.prompty, reads: {text: message}}   # not gist.prompty of old\n",
                "  - {prompt: gist.prompty, reads: {text: message}, name: gist}\n",
                "  - prompt: 'gist.prompty'\n    reads: {text: message}\n    name: gist\n",
                "  - name: gist\r\n    prompt: >-\r\n      gist.prompty\r\n    reads: {text: message}\r\n",
                "  # 😀 gist.prompty\n  - {name: gist, prompt: \"gist.prompty\", reads: {text: message}}\n",
            })
    void aPathIsReplacedWhereItStandsHoweverItIsWritten(String step) throws IOException {
        ChainFile chain = read("inputs: [message]\nsteps:\n" + step);

        String changed = chain.withPrompts(Map.of("gist", "chain: new.prompty"));

        assertThat(changed)
                .isEqualToNormalizingWhitespace(chain.text()
                        .replaceFirst(
                                "prompt:(\\s+>-)?\\s+['\"]?gist.prompty['\"]?", "prompt: \"chain: new.prompty\""));
    }

    @Test
    void severalStepsInALineChangeTheirOwnPaths() throws IOException {
        prompt("second", "{{gist}}");
        String line = "inputs: [message]\nsteps: [{name: gist, prompt: gist.prompty, reads: {text: message}},"
                + " {prompt: second.prompty, name: kind}, {name: gists, prompt: second.prompty}]\n";

        String changed = read(line).withPrompts(Map.of("gist", "a.prompty", "kind", "b.prompty", "gists", "c.prompty"));

        assertThat(changed)
                .isEqualTo(line.replace("gist.prompty", "a.prompty")
                        .replace("{prompt: second.prompty", "{prompt: b.prompty")
                        .replace("second.prompty", "c.prompty"));
    }

    private Path task() throws IOException {
        write("chain.yaml", CHAIN);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            rows.append("{\"id\": \"r%d\", \"inputs\": {\"message\": \"m%d\"}, \"expected\": \"a\"}%n".formatted(i, i));
        }
        write("rows.jsonl", rows.toString());
        return write("task.yaml", """
                chain: chain.yaml
                data: {file: rows.jsonl, split: {train: 4, validation: 4, holdout: 4}}
                metric: exact-match
                """);
    }

    @Test
    void aTaskCanHaveAChainInPlaceOfAPrompt() throws IOException {
        Path task = task();

        LoadedTask loaded = TaskFile.read(task);
        LoadedTask again = TaskSnapshot.read(TaskSnapshot.write(loaded));

        assertThat(loaded.task().program().isChain()).isTrue();
        assertThat(again.task().program().fingerprint())
                .isEqualTo(loaded.task().program().fingerprint());
        assertThat(again.fingerprint()).isEqualTo(loaded.fingerprint());
        assertThat(TaskSnapshot.write(again)).isEqualTo(TaskSnapshot.write(loaded));
        assertThat(TaskFile.promptPath(task)).isEqualTo(folder.resolve("chain.yaml"));
    }

    @Test
    void aRunsFilesAreFoundFromWhicheverFolderItGoesOn() throws IOException {
        Path task = Path.of("").toAbsolutePath().relativize(task());

        LoadedTask again = TaskSnapshot.read(TaskSnapshot.write(TaskFile.read(task)));

        assertThat(task).isRelative();
        assertThat(again.file()).isEqualTo(folder.resolve("task.yaml"));
        assertThat(again.chain().orElseThrow().file())
                .isEqualTo(folder.resolve("chain.yaml").toString());
    }

    @Test
    void aTaskCannotHaveBoth() throws IOException {
        Path task = write("task.yaml", "prompt: gist.prompty\nchain: chain.yaml\ndata: {file: r}\nmetric: label\n");

        assertThatThrownBy(() -> TaskFile.read(task))
                .hasMessageContaining("task.yaml:1")
                .hasMessageContaining("exclude");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{text: message} | {text: mesage}      | chain.yaml:4 | reads the variable \"mesage\"",
                "{text: message} | {txt: message}      | chain.yaml:6 | no placeholder {{txt}}",
                "gist.prompty    | gost.prompty        | chain.yaml:5 | there is no file",
                "retrieve: gist  | retrieve: gost      | chain.yaml:10 | reads the variable \"gost\"",
                "k: 2            | k: none             | chain.yaml:13 | whole number",
                "branch: kind    | brunch: kind        | chain.yaml:19 | the key \"brunch\" is not known",
                "- name: kind    | - name: gist        | chain.yaml:4 | two steps are called \"gist\"",
                "labels: [bill   | type: label #       | chain.yaml:9 | needs its labels",
                "as: passage     | k: 3                | chain.yaml:16 | has no \"k\"",
                "writes: reply}  | writes: answer}     | chain.yaml:18 | but the case \"bill\" does not",
                "map: passages   | map: gist           | chain.yaml:14 | goes over the elements of \"gist\", which is a text",
                "branch: kind    | branch: gist        | chain.yaml:18 | which is a text and no label",
                "parcel:         | parcell:            | chain.yaml:18 | the case \"parcell\", which \"kind\" never is",
                "labels: [bill   | labels: [loss, bill | chain.yaml:18 | no case for \"loss\", a label of \"kind\"",
                "inputs: [message] | input: [message]  | chain.yaml:2 | the key \"input\" is not known",
            })
    void saysInWhichLineWhatIsWrong(String good, String bad, String place, String what) {
        assertThatThrownBy(() -> read(CHAIN.replaceFirst(Pattern.quote(good), bad)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(what);
    }
}
