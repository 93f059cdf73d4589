package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrategyFiguresTest {

    private static final Path FIGURES = Path.of("..", "docs", "strategies", "figures");

    @Test
    void everyStrategyOfEmendHasAFigureAndNoOtherHasOne() throws IOException {
        List<String> drawn;
        try (Stream<Path> figures = Files.list(FIGURES)) {
            drawn = figures.map(figure -> figure.getFileName().toString().replace(".svg", ""))
                    .toList();
        }

        assertThat(StrategyFigures.own()).containsExactlyInAnyOrderElementsOf(drawn);
    }

    static List<String> own() {
        return StrategyFigures.own();
    }

    /** One that is not is drawn again by {@code benchmarks/run StrategyFigures}. */
    @ParameterizedTest
    @MethodSource("own")
    void everyFigureShowsHowTheStrategyMovesNow(String strategy) throws IOException {
        assertThat(Files.readString(FIGURES.resolve(strategy + ".svg"))).isEqualTo(StrategyFigures.figure(strategy));
    }
}
