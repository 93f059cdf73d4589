package dev.emend.benchmarks.strategies;

import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.NoVerdictException;
import dev.emend.run.Run;
import dev.emend.search.Strategy;
import dev.emend.strategy.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws how each strategy moves on a small scripted task.
 *
 * <p>Arguments: the folder of the pages ({@code docs/strategies}), and the names of some strategies (all that are Emend's
 * own). Writes {@code figures/NAME.svg} for each. No model is called, and the same code writes the same files.
 */
public final class StrategyFigures {

    private static final long SEED = 1;
    private static final long CALLS = 600;

    private StrategyFigures() {}

    public static void main(String[] args) throws IOException {
        Path pages = Path.of(args.length > 0 ? args[0] : "docs/strategies");
        List<String> names = args.length > 1 ? List.of(args).subList(1, args.length) : own();
        Path figures = Files.createDirectories(pages.resolve("figures"));
        for (String name : names) {
            Files.writeString(figures.resolve(name + ".svg"), figure(name));
            System.out.println(figures.resolve(name + ".svg"));
        }
    }

    /** Without those of this module and of other libraries. */
    static List<String> own() {
        return Strategies.all().stream()
                .filter(Strategies::isOwn)
                .map(Strategy::name)
                .toList();
    }

    /** The figure of one search. */
    static String figure(String strategy) {
        Moves moves = new Moves();
        try {
            new Run(Practice.task(strategy, SEED, CALLS), Models.local(Practice.model()), new InMemoryJournal())
                    .execute(moves);
        } catch (NoVerdictException ended) {
            // What the search did is drawn all the same.
        }
        return SearchPlot.svg(
                "How " + strategy + " moves on a scripted task: " + moves.dots().size() + " candidates in "
                        + moves.calls() + " calls",
                moves);
    }
}
