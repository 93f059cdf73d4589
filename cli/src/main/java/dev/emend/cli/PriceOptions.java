package dev.emend.cli;

import dev.emend.InvalidInputException;
import dev.emend.model.Price;
import dev.emend.run.Budget;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What models cost, where no task file says so. */
final class PriceOptions {

    @Option(
            names = "--price",
            paramLabel = PriceText.FORM,
            description =
                    "What a model costs, in US dollars for a million tokens of input and of output; between them may stand"
                            + " what cached input costs. May be repeated. A model without a price counts as free.")
    private List<String> prices = List.of();

    boolean areGiven() {
        return !prices.isEmpty();
    }

    /**
     * By model.
     *
     * @param models that the command asks
     * @throws InvalidInputException where a price is for none of them, or money is limited and the price of one is not given
     */
    Map<String, Price> of(Collection<String> models, Budget budget) {
        Map<String, Price> known = PriceText.parse(prices, models);
        OpenModels.checkPriceOptions(budget, models, known);
        return known;
    }
}
