package dev.emend.metric;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of one metric, as a task file gives them. Every getter throws {@link InvalidInputException} for a bad value. */
public final class Options {

    private final String metric;
    private final Map<String, String> values;

    /** @throws InvalidInputException for an option that is not among {@code known} */
    public Options(String metric, Map<String, String> values, Collection<String> known) {
        this.metric = metric;
        this.values = Map.copyOf(values);
        values.keySet().stream()
                .sorted()
                .filter(option -> !known.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw known.isEmpty()
                            ? new InvalidInputException(
                                    "the metric " + metric + " has no options, but \"" + option + "\" is given",
                                    Where.NOWHERE,
                                    "")
                            : Spelling.unknown("option \"" + option + "\" of the metric " + metric, option, known);
                });
    }

    /** The metric's name. */
    public String metric() {
        return metric;
    }

    public boolean has(String option) {
        return values.containsKey(option);
    }

    public boolean flag(String option, boolean otherwise) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(option, "true or false");
        };
    }

    public String text(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    public Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /**
     * @param maybe what to do where the option is missing, as a sentence that fits a task file and a command line alike, such as
     *     "give a regular expression."
     */
    public String required(String option, String maybe) {
        String value = values.get(option);
        if (value == null || value.isBlank()) {
            throw new InvalidInputException(
                    "the metric " + metric + " needs the option \"" + option + "\"", Where.NOWHERE, maybe);
        }
        return value;
    }

    /** The items of a list, which a task file writes as a YAML sequence or with commas between; none where it is missing. */
    public List<String> texts(String option) {
        String value = values.get(option);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    /** One of {@code choices}. */
    public String choice(String option, String otherwise, List<String> choices) {
        String value = values.getOrDefault(option, otherwise).strip();
        if (!choices.contains(value)) {
            throw Spelling.unknown("value \"" + value + "\" of the option " + option, value, choices);
        }
        return value;
    }

    /** A number in [{@code least}, {@code greatest}]. */
    public double number(String option, double otherwise, double least, double greatest) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        String right = "a number from " + Metrics.plain(least) + " to " + Metrics.plain(greatest);
        try {
            double number = Double.parseDouble(value.strip());
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(option, right);
        }
        throw wrong(option, right);
    }

    /** A whole number in [{@code least}, {@code greatest}]. */
    public int whole(String option, int otherwise, int least, int greatest) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        String right = "a whole number from " + least + " to " + greatest;
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(option, right);
        }
        throw wrong(option, right);
    }

    /** An exact number that is not negative; 0 where it is missing. */
    public BigDecimal tolerance(String option) {
        String value = values.get(option);
        if (value == null) {
            return BigDecimal.ZERO;
        }
        String right = "a number that is not negative, such as 0.01";
        try {
            BigDecimal number = new BigDecimal(value.strip());
            // Beyond this scale exact arithmetic would be as long as the exponent.
            if (number.signum() >= 0 && Math.abs(number.scale()) <= 1000) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(option, right);
        }
        throw wrong(option, right);
    }

    /** The error for a value that is not {@code right}, such as "a regular expression". */
    public InvalidInputException wrong(String option, String right) {
        return new InvalidInputException(
                "the option " + option + " of the metric " + metric + " must be " + right + ", not \""
                        + values.getOrDefault(option, "") + "\"",
                Where.NOWHERE,
                "");
    }
}
