package dev.emend.benchmarks.racing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceSimulationTest {

    @Test
    void everyMethodChoosesWellAndFullScoringChoosesTheBest() {
        List<RaceSimulation.Row> rows =
                RaceSimulation.simulate(SuccessMatrix.synthetic(12, 80, 0.4, 1), 8, true, 40, 1);
        RaceSimulation.Row full = row(rows, "full scoring");
        assertThat(full.saved()).isZero();
        assertThat(full.regret()).isZero();
        assertThat(full.missed()).isZero();
        assertThat(rows).hasSize(12).filteredOn(row -> !row.equals(full)).allSatisfy(row -> {
            assertThat(row.saved()).as(row.method()).isBetween(0.05, 0.95);
            assertThat(row.regret()).as(row.method()).isBetween(0.0, 6.0);
            assertThat(row.dropped()).as(row.method()).isLessThanOrEqualTo(row.missed());
        });
        assertThat(row(rows, "race").dropped()).isLessThanOrEqualTo(0.15);
        assertThat(row(rows, "race, limit of a half").saved()).isGreaterThanOrEqualTo(0.5);
        assertThat(RacePlot.svg(rows)).startsWith("<svg").contains("race, limit of a half");
    }

    private static RaceSimulation.Row row(List<RaceSimulation.Row> rows, String method) {
        return rows.stream()
                .filter(row -> row.method().equals(method))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRecordedMatrixKeepsTheExamplesThatEveryPromptHas(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("matrix.jsonl");
        Files.writeString(file, """
                {"prompt": "a", "scores": {"e1": 1.0, "e2": 0.0, "e3": 0.5}}
                {"prompt": "b", "scores": {"e3": 0.25, "e1": 0.0}}
                """);
        SuccessMatrix matrix = SuccessMatrix.read(file);
        assertThat(matrix.scores()).isDeepEqualTo(new double[][] {{1, 0.5}, {0, 0.25}});
    }

    @Test
    void whatWasPaidForIsFree() {
        Bill bill = new Bill(new double[][] {{1, 0}, {0, 1}});
        assertThat(bill.sum(0, new int[] {0, 1}, 2)).isEqualTo(1);
        assertThat(bill.score(0, 1)).isZero();
        assertThat(bill.evaluations()).isEqualTo(2);
    }

    @Test
    void equalPromptsAreSeldomPromotedAndChosenChampionsAreFlattered() {
        FalsePromotions.Row pair = FalsePromotions.row(true, 1, 100, 1);
        assertThat(pair.rate()).isLessThan(0.1);
        assertThat(pair.discordance()).isCloseTo(0.2, within(0.06));
        FalsePromotions.Row search = FalsePromotions.row(false, 20, 20, 1);
        assertThat(search.validation()).isGreaterThan(search.truth());
    }
}
