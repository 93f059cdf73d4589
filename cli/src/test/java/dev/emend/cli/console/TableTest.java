package dev.emend.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table("prompt", "score", "interval")
            .row(List.of("prompts/of/a/long/name.prompty", "58.3 %", "45.7 to 69.9"))
            .row(List.of("b\u001b[31m", "7.0 %", ""));

    @Test
    void aWideTerminalHasNamesAtTheLeftAndFiguresAtTheRight() {
        assertThat(table.lines(100, Style.PLAIN))
                .containsExactly(
                        "prompt                           score      interval",
                        "prompts/of/a/long/name.prompty  58.3 %  45.7 to 69.9",
                        "b[31m                            7.0 %");
    }

    @Test
    void aNarrowTerminalShortensTheNames() {
        assertThat(table.lines(40, Style.PLAIN))
                .containsExactly(
                        "prompt               score      interval",
                        "prompts/of/a/long…  58.3 %  45.7 to 69.9",
                        "b[31m                7.0 %");
    }

    @Test
    void aVeryNarrowTerminalHasABlockForEachRow() {
        assertThat(table.lines(24, Style.PLAIN))
                .containsExactly(
                        "prompts/of/a/long/name.…",
                        "  score     58.3 %",
                        "  interval  45.7 to 69.9",
                        "b[31m",
                        "  score     7.0 %");
    }
}
