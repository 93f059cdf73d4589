package dev.emend.cli.call;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.progress.PullView;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.models.NamedModels;
import dev.emend.run.Models;
import dev.emend.run.Task;
import dev.emend.scoring.embedding.MiniLm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models of a command, each opened once, and fetched first where they are not on this machine. Closed at the end. */
public final class OpenModels implements AutoCloseable {

    private final NamedModels models;
    private final int parallel;
    private final Map<String, LanguageModel> open = new LinkedHashMap<>();

    /** @param parallel calls in flight at once, 0 to leave it to each model */
    public OpenModels(Console console, int parallel) {
        if (parallel < 0) {
            throw new InvalidInputException(
                    "--parallel must be at least 1, not " + parallel, Where.NOWHERE, "leave it out.");
        }
        this.models =
                new NamedModels(System.getenv(), new PullView(console.err(), console.width() > 0, console.errStyle()));
        this.parallel = parallel;
    }

    /** @throws dev.emend.model.ModelException where the model cannot be had */
    public LanguageModel named(String name) {
        // Two roles of one model share its calls in flight, so they must be one object.
        return open.computeIfAbsent(name, missing -> InFlight.of(models.open(missing), parallel));
    }

    /** Every role's. */
    public Models of(Task task) {
        String answering = task.models().task();
        String writing = task.models().meta();
        return Models.of(named(answering), price(task, answering), named(writing), price(task, writing))
                .withTaskModels(seats(task, task.models().answering()))
                .withJudges(seats(task, task.models().judges()))
                .withEmbedding(MiniLm.shared());
    }

    /** The task models alone. */
    public Models answering(Task task) {
        String first = task.models().task();
        return Models.task(named(first), price(task, first))
                .withTaskModels(seats(task, task.models().answering()));
    }

    /** Models with what the task says that they cost. */
    public List<Models.Seat> seats(Task task, List<String> names) {
        return names.stream()
                .map(name -> new Models.Seat(named(name), price(task, name)))
                .toList();
    }

    private static Price price(Task task, String model) {
        return task.prices().getOrDefault(model, Price.FREE);
    }

    @Override
    public void close() {
        models.close();
    }
}
