package dev.emend.cli.call;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.progress.PullView;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
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

    /**
     * Where one of them writes prompts, what it writes is screened by its meaning too.
     *
     * @param names of the models that will be asked, by what for
     * @param prices by name; a model without one counts as free
     * @throws dev.emend.model.ModelException where one of them cannot be had
     */
    public Models of(Map<Purpose, List<String>> names, Map<String, Price> prices) {
        Models models = Models.of(names, prices, this::named);
        return names.containsKey(Purpose.META) ? models.withEmbedding(MiniLm.shared()) : models;
    }

    /** Those that a run asks. */
    public Models of(Task task) {
        return of(task.models().roles(), task.prices());
    }

    @Override
    public void close() {
        models.close();
    }
}
