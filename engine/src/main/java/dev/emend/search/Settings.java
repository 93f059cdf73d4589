package dev.emend.search;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the options that a task file gives to a strategy. */
public final class Settings {

    private final Map<String, String> options;

    public Settings(Search search) {
        this(search.options());
    }

    public Settings(Map<String, String> options) {
        this.options = Map.copyOf(options);
    }

    /** @throws InvalidInputException where the option is given and is no whole number of at least {@code least} */
    public int whole(String name, int least, int otherwise) {
        return read(name, otherwise, Integer::valueOf, value -> value >= least, "a whole number, at least " + least);
    }

    /**
     * For an option whose default depends on the search.
     *
     * @throws InvalidInputException where the option is given and is no whole number of at least {@code least}
     */
    public OptionalInt whole(String name, int least) {
        return options.containsKey(name) ? OptionalInt.of(whole(name, least, least)) : OptionalInt.empty();
    }

    /** @throws InvalidInputException where the option is given and is no number in [{@code low}, {@code high}] */
    public double number(String name, double low, double high, double otherwise) {
        return read(
                name,
                otherwise,
                Double::valueOf,
                value -> value >= low && value <= high,
                "a number from " + low + " to " + high);
    }

    /** @throws InvalidInputException where the option is given and is none of these; the first holds where it is not */
    public String oneOf(String name, List<String> values) {
        return read(name, values.getFirst(), value -> value, values::contains, "one of " + values);
    }

    /** What is given, cut at commas. */
    public List<String> list(String name, List<String> otherwise) {
        String value = options.get(name);
        return value == null ? otherwise : List.of(value.strip().split("\\s*,\\s*"));
    }

    /**
     * What is given, cut at commas; all of the values where nothing is.
     *
     * @throws InvalidInputException where something else than these values is given
     */
    public List<String> someOf(String name, List<String> values) {
        List<String> given = list(name, values);
        if (!values.containsAll(given)) {
            throw new InvalidInputException(
                    "the strategy's option \"" + name + "\" must be some of " + values + ", not " + given,
                    Where.NOWHERE,
                    "leave it out: all of them hold then.");
        }
        return given;
    }

    private <T> T read(String name, T otherwise, Function<String, T> reader, Predicate<T> allowed, String what) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            T value = reader.apply(text.strip());
            if (allowed.test(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        throw new InvalidInputException(
                "the strategy's option \"" + name + "\" must be " + what + ", not \"" + text + "\"",
                Where.NOWHERE,
                "leave it out, or begin with " + otherwise + ".");
    }
}
