package dev.emend.search;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a user should know of a strategy before choosing it.
 *
 * @param name as in a task file, such as {@code opro}
 * @param line what it does, in a line
 * @param paper where it was published, such as "Yang et al., 2023, arXiv 2309.03409"; empty where it is Emend's own
 * @param searches what it changes
 * @param step what one step costs, in words, such as "8 meta calls, 8 x 20 task calls"
 * @param options that a task file may give it
 */
public record Profile(String name, String line, String paper, Searches searches, String step, List<Option> options) {

    public Profile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(paper, "paper: empty where there is none");
        Objects.requireNonNull(searches, "searches");
        Objects.requireNonNull(step, "step");
        options = List.copyOf(options);
    }

    /** The part of a prompt that is searched. */
    public enum Searches {
        INSTRUCTION("instruction"),
        DEMONSTRATIONS("demonstrations"),
        BOTH("instruction and demonstrations");

        private final String label;

        Searches(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * An option.
     *
     * @param values that it can take
     * @param otherwise what holds where it is not given, in words, such as "8" or "a fifth of validation"
     * @param meaning in a line
     */
    public record Option(String name, Values values, String otherwise, String meaning) {

        /** A whole number of at least {@code least}. */
        public static Option whole(String name, int least, String otherwise, String meaning) {
            return new Option(name, new Values.Whole(least), otherwise, meaning);
        }

        /** A number from {@code low} to {@code high}. */
        public static Option number(String name, double low, double high, String otherwise, String meaning) {
            return new Option(name, new Values.Number(low, high), otherwise, meaning);
        }

        /** One of these; the first where it is not given. */
        public static Option oneOf(String name, List<String> values, String meaning) {
            return new Option(name, new Values.OneOf(values), values.getFirst(), meaning);
        }

        /** Some of these, with commas between; a value may recur. */
        public static Option someOf(String name, List<String> values, String otherwise, String meaning) {
            return new Option(name, new Values.SomeOf(values), otherwise, meaning);
        }

        /** Any text. */
        public static Option text(String name, String otherwise, String meaning) {
            return new Option(name, new Values.Text(), otherwise, meaning);
        }
    }

    /** What an option can be. */
    public sealed interface Values {

        /** Of {@value #MOST} at most. */
        record Whole(int least) implements Values {

            /** More is a slip of the pen. */
            static final int MOST = 1_000_000;
        }

        record Number(double low, double high) implements Values {}

        record OneOf(List<String> values) implements Values {}

        record SomeOf(List<String> values) implements Values {}

        record Text() implements Values {}

        /** What such a value is, such as "a whole number, at least 1". */
        default String description() {
            return switch (this) {
                case Whole(int least) -> "a whole number from " + least + " to " + Whole.MOST;
                case Number(double low, double high) -> "a number from " + low + " to " + high;
                case OneOf(List<String> values) -> "one of " + values;
                case SomeOf(List<String> values) -> "some of " + values;
                case Text any -> "a text";
            };
        }

        /** Empty where the text is such a value, else what such a value is. */
        default Optional<String> refusal(String text) {
            boolean fits = switch (this) {
                case Whole(int least) ->
                    number(text, Integer::valueOf)
                            .filter(value -> value >= least && value <= Whole.MOST)
                            .isPresent();
                case Number(double low, double high) ->
                    number(text, Double::valueOf)
                            .filter(value -> value >= low && value <= high)
                            .isPresent();
                case OneOf(List<String> values) -> values.contains(text.strip());
                case SomeOf(List<String> values) -> {
                    List<String> some = Settings.cut(text);
                    yield !some.isEmpty() && values.containsAll(some);
                }
                case Text any -> true;
            };
            return fits ? Optional.empty() : Optional.of(description());
        }

        private static <N> Optional<N> number(String text, Function<String, N> reader) {
            try {
                return Optional.of(reader.apply(text.strip()));
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }
    }
}
