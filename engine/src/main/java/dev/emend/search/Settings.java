package dev.emend.search;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the options that a task file gives to a strategy. They were checked against its {@link Profile} before. */
public final class Settings {

    private final Map<String, String> options;

    public Settings(Search search) {
        this(search.options());
    }

    public Settings(Map<String, String> options) {
        this.options = options;
    }

    /**
     * Whether the strategy has these options and can use their values.
     *
     * @throws InvalidInputException where it has not, or cannot
     */
    public static void check(Profile profile, Map<String, String> options) {
        new TreeMap<>(options).forEach((name, text) -> check(profile, name, text, Where.NOWHERE));
    }

    /**
     * Whether the strategy has this option and can use its value.
     *
     * @param where it is given
     * @throws InvalidInputException where it has not, or cannot
     */
    public static void check(Profile profile, String name, String text, Where where) {
        List<String> known =
                profile.options().stream().map(Profile.Option::name).sorted().toList();
        Profile.Option option = profile.options().stream()
                .filter(any -> any.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "the strategy " + profile.name() + " has no option \"" + name + "\"",
                        where,
                        known.isEmpty() ? "leave it out; it has none." : Nearest.advice(name, known)));
        option.values().refusal(text).ifPresent(what -> {
            throw new InvalidInputException(
                    "the strategy's option \"" + name + "\" must be " + what + ", not \"" + text + "\"",
                    where,
                    meant(option, text).orElse("leave it out: it would be " + option.otherwise() + "."));
        });
    }

    /** The word that was probably meant by the first that is none. */
    private static Optional<String> meant(Profile.Option option, String text) {
        List<String> words = switch (option.values()) {
            case Profile.Values.OneOf(List<String> values) -> values;
            case Profile.Values.SomeOf(List<String> values) -> values;
            case Profile.Values.Whole any -> List.<String>of();
            case Profile.Values.Number any -> List.<String>of();
            case Profile.Values.Text any -> List.<String>of();
        };
        return cut(text).stream()
                .filter(word -> !words.contains(word))
                .findFirst()
                .flatMap(word -> Nearest.to(word, words).map(near -> "\"" + word + "\" should be \"" + near + "\"."));
    }

    public int whole(String name, int otherwise) {
        return whole(name).orElse(otherwise);
    }

    /** For an option whose default depends on the search. */
    public OptionalInt whole(String name) {
        String text = options.get(name);
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.strip()));
    }

    public double number(String name, double otherwise) {
        String text = options.get(name);
        return text == null ? otherwise : Double.parseDouble(text.strip());
    }

    /** @param values the first of which holds where nothing is given */
    public String oneOf(String name, List<String> values) {
        return options.getOrDefault(name, values.getFirst()).strip();
    }

    /** What is given, cut at commas. */
    public List<String> someOf(String name, List<String> otherwise) {
        String text = options.get(name);
        return text == null ? otherwise : cut(text);
    }

    public String text(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    static List<String> cut(String text) {
        return List.of(text.strip().split("\\s*,\\s*"));
    }
}
