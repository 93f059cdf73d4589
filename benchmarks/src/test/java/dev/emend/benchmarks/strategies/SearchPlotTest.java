package dev.emend.benchmarks.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.model.Usage;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.Run;
import dev.emend.run.RunEvent;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import dev.emend.strategy.Strategies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class SearchPlotTest {

    private static Spend spend(long calls) {
        return new Spend(calls, Usage.NONE, 0, Map.of());
    }

    private static RunEvent called(long calls) {
        return new RunEvent.Called(spend(calls), Duration.ZERO, false);
    }

    private static RunEvent scored(int candidate, double value, int n) {
        return new RunEvent.Scored(candidate, estimate(value, n));
    }

    private static Estimate estimate(double value, int n) {
        return new Estimate(value, new Interval(value, value, 0.95), n);
    }

    private static Moves moves() {
        Moves moves = new Moves();
        List.of(
                        called(10),
                        scored(0, 0.5, 10),
                        called(11),
                        new RunEvent.Proposed(1, List.of(0), "write <&> \"it\"", "h"),
                        new RunEvent.Proposed(2, List.of(0), "write <&> \"it\"", "h"),
                        called(31),
                        scored(1, 0.4, 10),
                        scored(2, 0.6, 10),
                        new RunEvent.Leading(2, estimate(0.6, 10)),
                        new RunEvent.Dropped(1, "behind"),
                        called(41),
                        scored(2, 0.7, 20),
                        new RunEvent.SearchEnded(StopReason.FINISHED, spend(41)),
                        called(99))
                .forEach(moves);
        return moves;
    }

    @Test
    void candidatesThatAreScoredTogetherStandSideBySide() {
        assertThat(moves().dots()).extracting(Moves.Dot::calls).containsExactly(10.0, 21.0, 31.0);
    }

    @Test
    void aDotStandsWhereItWasFirstScoredAndAsHighAsItCameInTheEnd() {
        Moves.Dot winner = moves().dots().getLast();

        assertThat(winner.calls()).isEqualTo(31);
        assertThat(winner.score()).isEqualTo(0.7);
        assertThat(winner.met()).isEqualTo(20);
        assertThat(moves().dots().get(1).dropped()).isTrue();
    }

    @Test
    void theGateIsNoPartOfTheSearch() {
        assertThat(moves().calls()).isEqualTo(41);
    }

    @Test
    void theChampionDescendsFromTheBestOfItsParents() {
        Moves moves = new Moves();
        List.of(
                        called(10),
                        scored(0, 0.5, 10),
                        new RunEvent.Proposed(1, List.of(0), "a", "h"),
                        new RunEvent.Proposed(2, List.of(0), "a", "h"),
                        called(30),
                        scored(1, 0.6, 10),
                        scored(2, 0.7, 10),
                        new RunEvent.Proposed(3, List.of(0, 1, 2), "b", "h"),
                        called(40),
                        scored(3, 0.8, 10),
                        new RunEvent.Leading(3, estimate(0.8, 10)))
                .forEach(moves);

        assertThat(moves.path()).containsExactly(3, 2, 0);
    }

    @Test
    void namesAreEscaped() throws Exception {
        Document svg = parsed(SearchPlot.svg("a < b", moves()));

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b");
        assertThat(svg.getDocumentElement().getTextContent()).contains("write <&> \"it\"");
    }

    static List<String> strategies() {
        return Strategies.names();
    }

    /** Whatever a strategy does, its figure can be drawn, and is the same each time. */
    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategyHasAFigure(String strategy) throws Exception {
        String svg = StrategyFigures.figure(strategy);

        assertThat(parsed(svg).getElementsByTagName("circle").getLength()).isGreaterThan(2);
        assertThat(svg).contains("champion").isEqualTo(StrategyFigures.figure(strategy));
    }

    /** Even one that leads by a judge's word, which no score tells of. */
    @ParameterizedTest
    @MethodSource("strategies")
    void theFigureNamesTheChampionOfTheRun(String strategy) {
        Moves moves = new Moves();

        RunResult result = new Run(
                        Practice.task(strategy, 2, 300), Models.local(Practice.model()), new InMemoryJournal())
                .execute(moves);

        assertThat(moves.path().getFirst()).isEqualTo(result.championId());
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
