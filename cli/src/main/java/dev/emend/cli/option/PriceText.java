package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.Price;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prices as a command line spells them: {@code MODEL=INPUT/OUTPUT} or {@code MODEL=INPUT/CACHED/OUTPUT}. */
final class PriceText {

    static final String FORM = "MODEL=IN/OUT";

    private PriceText() {}

    /**
     * @param models that the command asks
     * @return by model; in US dollars for a million tokens
     * @throws InvalidInputException where a text is no price, or the model is not asked
     */
    static Map<String, Price> parse(List<String> texts, Collection<String> models) {
        Map<String, Price> prices = new LinkedHashMap<>();
        for (String text : texts) {
            // A model's name may have an equals sign in its address.
            int equals = text.lastIndexOf('=');
            String model = text.substring(0, Math.max(0, equals)).strip();
            if (!models.contains(model)) {
                throw new InvalidInputException(
                        "--price " + text + " is for no model that is asked",
                        Where.NOWHERE,
                        "write it like " + example(models) + ".");
            }
            prices.put(model, price(text, text.substring(equals + 1), models));
        }
        return prices;
    }

    private static Price price(String text, String amounts, Collection<String> models) {
        try {
            double[] dollars = Arrays.stream(amounts.split("/", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            boolean finite = Arrays.stream(dollars).allMatch(amount -> amount >= 0 && amount < 1e6);
            if (finite && dollars.length == 2) {
                return new Price(dollars[0], dollars[0], dollars[1]);
            }
            if (finite && dollars.length == 3) {
                return new Price(dollars[0], dollars[1], dollars[2]);
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as for any other text that is no price.
        }
        throw new InvalidInputException(
                "--price " + text + " does not say what the model costs",
                Where.NOWHERE,
                "write US dollars for a million tokens of input and of output, like " + example(models) + ".");
    }

    private static String example(Collection<String> models) {
        return example(models.stream().findFirst().orElse("openai:gpt-4.1-mini"));
    }

    /** Such a text for the model. */
    static String example(String model) {
        return "--price \"" + model + "=0.40/1.60\"";
    }
}
