package dev.emend.metric;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The options of one metric, as a task file gives them. */
final class Options {

    private final String metric;
    private final Map<String, String> values;

    /** @throws InvalidInputException for an option that is not among {@code known} */
    Options(String metric, Map<String, String> values, List<String> known) {
        this.metric = metric;
        this.values = values;
        values.keySet().stream()
                .sorted()
                .filter(option -> !known.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw Spelling.unknown("option \"" + option + "\" of the metric " + metric, option, known);
                });
    }

    boolean flag(String option, boolean otherwise) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(option, value, "true or false");
        };
    }

    BigDecimal tolerance(String option) {
        String value = values.get(option);
        if (value == null) {
            return BigDecimal.ZERO;
        }
        try {
            BigDecimal number = new BigDecimal(value.strip());
            // Beyond this scale exact arithmetic would be as long as the exponent.
            if (number.signum() >= 0 && Math.abs(number.scale()) <= 1000) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(option, value, "a number that is not negative, such as 0.01");
        }
        throw wrong(option, value, "a number that is not negative, such as 0.01");
    }

    private InvalidInputException wrong(String option, String value, String right) {
        return new InvalidInputException(
                "the option " + option + " of the metric " + metric + " must be " + right + ", not \"" + value + "\"",
                Where.NOWHERE,
                "");
    }
}
