package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTasksTest {

    private static final Sizes SIZES = new Sizes(10, 10, 40, 20);

    @TempDir
    private Path data;

    private BenchmarkTask task(String name, Sizes sizes) {
        return new BenchmarkTasks(data, sizes).named(name);
    }

    private static List<Example> all(BenchmarkTask task) {
        return Stream.of(
                        task.splits().train(),
                        task.splits().validation(),
                        task.splits().holdout(),
                        task.fresh())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void noRowPlaysTwoParts() throws IOException {
        new Rows(data).problems(100);

        List<Example> all = all(task("number", SIZES));

        assertThat(all).hasSize(80).extracting(Example::id).doesNotHaveDuplicates();
    }

    @Test
    void theFreshRowsDoNotDependOnTheHoldOut() throws IOException {
        new Rows(data).problems(100);

        BenchmarkTask without = task("number", new Sizes(10, 10, 0, 20));

        assertThat(without.fresh()).isEqualTo(task("number", SIZES).fresh());
        assertThat(without.gateIsFresh()).isTrue();
        assertThat(without.print()).isNotEqualTo(task("number", SIZES).print());
    }

    @Test
    void whereTooFewRowsAreLeftTheGateUsesTheFreshOnes() throws IOException {
        new Rows(data).problems(79);

        BenchmarkTask task = task("number", SIZES);

        assertThat(task.gateIsFresh()).isTrue();
        assertThat(task.splits().holdout()).hasSize(20);
    }

    @Test
    void rowsOfOneQuestionAreNotSplit() throws IOException {
        new Rows(data).context(200);

        assertThat(all(task("yesno-context", SIZES)))
                .extracting(row -> row.column("question"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatTheModelMustNotSeeIsNoInput() throws IOException {
        new Rows(data).context(200);

        BenchmarkTask task = task("yesno-context", SIZES);

        assertThat(task.prompt().render(task.fresh().getFirst().inputs()).toString())
                .contains("answer number")
                .doesNotContain("secret");
    }

    @Test
    void recordsBecomeLinesAndOneMatchComesWithThreeOthers() throws IOException {
        new Rows(data).matching(240);

        BenchmarkTask task = task("matching", new Sizes(20, 20, 40, 80));

        List<Example> all = all(task);
        assertThat(all).hasSize(160);
        assertThat(all.stream().filter(row -> row.expected().equals("match"))).hasSize(40);
        assertThat(all.getFirst().column("left")).startsWith("title: paper ").endsWith("\nyear: 1999");
    }

    @Test
    void optionsBecomeLinesWithTheirLetters() throws IOException {
        new Rows(data).choice(100);

        BenchmarkTask task = task("choice", SIZES);

        Example row = task.fresh().getFirst();
        assertThat(task.prompt().render(row.inputs()).toString())
                .contains("Which is ")
                .contains("\nA: number ")
                .contains("\nB: none of these");
        assertThat(row.expected()).isEqualTo("A");
    }

    @Test
    void aSentenceIsGoodWherePeopleGaveItFiveOfSix() throws IOException {
        new Rows(data).sentences(120);

        BenchmarkTask task = task("sentence", SIZES);

        assertThat(task.labels()).containsExactly("good", "poor");
        assertThat(all(task)).allSatisfy(row -> {
            int rating = Integer.parseInt(row.id().substring(1)) % 6 + 1;
            assertThat(row.expected()).isEqualTo(rating >= 5 ? "good" : "poor");
        });
    }

    @Test
    void intentsAreThoseOfTheTaskAndNamedInThePrompt() throws IOException {
        new Rows(data).intents(150);

        BenchmarkTask task = task("intents", SIZES);

        Set<String> expected = new HashSet<>();
        all(task).forEach(row -> expected.add(row.expected()));
        assertThat(expected).containsExactlyInAnyOrder("request_refund", "exchange_charge");
        assertThat(task.prompt().instruction().source()).contains("exchange_charge, request_refund");
        assertThat(task.labels()).containsExactly("exchange_charge", "request_refund");
    }

    @Test
    void allIntentsAreTakenWhereTheTaskSaysSo() throws IOException {
        new Rows(data).intents(150);

        BenchmarkTask task = task("all-intents", SIZES);

        assertThat(task.labels()).containsExactly("age_limit", "exchange_charge", "request_refund");
        assertThat(task.prompt().instruction().source()).contains("age_limit, exchange_charge, request_refund");
    }

    @Test
    void theGatesCallsComeOnTopOfTheSearchs() throws IOException {
        new Rows(data).problems(100);

        BenchmarkTask task = task("number", SIZES);

        assertThat(task.run("reflective", java.util.Map.of(), 1, 300, "m", "m")
                        .budget()
                        .calls())
                .hasValue(380);
    }

    @Test
    void anUnknownTaskIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> task("poems", SIZES))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("poems")
                .hasMessageContaining("intents");
    }
}
