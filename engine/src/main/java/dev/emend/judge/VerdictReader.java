package dev.emend.judge;

import dev.emend.model.Completion;
import dev.emend.model.Completion.Alternative;
import dev.emend.model.Completion.Token;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Reads how probable each verdict was at the place where a judge of pairs wrote one: p(A) + p(tie) / 2, renormalised over
 * A, B and tie. Averaged over both orders, a judge's liking for a place cancels out to first order.
 *
 * @param json whether the reply is a JSON object with a field {@code verdict}
 */
record VerdictReader(boolean json) {

    OptionalDouble first(Completion reply) {
        StringBuilder spelled = new StringBuilder();
        reply.tokens().forEach(token -> spelled.append(token.text()));
        int place = json
                ? Reply.read(spelled.toString())
                        .field("verdict")
                        .map(Reply.Field::start)
                        .orElse(Integer.MAX_VALUE)
                : 0;
        int end = 0;
        for (Token token : reply.tokens()) {
            end += token.text().length();
            if (end > place && !verdict(token.text()).isEmpty()) {
                return of(token);
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble of(Token token) {
        double first = 0;
        double all = 0;
        boolean chosen = false;
        for (Alternative alternative : token.alternatives()) {
            double mass = Math.exp(alternative.logProbability());
            chosen |= alternative.text().equals(token.text());
            first += mass * worth(alternative.text());
            all += verdict(alternative.text()).isEmpty() ? 0 : mass;
        }
        if (!chosen) {
            double mass = Math.exp(token.logProbability());
            first += mass * worth(token.text());
            all += mass;
        }
        return all > 0 ? OptionalDouble.of(Math.clamp(first / all, 0, 1)) : OptionalDouble.empty();
    }

    private static double worth(String token) {
        return switch (verdict(token)) {
            case "a" -> 1;
            case "tie" -> 0.5;
            default -> 0;
        };
    }

    /** {@code a}, {@code b}, {@code tie} or nothing. */
    private static String verdict(String token) {
        String word = token.replaceAll("[\\s:\".*]", "");
        return word.equals("A") || word.equals("B")
                ? word.toLowerCase(Locale.ROOT)
                : word.equalsIgnoreCase("tie") || word.equals("t") ? "tie" : "";
    }
}
