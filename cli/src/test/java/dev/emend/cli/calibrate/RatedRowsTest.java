package dev.emend.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.judge.Range;
import dev.emend.judge.calibration.Rated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows with people's ratings: what of them is shown, which belong together, and what counts as a rating. */
class RatedRowsTest {

    private static final String LONG = "The council met on Monday and put off its decision.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static RatedRows.Columns columns(@Nullable String human, @Nullable String group, String... show) {
        return new RatedRows.Columns(human, null, group, show.length == 0 ? null : List.of(show), null);
    }

    private static List<String> shown(RatedRows rows) {
        return rows.items().stream()
                .flatMap(item -> item.example().inputs().keySet().stream())
                .distinct()
                .toList();
    }

    private static List<String> groups(RatedRows rows) {
        return rows.items().stream().map(Rated::group).distinct().toList();
    }

    @Test
    void rowsOfOneInputAreOneGroupWhateverIsShown() throws IOException {
        Path rows = file("rows.jsonl", """
                {"inputs": {"source": "One."}, "output": "a", "human": 1}
                {"inputs": {"source": "One."}, "output": "b", "human": 5}
                {"inputs": {"source": "Two."}, "output": "c", "human": 3}
                """);

        assertThat(groups(RatedRows.read(rows, columns(null, null), 0))).hasSize(2);
        RatedRows alone = RatedRows.read(rows, columns(null, null, "none"), 0);
        assertThat(groups(alone)).hasSize(2);
        assertThat(shown(alone)).isEmpty();
    }

    @Test
    void anOutputThatWasWrittenForAnotherIsNotTakenForItAndItsScoreIsNotShown() throws IOException {
        Path written = file("written.jsonl", """
                {"inputs": {"q": "Why?", "output": "a first answer"}, "output": "better", "score": 0.5, "human": 1}
                {"inputs": {"q": "How?", "output": "another"}, "output": "worse", "score": 0.5, "human": 5}
                """);
        RatedRows rows = RatedRows.read(written, columns(null, null), 0);
        assertThat(rows.items()).extracting(Rated::output).containsExactly("better", "worse");
        assertThat(shown(rows)).containsExactly("output", "q");

        Path flat = file("flat.jsonl", """
                {"q": "Why?", "output": "a", "score": 1, "first_output": "b", "first_score": 0, "round": 1, "human": 1}
                {"q": "How?", "output": "c", "finish": "length", "usage": {"prompt": 1}, "ending": "met", "human": 5}
                """);
        assertThat(shown(RatedRows.read(flat, columns(null, null), 0))).containsExactly("q");
        assertThat(shown(RatedRows.read(flat, columns(null, null, "output"), 0)))
                .containsExactly("output");
    }

    @Test
    void copiesOfOneTextMakeTheirGroupsOne() throws IOException {
        Path alone = file("alone.jsonl", """
                {"output": "LONG", "human": 1}
                {"output": "b", "human": 3}
                {"output": "LONG", "human": 5}
                {"output": "b", "human": 2}
                """.replace("LONG", LONG));
        assertThat(groups(RatedRows.read(alone, columns(null, null), 0))).hasSize(3);

        Path grouped = file("grouped.jsonl", """
                {"inputs": {"doc": "1"}, "output": "LONG", "human": 1}
                {"inputs": {"doc": "2"}, "output": "LONG", "human": 5}
                {"inputs": {"doc": "2"}, "output": "another", "human": 4}
                {"inputs": {"doc": "3"}, "output": "b", "human": 3}
                """.replace("LONG", LONG));
        assertThat(groups(RatedRows.read(grouped, columns(null, "doc"), 0))).hasSize(2);
    }

    @Test
    void theColumnsOfAFlatRowAreInputsButForWhatTellsOfTheRow() throws IOException {
        Path rows = file("rows.csv", """
                id,article,tone,output,human,group,model,expected
                1,One.,dry,a,1,g,x,e
                2,One.,dry,b,5,g,y,e
                """);

        assertThat(shown(RatedRows.read(rows, columns(null, null), 0))).containsExactly("article", "tone");
        Path ungrouped = file("ungrouped.csv", "article,output,human\nOne.,a,1\nOne.,b,5\nTwo.,c,3\n");
        RatedRows read = RatedRows.read(ungrouped, columns(null, null), 0);
        assertThat(shown(read)).containsExactly("article");
        assertThat(groups(read)).hasSize(2);
        assertThat(groups(RatedRows.read(ungrouped, columns(null, null, "none"), 0)))
                .hasSize(2);
    }

    @Test
    void aColumnOfRatingsIsNotShown() throws IOException {
        Path rows = file("rows.csv", "article,output,fluency\nOne.,a,1\nOne.,b,5\n");

        assertThat(shown(RatedRows.read(rows, columns("fluency", null), 0))).containsExactly("article");
    }

    @Test
    void aGroupIsShownWhereItIsATextAndNotWhereItIsAnIdentifier() throws IOException {
        Path identifiers = file("a.csv", "doc,article,output,human\nd1,One.,a,1\nd2,Two.,b,5\n");
        Path texts = file("b.csv", "document,output,human\nOne thing.,a,1\nTwo,b,5\n");

        assertThat(shown(RatedRows.read(identifiers, columns(null, "doc"), 0))).containsExactly("article");
        assertThat(shown(RatedRows.read(texts, columns(null, "document"), 0))).containsExactly("document");
    }

    @Test
    void anInputThatSeveralRowsShareIsNamedWhereEachRowIsAGroup() throws IOException {
        Path rows = file("rows.csv", "n,article,output,human\n1," + LONG + ",a,1\n2," + LONG + ",b,5\n");

        assertThat(RatedRows.read(rows, columns(null, null), 0).repeated()).contains("article");
        assertThat(RatedRows.read(rows, columns(null, "article"), 0).repeated()).isEmpty();
    }

    @Test
    void anInputThatNoListCanNameIsRefused() throws IOException {
        Path rows = file("rows.jsonl", """
                {"inputs": {"a, b": "One."}, "output": "a", "human": 1}
                {"inputs": {"a, b": "One."}, "output": "b", "human": 5}
                """);

        assertThatThrownBy(() -> RatedRows.read(rows, columns(null, null), 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rows.jsonl:1")
                .hasMessageContaining("\"a, b\"");
    }

    @Test
    void aRaterWhoIsMissingIsLeftOut() throws IOException {
        Path rows = file("rows.jsonl", """
                {"output": "a", "human": [1, null, 5]}
                {"output": "b", "human": [null, null]}
                {"output": "c", "human": {"x": [3, null]}}
                """);

        assertThatThrownBy(() -> RatedRows.read(rows, columns(null, null), 0)).hasMessageContaining("rows.jsonl:3");
        RatedRows read = RatedRows.read(rows, columns(null, null), 2);
        assertThat(read.items().getFirst().raters()).containsExactly(0.0, 1.0);
        assertThat(read.unlabelled()).hasSize(1);
    }

    @Test
    void aListOfYesAndNoMayStandInAnObject() throws IOException {
        Path rows = file("rows.jsonl", """
                {"output": "a", "human": {"ok": ["yes", "no"]}}
                {"output": "b", "human": {"ok": [true, "pass", null]}}
                {"output": "c", "human": {"ok": "no"}}
                """);

        assertThat(RatedRows.read(rows, columns("human.ok", null), 0).items())
                .extracting(Rated::raters)
                .containsExactly(List.of(1.0, 0.0), List.of(1.0, 1.0), List.of(0.0));
    }

    @Test
    void aRatingOutsideItsScaleIsRefusedWithItsLine() throws IOException {
        Path rows = file("rows.jsonl", """
                {"output": "a", "human": 1}
                {"output": "b", "human": [1, 5]}
                """);

        assertThatThrownBy(
                        () -> RatedRows.read(rows, new RatedRows.Columns(null, null, null, null, new Range(0, 1)), 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rows.jsonl:2")
                .hasMessageContaining("\"human\" is 5, which is not on the scale 0 to 1")
                .hasMessageContaining("Maybe");
    }

    @Test
    void severalPeopleMayPreferOneOfTwoOutputs() throws IOException {
        Path rows = file("pairs.jsonl", """
                {"instruction": "Say yes.", "output_a": "Yes.", "output_b": "No.", "label": ["A", "A", "B"]}
                {"instruction": "Say no.", "output_a": "Yes.", "output_b": "No.", "label": ["B", null, "tie"]}
                {"instruction": "Say why.", "output_a": "So.", "output_b": "No.", "label": "B"}
                """);

        assertThat(RatedRows.read(rows, columns(null, null), 0).items())
                .extracting(Rated::raters)
                .containsExactly(List.of(1.0, 1.0, 0.0), List.of(0.0, 0.5), List.of(0.0));
    }
}
