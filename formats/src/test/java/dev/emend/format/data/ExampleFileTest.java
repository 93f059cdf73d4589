package dev.emend.format.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {

    @TempDir
    Path folder;

    @Test
    void readsJsonLines() throws IOException {
        Path file = file("a.jsonl", """
                {"id": "a", "inputs": {"q": "one", "n": 1.50, "o": {"k": [1, true]}}, "expected": "x", "topic": "t", "meta": {"doc": 7, "none": null}}

                {"id": 2, "inputs": {"q": ""}, "expected": 0.10}
                {"inputs": {"q": "three"}, "expected": {"a": "é"}}
                {"inputs": {"q": "four"}, "expected": false}
                {"inputs": {"q": "five"}, "expected": ""}
                """);
        List<Example> examples = ExampleFile.labelled(Set.of("q")).read(file);
        assertThat(examples.getFirst())
                .isEqualTo(new Example(
                        "a",
                        Map.of("q", "one"),
                        Map.of("n", "1.50", "o", "{\"k\":[1,true]}"),
                        "x",
                        Map.of("topic", "t", "meta.doc", "7"),
                        Where.line(file.toString(), 1)));
        assertThat(examples).extracting(Example::id).containsExactly("a", "2", "row-3", "row-4", "row-5");
        assertThat(examples).extracting(Example::expected).containsExactly("x", "0.10", "{\"a\":\"é\"}", "false", "");
        assertThat(examples.get(2).where().line()).isEqualTo(4);
    }

    @Test
    void anInputThatNoPlaceholderAsksForTellsNoRowsApartAndIsThereForMetrics() throws IOException {
        Path file = file("a.jsonl", """
                {"inputs": {"q": "one", "nr": 7}, "expected": "x", "nr": 9}
                {"inputs": {"q": "one", "nr": 8}, "expected": "x"}
                """);
        List<Example> examples = ExampleFile.labelled(Set.of("q")).read(file);

        assertThat(Example.distinct(examples)).hasSize(1);
        assertThat(examples.getFirst().column("nr")).isEqualTo("7");
        assertThat(examples.getFirst().allInputs()).isEqualTo(Map.of("q", "one", "nr", "7"));
    }

    @Test
    void aPlaceholderThatTheInputsLackIsFilledBesideThemButNeverByTheRightAnswer() throws IOException {
        Path file = file("a.jsonl", """
                {"inputs": {"q": "one"}, "output": "two", "expected": "x"}
                """);

        assertThat(ExampleFile.labelled(Set.of("q", "output")).read(file))
                .extracting(Example::inputs)
                .containsExactly(Map.of("q", "one", "output", "two"));
        assertThatThrownBy(() -> ExampleFile.unlabelled(Set.of("q", "expected")).read(file))
                .hasMessageContaining("no row fills the placeholder {{expected}}");
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q", "expected")).read(file))
                .hasMessageContaining("would show the model the right answer");
    }

    @Test
    void aColumnIsFoundByWhatAPromptCanCallIt() throws IOException {
        Path file = file("a.csv", "Message text,Nr,label\none,1,x\n");
        assertThat(ExampleFile.labelled(Set.of("Message_text")).columns().inputs())
                .isEmpty();
        ExampleFile reader = new ExampleFile(
                Set.of("Message_text"),
                Map.of("Message_text", "a default"),
                new Columns(Optional.empty(), Optional.of("label"), Map.of()),
                true,
                "row-");
        assertThat(reader.read(file)).extracting(Example::inputs).containsExactly(Map.of("Message_text", "one"));

        Path numbered = file("c.csv", "#,question\n1,one\n");
        assertThatThrownBy(() -> ExampleFile.unlabelled(Set.of("input")).read(numbered))
                .hasMessageContaining("no row fills the placeholder {{input}}");
        Path twice = file("b.csv", "Q?,Q!,label\none,two,x\n");
        assertThatThrownBy(() -> ExampleFile.unlabelled(Set.of("Q_")).read(twice))
                .hasMessageContaining("no row fills the placeholder {{Q_}}");
    }

    @Test
    void columnsThatWouldHaveOneNameGetNumbers() {
        assertThat(Columns.byPlaceholder(List.of("質問", "文脈", "Q?", "Q!", "1st", "q")))
                .containsExactly(
                        Map.entry("input", "質問"),
                        Map.entry("input_2", "文脈"),
                        Map.entry("Q_", "Q?"),
                        Map.entry("Q__2", "Q!"),
                        Map.entry("_1st", "1st"),
                        Map.entry("q", "q"));
    }

    @Test
    void aCsvFileMayBeSeparatedBySemicolonsOrTabs() throws IOException {
        for (String separator : List.of(";", "\t")) {
            Path file = file("a.csv", "\"a, b\";expected\n\"one; two\";x\n".replace(";", separator));
            assertThat(ExampleFile.labelled(Set.of("a_b")).read(file))
                    .extracting(Example::inputs)
                    .containsExactly(Map.of("a_b", "one; two".replace(";", separator)));
        }
        assertThat(ExampleFile.labelled(Set.of("a;b")).read(file("c.csv", "a;b,expected\none,x\n")))
                .hasSize(1);
    }

    @Test
    void aCellOfBlanksIsNoAnswer() throws IOException {
        Path file = file("a.csv", "q,expected\none,x\ntwo,  \n");
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(file))
                .hasMessageContaining("the row has no right answer");
    }

    @Test
    void readsFlatJsonLinesLikeACsvFile() throws IOException {
        Path file = file("a.jsonl", "{\"text\": \"one\", \"label\": \"x\", \"n\": 3}");
        ExampleFile reader = new ExampleFile(
                Set.of("q"),
                Map.of(),
                new Columns(Optional.empty(), Optional.of("label"), Map.of("q", "text")),
                true,
                "row-");
        assertThat(reader.read(file))
                .containsExactly(new Example(
                        "row-1",
                        Map.of("q", "one"),
                        "x",
                        Map.of("text", "one", "label", "x", "n", "3"),
                        Where.line(file.toString(), 1)));
    }

    @Test
    void aRowOfJsonCanSayThatTheRightAnswerIsEmpty() throws IOException {
        Path file = file("a.jsonl", "{\"q\": \"one\", \"expected\": \"\"}\n{\"q\": \"two\", \"expected\": null}\n");
        assertThat(ExampleFile.labelled(Set.of("q")).readAnswered(file, Where.file(file.toString())))
                .extracting(example -> example.inputs().get("q"), Example::expected)
                .containsExactly(tuple("one", ""));
    }

    @Test
    void readsCsvWithAByteOrderMarkQuotesAndLinesInsideFields() throws IOException {
        Path file = file("a.csv", "\uFEFFid, q ,expected,topic\r\n7,\"a, \"\"b\"\"\nc\",x,t\r\n\r\n8,d,y,\r\n");
        List<Example> examples = ExampleFile.labelled(Set.of("q")).read(file);
        assertThat(examples)
                .containsExactly(
                        new Example(
                                "7",
                                Map.of("q", "a, \"b\"\nc"),
                                "x",
                                Map.of("topic", "t"),
                                Where.line(file.toString(), 2)),
                        new Example("8", Map.of("q", "d"), "y", Map.of("topic", ""), Where.line(file.toString(), 5)));
    }

    @Test
    void readsRowsWithoutAnAnswerOnlyWhereAsked() throws IOException {
        Path file = file("a.csv", "q\none\n");
        assertThat(ExampleFile.unlabelled(Set.of("q")).read(file).getFirst().expected())
                .isEmpty();
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(file))
                .hasMessage(file + ": expected: no row has the column \"expected\"\nMaybe the right answers are in"
                        + " another column: name it under \"data: columns: {expected: …}\". Where the metric needs none, write"
                        + " \"expected\": \"\" into JSON rows.");
    }

    @Test
    void aDefaultFillsAnInputThatARowLacks() throws IOException {
        Path file = file("a.jsonl", "{\"inputs\": {\"q\": \"one\"}, \"expected\": \"x\"}");
        ExampleFile reader =
                new ExampleFile(Set.of("q", "tone"), Map.of("tone", "calm"), Columns.AS_NAMED, true, "row-");
        assertThat(reader.read(file).getFirst().inputs()).containsEntry("tone", "calm");
    }

    @Test
    void whatARowHasBesideItsInputsComesBeforeADefault() throws IOException {
        Path file = file("a.jsonl", """
                {"inputs": {"q": "one"}, "expected": "x", "tone": "stern"}
                {"inputs": {"q": "two"}, "expected": "x"}
                """);
        ExampleFile reader =
                new ExampleFile(Set.of("q", "tone"), Map.of("tone", "calm"), Columns.AS_NAMED, true, "row-");
        assertThat(reader.read(file))
                .extracting(example -> example.inputs().get("tone"))
                .containsExactly("stern", "calm");
    }

    @Test
    void aBadByteIsNamedWithLineAndOffset() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, "q,expected\nfine,x\ncaf\u00E9,y\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ":3: the byte 0xE9 at offset 21 is not UTF-8"
                        + "\nMaybe the file was saved as Windows-1252 or Latin-1; save it as UTF-8.");
        Files.write(file, "\uFEFFq,expected\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(file))
                .hasMessageContaining(":1: the byte 0xFF at offset 0 is not UTF-8")
                .hasMessageContaining("UTF-16");
    }

    @Test
    void saysWhatIsWrongWithJsonLines() throws IOException {
        String good = "{\"id\": \"a\", \"inputs\": {\"q\": \"1\"}, \"expected\": \"x\"}\n";
        refused("", ": the data file is empty");
        refused(" \n\n", ": the data file is empty");
        refused(good + "{\"id\": }", ":2: malformed JSON at column 8: ");
        refused(good + "{\"id\": \"b\",", ":2: malformed JSON at column ", "Maybe the object goes on in the next line");
        for (String other : List.of("{\"id\": NaN}", "{'id': 'b'}", "{\"id\": \"b\",}", "{\"id\": \"b\"} x")) {
            refused(good + other, ":2: malformed JSON at column ", "Maybe it was not written as JSON");
        }
        refused(
                good + "{\"id\": \"b\", \"id\": \"c\"}",
                ":2: malformed JSON at column ",
                "uplicate",
                "Maybe one of the two should go.");
        refused(good + "{\"id\": \"b\", \"x\": " + "[".repeat(600), ":2: malformed JSON at column ", "depth");
        refused("[\n" + good + "]", ":1: malformed JSON", "Maybe the file is one JSON array");
        refused("[" + good.strip() + "]", ":1: a row must be a JSON object, not an array");
        refused("7", ":1: a row must be a JSON object, not the number 7");
        refused(good + "{\"inputs\": \"q\", \"expected\": \"x\"}", ":2: inputs: \"inputs\" must be an object of");
        refused(good + "{\"id\": {}, \"inputs\": {}}", ":2: id: an id must be a text or a whole number, not an object");
        refused(good + "{\"id\": \" \", \"inputs\": {\"q\": \"\"}, \"expected\": 1}", ":2: id: the id is empty");
        refused(good + good, ":2: id: the id \"a\" is given twice; first at ", ":1\nMaybe one row was copied.");
        refused(
                good + "{\"inputs\": {\"p\": \"2\"}, \"expected\": \"y\"}",
                ":2: q: the row has no input \"q\", which the prompt needs; it has [p]");
        refused(
                good + "{\"inputs\": {\"q\": null}, \"expected\": \"y\"}",
                ":2: q: the row has no input \"q\", which the prompt needs; it has []");
        refused(good + "{\"inputs\": {\"q\": \"2\"}}", ":2: expected: the row has no right answer");
        refused(good + "{\"inputs\": {\"q\": \"2\"}, \"expected\": null}", ":2: expected: the row has no right answer");
        refused(
                "{\"inputs\": {\"p\": \"1\"}, \"expected\": \"x\"}",
                ": q: no row fills the placeholder {{q}}; the file has [p]");
    }

    private void refused(String text, String place, String... rest) throws IOException {
        assertRefused(file("bad.jsonl", text), place, rest);
    }

    private void refusedCsv(String text, String place, String... rest) throws IOException {
        assertRefused(file("bad.csv", text), place, rest);
    }

    private static void assertRefused(Path file, String place, String... rest) {
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(file + place)
                .satisfies(refusal -> assertThat(rest).allMatch(String.valueOf(refusal.getMessage())::contains));
    }

    @Test
    void saysWhatIsWrongWithCsv() throws IOException {
        refusedCsv("q,expected\n", ": the data file has a header, but no row");
        refusedCsv("q,expected\n1\n", ":2: the row has 1 fields, but the header has 2");
        refusedCsv("q,expected\n1,x\n1,x,y\n", ":3: the row has 3 fields, but the header has 2");
        refusedCsv("q,q,expected\n1,1,x\n", ":1: the header names the column \"q\" twice");
        refusedCsv("q,,expected\n1,1,x\n", ":1: a column of the header has no name");
        refusedCsv("q,expected\n1,x\n2,\n", ":3: expected: the row has no right answer");
        refusedCsv("q,expected\n1,x\n\"2,y\n", ":3: this is not CSV: ");
        refusedCsv("q,expected\n1,x\n\"2\"z,y\n", ":3: this is not CSV: ");
        refusedCsv("text,expected\n1,x\n", ": q: no row fills the placeholder {{q}}; the file has [text, expected]");
        refusedCsv("q,answer\n1,x\n", ": expected: no row has the column \"expected\"");
        refusedCsv("id,q,expected\n1,a,x\n2,b,y\n1,c,z\n", ":4: id: the id \"1\" is given twice; first at ", ":2");
    }

    @Test
    void aMappingToAColumnThatIsNotThereNamesTheNearest() throws IOException {
        Path file = file("a.csv", "text,label\none,x\n");
        ExampleFile reader = new ExampleFile(
                Set.of("q"),
                Map.of(),
                new Columns(Optional.empty(), Optional.of("lable"), Map.of("q", "text")),
                true,
                "row-");
        assertThatThrownBy(() -> reader.read(file))
                .hasMessage(file + ": lable: no row has the column \"lable\"\nMaybe it should be \"label\".");
    }

    @Test
    void thePromptMayNotShowTheRightAnswer() throws IOException {
        Path file = file("a.csv", "q,expected\none,x\n");
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q", "expected")).read(file))
                .hasMessageContaining("{{expected}} would show the model the right answer");
    }

    @Test
    void refusesFilesThatAreNotThereOrOfAnotherKind() throws IOException {
        Path missing = folder.resolve("none.csv");
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(missing))
                .hasMessageStartingWith(missing + ": there is no file");
        Path sheet = file("a.xlsx", "x");
        assertThatThrownBy(() -> ExampleFile.labelled(Set.of("q")).read(sheet))
                .hasMessageContaining("of an unknown kind\nMaybe it should end in .jsonl");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
