package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.run.Budget;
import dev.emend.run.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What models cost, where no task file says so or another price counts. */
public final class PriceOptions {

    @Option(
            names = "--price",
            paramLabel = PriceText.FORM,
            description =
                    "What a model costs, in US dollars for a million tokens of input and of output; between them may stand"
                            + " what cached input costs. May be repeated. A model without a price, here or in a task file, counts as free.")
    private List<String> prices = List.of();

    public boolean areGiven() {
        return !prices.isEmpty();
    }

    /** The task with these prices, which count where it has its own of the same model. */
    public Task on(Task task) {
        Map<String, Price> known = new LinkedHashMap<>(task.prices());
        known.putAll(PriceText.parse(prices, task.models().all()));
        return task.withPrices(known);
    }

    /**
     * By model.
     *
     * @param asked models, by what for
     * @throws InvalidInputException where a price is for none of them, or money is limited and the price of one is not given
     */
    public Map<String, Price> of(Map<Purpose, List<String>> asked, Budget budget) {
        Map<String, Price> known = PriceText.parse(prices, UnpricedModels.names(asked));
        UnpricedModels.check(budget, asked, known);
        return known;
    }
}
