package dev.emend.format.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Split;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import dev.emend.prompt.Prompt;
import dev.emend.run.Fate;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import dev.emend.run.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

    @Test
    void writesEveryKeyInOrder() {
        Difference difference = new Difference(0.25, new Interval(0.05, 0.45, 0.95), 0.004, "exact McNemar", 20);
        assertThat(new ResultJson("r1", result(Optional.of(difference)), "seed.prompty", "out.prompty").text())
                .isEqualTo("{\"run\":\"r1\",\"verdict\":\"promoted\",\"split\":\"holdout\","
                        + "\"seed\":{\"score\":0.5,\"interval\":[0.3,0.7],\"n\":20,\"prompt\":\"seed.prompty\"},"
                        + "\"champion\":{\"score\":0.75,\"interval\":[0.5,0.9],\"n\":20,\"prompt\":\"out.prompty\"},"
                        + "\"difference\":{\"value\":0.25,\"interval\":[0.05,0.45],\"p\":0.004,"
                        + "\"test\":\"exact McNemar\",\"n\":20},"
                        + "\"detectable\":0.3,\"explanation\":\"Better.\","
                        + "\"spent\":{\"calls\":30,\"tokens\":120,\"usd\":0.000250,\"seconds\":1.250,"
                        + "\"purposes\":{\"task\":{\"calls\":28,\"tokens\":100,\"usd\":0.000200},"
                        + "\"meta\":{\"calls\":2,\"tokens\":20,\"usd\":0.000050}},"
                        + "\"search\":{\"calls\":10,\"tokens\":40,\"usd\":0.000100}},"
                        + "\"stopped\":\"budget-calls\","
                        + "\"proposals\":{\"written\":4,\"refused\":2,\"repeated\":1,\"alike\":1,\"duplicates\":0.5},"
                        + "\"notes\":[\"small\"]}");
    }

    @Test
    void theDifferenceIsNullWhereThereIsNoneToTest() {
        assertThat(new ResultJson("r1", result(Optional.empty()), "seed.prompty", null).text())
                .contains("\"difference\":null")
                .contains("\"n\":20,\"prompt\":null}");
    }

    private static RunResult result(Optional<Difference> difference) {
        Map<Purpose, Spend.Part> parts = Map.of(
                Purpose.META, new Spend.Part(2, new Usage(10, 0, 10), 50),
                Purpose.TASK, new Spend.Part(28, new Usage(90, 20, 10), 200));
        return new RunResult(
                Verdict.PROMOTED,
                new Estimate(0.5, new Interval(0.3, 0.7, 0.95), 20),
                new Estimate(0.75, new Interval(0.5, 0.9, 0.95), 20),
                Split.HOLDOUT,
                difference,
                0.3,
                "Better.",
                Prompt.of("p", "s", "{{q}}"),
                1,
                List.of(candidate(0, Optional.empty()), candidate(1, Optional.empty()), candidate(2, Optional.of(1))),
                List.of(refusal("near-duplicate"), refusal("truncated")),
                List.of("small"),
                new Spend(10, new Usage(30, 0, 10), 100, Map.of()),
                new Spend(30, new Usage(100, 20, 20), 250, parts),
                StopReason.CALLS,
                Duration.ofMillis(1250),
                Optional.empty(),
                List.of());
    }

    private static RunResult.CandidateRecord candidate(int id, Optional<Integer> twin) {
        return new RunResult.CandidateRecord(
                id,
                List.of(),
                "reflect",
                "",
                Prompt.of("p", "s", "{{q}}"),
                Optional.empty(),
                new Fate.Kept(),
                twin,
                "",
                List.of());
    }

    private static RunResult.Refusal refusal(String rule) {
        return new RunResult.Refusal(1, List.of(0), "reflect", rule, "", "");
    }
}
