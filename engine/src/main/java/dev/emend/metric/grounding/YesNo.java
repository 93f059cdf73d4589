package dev.emend.metric.grounding;

import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a judge for a yes or a no, and reads how sure it is of the yes. */
final class YesNo {

    // Providers give no more.
    private static final int ALTERNATIVES = 20;

    // A word, and the quotes or asterisks before it.
    private static final int TOKENS = 4;

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private YesNo() {}

    /** @param text ends with a question to be answered with yes or no */
    static Question question(String rules, String text) {
        return new Question(
                List.of(new ChatMessage(Role.SYSTEM, rules), new ChatMessage(Role.USER, text)),
                Sampling.GREEDY.withMaxTokens(TOKENS),
                Constraint.NONE,
                ALTERNATIVES,
                0,
                0);
    }

    /**
     * The probability of yes against no at the first token that is a word, where the judge gives log-probabilities and
     * either is among its alternatives; else 1 for a reply that begins with yes, and 0 for one that begins with no. Empty
     * for any other reply.
     */
    static OptionalDouble probability(Completion reply) {
        for (Completion.Token token : reply.tokens()) {
            if (!first(token.text()).isEmpty()) {
                double yes = mass(token, "yes");
                double no = mass(token, "no");
                if (yes + no > 0) {
                    return OptionalDouble.of(yes / (yes + no));
                }
                break;
            }
        }
        return switch (first(reply.text())) {
            case "yes" -> OptionalDouble.of(1);
            case "no" -> OptionalDouble.of(0);
            default -> OptionalDouble.empty();
        };
    }

    private static double mass(Completion.Token token, String word) {
        List<Completion.Alternative> alternatives = token.alternatives().isEmpty()
                ? List.of(new Completion.Alternative(token.text(), token.logProbability()))
                : token.alternatives();
        return alternatives.stream()
                .filter(alternative -> first(alternative.text()).equals(word))
                .mapToDouble(alternative -> Math.exp(alternative.logProbability()))
                .sum();
    }

    private static String first(String text) {
        Matcher word = WORD.matcher(text);
        return word.find() ? word.group().toLowerCase(Locale.ROOT) : "";
    }
}
