package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.models.NamedModels;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Models that cost money, and nobody said how much. */
public final class UnpricedModels {

    private UnpricedModels() {}

    /** @throws InvalidInputException where money is limited, but what a model costs is not known */
    public static void check(Task task) {
        check(task.budget(), task.models().roles(), task.prices());
    }

    /**
     * @param asked models, by what for
     * @throws InvalidInputException where money is limited, but what one of them costs is not known
     */
    public static void check(Budget budget, Map<Purpose, List<String>> asked, Map<String, Price> prices) {
        if (budget.microDollars().isEmpty()) {
            return;
        }
        first(names(asked), prices).ifPresent(model -> {
            throw new InvalidInputException(
                    "the budget limits US dollars, but nothing says what " + model + " costs",
                    Where.NOWHERE,
                    "add " + PriceText.example(model) + ", in US dollars for a million tokens of input and of output.");
        });
    }

    /** Each once. */
    static SortedSet<String> names(Map<Purpose, List<String>> asked) {
        return asked.values().stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first that costs something, nobody says what. */
    private static Optional<String> first(Collection<String> names, Map<String, Price> prices) {
        return names.stream()
                .filter(model -> !NamedModels.isLocal(model) && !prices.containsKey(model))
                .findFirst();
    }

    /** That a run will not know what it costs, where a model is not the user's own and has no price. */
    public static Optional<String> note(Task task) {
        return first(task.models().all(), task.prices())
                .map(model -> "Nothing says what " + model + " costs, so no money is counted for it. Maybe add "
                        + PriceText.example(model) + ", or \"prices\" to the task file.");
    }
}
