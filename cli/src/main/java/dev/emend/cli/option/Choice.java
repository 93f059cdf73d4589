package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The value of an option that takes one of a few words, or of an enum's, spelt in lower case. */
public final class Choice {

    private Choice() {}

    /** @throws InvalidInputException where it is none of the choices; it names the nearest */
    public static String of(String option, String value, Collection<String> choices) {
        if (!choices.contains(value)) {
            throw refused(option, value, choices);
        }
        return value;
    }

    /** What is wrong where an option of an enum was given none of its words. */
    public static Optional<InvalidInputException> refused(ParameterException wrong) {
        if (!(wrong.getArgSpec() instanceof OptionSpec option) || !option.type().isEnum() || wrong.getValue() == null) {
            return Optional.empty();
        }
        List<String> choices = Arrays.stream(option.type().getEnumConstants())
                .map(choice -> ((Enum<?>) choice).name().toLowerCase(Locale.ROOT))
                .toList();
        return Optional.of(refused(option.longestName(), wrong.getValue(), choices));
    }

    private static InvalidInputException refused(String option, String value, Collection<String> choices) {
        return new InvalidInputException(
                option + " cannot be \"" + value + "\"", Where.NOWHERE, Nearest.advice(value, choices));
    }
}
