package dev.emend.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.console.Style;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.model.Purpose;
import dev.emend.model.Usage;
import dev.emend.run.Budget;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunViewTest {

    private static final Estimate BEST = new Estimate(0.75, new Interval(0.6, 0.86, 0.95), 40);

    private static final List<RunEvent> EVENTS = List.of(
            new RunEvent.Started("teams", "reflective", 40, 40, 60, List.of()),
            new RunEvent.PhaseStarted("step 1: writing candidates"),
            called(100, 60),
            new RunEvent.Proposed(1, List.of(0), "reflect", "the labels\nare \u001B[31mnot named"),
            new RunEvent.Refused(
                    new RunResult.Refusal(1, List.of(0), "reflect", "lost-placeholder", "{{message}} is gone", "")),
            new RunEvent.Leading(1, BEST),
            new RunEvent.PhaseStarted("step 1: racing 1 candidate"));

    private static RunEvent called(long calls, long seconds) {
        Usage usage = new Usage(40_000, 0, 1200);
        return new RunEvent.Called(
                new Spend(calls, usage, 0, Map.of(Purpose.TASK, new Spend.Part(calls, usage, 0))),
                Duration.ofSeconds(seconds),
                false);
    }

    private static String shown(int width, Style style, boolean quiet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (RunView view = RunViews.of(err, width, style, Budget.calls(400), quiet)) {
            EVENTS.forEach(view);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalShowsOneBlockWithBudgetBestScoreTimeLeftAndHypothesis() {
        String all = shown(100, Style.PLAIN, false);
        String last = all.substring(all.lastIndexOf("\u001B[?7l"));

        assertThat(last)
                .contains("step 1: racing", "100 of 400 calls, 41.2k tokens, 1m0", "at most 3m")
                .contains("best 75.0 % (60.0 to 86.0, n = 40), candidate 1")
                .contains("candidate 1, reflect: the labels are [31mnot named")
                .contains("1 candidates, 1 proposals refused")
                .contains("██████░░░░");
        assertThat(all).as("goes up and draws over itself").contains("\u001B[5A\r\u001B[J");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(shown(100, Style.PLAIN, false)).doesNotContain("\u001B[32m").doesNotContain("\u001B[1m");
        assertThat(shown(100, Style.COLOURED, false)).contains("\u001B[32m");
    }

    @Test
    void elsewhereThereIsALineForEachEventThatMattersAndNoControlCharacter() {
        String all = shown(0, Style.PLAIN, false);

        assertThat(all.lines())
                .contains("step 1: writing candidates")
                .contains("  refused (lost-placeholder): {{message}} is gone")
                .contains("  best so far: candidate 1, 75.0 % (60.0 to 86.0, n = 40)")
                .hasSize(6);
        assertThat(all).doesNotContain("\u001B");
    }

    @Test
    void quietShowsNothing() {
        assertThat(shown(100, Style.COLOURED, true)).isEmpty();
    }
}
