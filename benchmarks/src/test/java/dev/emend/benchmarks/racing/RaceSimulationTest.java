package dev.emend.benchmarks.racing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceSimulationTest {

    @Test
    void everyMethodChoosesWellAndFullScoringChoosesTheBest() {
        List<RaceSimulation.Row> rows =
                RaceSimulation.simulate(SuccessMatrix.synthetic(12, 80, 0.4, 1), 8, true, 40, 1);
        Map<String, RaceSimulation.Row> byMethod =
                rows.stream().collect(Collectors.toMap(RaceSimulation.Row::method, Function.identity()));
        RaceSimulation.Row full = byMethod.remove("full scoring");
        assertThat(full.saved()).isZero();
        assertThat(full.regret()).isZero();
        assertThat(full.missed()).isZero();
        assertThat(byMethod).hasSize(11);
        byMethod.values().forEach(row -> {
            assertThat(row.saved()).as(row.method()).isBetween(0.05, 0.95);
            assertThat(row.regret()).as(row.method()).isBetween(0.0, 6.0);
            assertThat(row.dropped()).as(row.method()).isLessThanOrEqualTo(row.missed());
        });
        assertThat(byMethod.get("race").dropped()).isLessThanOrEqualTo(0.15);
        assertThat(byMethod.get("race, limit of a half").saved()).isGreaterThanOrEqualTo(0.5);
        assertThat(RacePlot.svg(rows)).startsWith("<svg").contains("race, limit of a half");
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
