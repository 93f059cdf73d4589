package dev.emend.metric.rule;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether an English answer's reading level lies in [{@code least}, {@code most}]. Beyond it the score falls linearly, to 0
 * at a distance of {@code margin}.
 */
record Readability(boolean grade, double least, double most, double margin) implements Metric {

    static final Set<String> OPTIONS = Set.of("figure", "min", "max", "margin");

    private static final double FARTHEST = 1000;

    static Readability from(Options options) {
        boolean grade = options.choice("figure", "reading-ease", List.of("reading-ease", "grade"))
                .equals("grade");
        if (!options.has("min") && !options.has("max")) {
            options.required(
                    grade ? "max" : "min",
                    grade ? "give such as 8, for texts of grade 8 or easier." : "give such as 60, for plain English.");
        }
        double least = options.number("min", -FARTHEST, -FARTHEST, FARTHEST);
        double most = options.number("max", FARTHEST, -FARTHEST, FARTHEST);
        if (least > most) {
            throw options.wrong("min", "at most the option max");
        }
        return new Readability(grade, least, most, options.number("margin", grade ? 4 : 20, 0.001, FARTHEST));
    }

    @Override
    public String name() {
        return "readability";
    }

    @Override
    public Score score(Answer answer) {
        if (TextCounts.words(answer.text()).isEmpty()) {
            return new Score(0, "The answer holds no word whose reading level could be told.");
        }
        ReadingLevel level = ReadingLevel.of(answer.text());
        double figure = grade ? level.grade() : level.readingEase();
        double distance = Math.max(0, Math.max(least - figure, figure - most));
        return new Score(
                Math.max(0, 1 - distance / margin),
                feedback(level, figure),
                Map.of(
                        "reading-ease",
                        level.readingEase(),
                        "grade",
                        level.grade(),
                        "words-per-sentence",
                        (double) level.words() / level.sentences(),
                        "syllables-per-word",
                        (double) level.syllables() / level.words()));
    }

    private String feedback(ReadingLevel level, double figure) {
        String shown = (grade ? "Flesch-Kincaid grade " : "Flesch reading ease ") + one(figure);
        if (figure >= least && figure <= most) {
            return "Right: " + shown + ", " + range() + ".";
        }
        boolean tooHard = grade == figure > most;
        return (tooHard ? "Too hard to read: " : "Too simple: ") + shown + ", expected " + range() + ". Sentences have "
                + one((double) level.words() / level.sentences()) + " words and words "
                + one((double) level.syllables() / level.words()) + " syllables on average; write "
                + (tooHard ? "shorter ones." : "longer ones.");
    }

    private String range() {
        if (most == FARTHEST) {
            return "at least " + one(least);
        }
        return least == -FARTHEST ? "at most " + one(most) : one(least) + " to " + one(most);
    }

    private static String one(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }
}
