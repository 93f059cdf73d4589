package dev.emend.judge;

import dev.emend.model.Completion;
import dev.emend.model.Completion.Alternative;
import dev.emend.model.Completion.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a score from a reply: the field {@code score} of its JSON object, or, for a reply that is to be a number alone,
 * the first number in it that is not the scale's own, as in "1-5: 4", nor negated.
 *
 * <p>Where the reply carries log-probabilities, the score is the sum of p(s)·s over the scale's scores s, with p
 * renormalised over them (Liu et al., "G-Eval", 2023; that renormalising matters: Wang et al., "TrustJudge", 2025). Where
 * 10 is written in two tokens, the mass of "1" is shared out by the probability of the "0" behind it; that is known only
 * where the judge did write a 1 there, so elsewhere the mass of "1" is left out. A scale of single digits has no such gap.
 *
 * @param json whether the reply is a JSON object
 */
record GradeReader(Scale scale, boolean json, Readout readout) {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\d.])(?<!(?:^|[^\\p{L}\\d])-)(?<!\\b[Nn]ot )\\d++(?:\\.\\d++)?(?!\\d)");
    private static final Pattern WORD = Pattern.compile("(?i)(?<![a-z])(?:yes|no)(?![a-z])");
    private static final Pattern ALTERNATIVE = Pattern.compile("[\\s:\"]*+(\\d{1,2})(?!\\d).*", Pattern.DOTALL);

    Optional<Grade> read(Completion reply) {
        Optional<Reply.Field> written = written(reply.text());
        Optional<Double> score = written.flatMap(this::number);
        if (score.isEmpty()) {
            return Optional.empty();
        }
        String critique = json ? Reply.read(reply.text()).text("critique") : "";
        if (readout.usesLogProbabilities() && !reply.tokens().isEmpty()) {
            Optional<Grade> weighted = weighted(reply.tokens(), critique);
            if (weighted.isPresent()) {
                return weighted;
            }
        }
        return readout == Readout.WEIGHTED ? Optional.empty() : Optional.of(new Grade(score.get(), 0, 0, critique));
    }

    private Optional<Reply.Field> written(String text) {
        if (json) {
            return Reply.read(text).field("score");
        }
        Matcher number = (scale.isWords() ? WORD : NUMBER).matcher(withoutScale(text));
        return number.find() ? Optional.of(new Reply.Field(number.group(), number.start())) : Optional.empty();
    }

    /** The text with blanks where it repeats the scale, so that every place in it stays the same. */
    private String withoutScale(String text) {
        Pattern repeated = Pattern.compile("(?i)(?<![\\d.])" + scale.least() + "\\s*(?:[-–—]|to)\\s*" + scale.greatest()
                + "(?![\\d.]*\\d)|\\bout of\\s+" + scale.greatest() + "(?!\\d)");
        return scale.isWords()
                ? text
                : repeated.matcher(text)
                        .replaceAll(found -> " ".repeat(found.group().length()));
    }

    private Optional<Double> number(Reply.Field field) {
        if (scale.isWords()) {
            int word = word(field.text());
            return word < 0 ? Optional.empty() : Optional.of((double) word);
        }
        if (!NUMBER.matcher(field.text()).matches()) {
            return Optional.empty();
        }
        double score = Double.parseDouble(field.text());
        return scale.holds(score) ? Optional.of(score) : Optional.empty();
    }

    private Optional<Grade> weighted(List<Token> tokens, String critique) {
        // Tokens that hold parts of a character spell another text than the reply, so places are counted in them.
        StringBuilder spelled = new StringBuilder();
        tokens.forEach(token -> spelled.append(token.text()));
        Optional<Reply.Field> place = written(spelled.toString());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int end = start + tokens.get(i).text().length();
            if (place.get().start() < end) {
                Optional<Token> next = i + 1 < tokens.size() ? Optional.of(tokens.get(i + 1)) : Optional.empty();
                return weighted(tokens.get(i), next, critique);
            }
            start = end;
        }
        return Optional.empty();
    }

    private Optional<Grade> weighted(Token token, Optional<Token> next, String critique) {
        double[] mass = new double[scale.greatest() + 1];
        boolean tenIsOneToken = false;
        for (Alternative alternative : withChosen(token)) {
            int score = score(alternative.text());
            if (score >= scale.least() && score <= scale.greatest()) {
                mass[score] += Math.exp(alternative.logProbability());
                tenIsOneToken |= score == 10;
            }
        }
        if (scale.greatest() == 10 && !tenIsOneToken) {
            shareOut(mass, token, next);
        }
        return grade(mass, critique);
    }

    /** The chosen token is among its alternatives, unless it was an unlikely draw or the provider leaves it out. */
    private static List<Alternative> withChosen(Token token) {
        boolean there = token.alternatives().stream()
                .anyMatch(alternative -> alternative.text().equals(token.text()));
        return there
                ? token.alternatives()
                : java.util.stream.Stream.concat(
                                token.alternatives().stream(),
                                java.util.stream.Stream.of(new Alternative(token.text(), token.logProbability())))
                        .toList();
    }

    private void shareOut(double[] mass, Token token, Optional<Token> next) {
        double one = mass[1];
        mass[1] = 0;
        if (score(token.text()) == 1 && next.isPresent()) {
            double zero = withChosen(next.get()).stream()
                    .filter(alternative -> alternative.text().startsWith("0"))
                    .mapToDouble(alternative -> Math.exp(alternative.logProbability()))
                    .sum();
            mass[10] = one * Math.min(1, zero);
            mass[1] = one - mass[10];
        }
    }

    /** -1 where the text is neither yes nor no. */
    private static int word(String text) {
        return switch (text.replaceAll("[\\s:\".,*]", "").toLowerCase(Locale.ROOT)) {
            case "yes" -> 1;
            case "no" -> 0;
            default -> -1;
        };
    }

    /** -1 where the token is no grade. */
    private int score(String token) {
        if (scale.isWords()) {
            return word(token);
        }
        Matcher number = ALTERNATIVE.matcher(token);
        return number.matches() ? Integer.parseInt(number.group(1)) : -1;
    }

    private Optional<Grade> grade(double[] mass, String critique) {
        double total = 0;
        double sum = 0;
        for (int score = scale.least(); score < mass.length; score++) {
            total += mass[score];
            sum += mass[score] * score;
        }
        if (!(total > 0)) {
            return Optional.empty();
        }
        double mean = sum / total;
        double variance = 0;
        for (int score = scale.least(); score < mass.length; score++) {
            variance += mass[score] / total * (score - mean) * (score - mean);
        }
        return Optional.of(new Grade(
                Math.clamp(mean, scale.least(), scale.greatest()), Math.sqrt(variance), Math.min(1, total), critique));
    }
}
