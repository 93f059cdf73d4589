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
 * Whether an answer's length lies in [{@code least}, {@code most}]. Beyond it the score is 0, or, where {@code linear}, it
 * falls: n / least for an answer that is too short, 1 − (n − most) / most for one that is too long, and never below 0.
 */
record Length(Unit unit, int least, int most, boolean linear) implements Metric {

    static final Set<String> OPTIONS = Set.of("unit", "min", "max", "beyond");

    enum Unit {
        CHARACTERS,
        WORDS,
        SENTENCES,
        LINES;

        int of(String text) {
            return switch (this) {
                case CHARACTERS -> TextCounts.characters(text);
                case WORDS -> TextCounts.words(text).size();
                case SENTENCES -> TextCounts.sentences(text).size();
                case LINES -> TextCounts.lines(text).size();
            };
        }

        String plural() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Length from(Options options) {
        if (!options.has("min") && !options.has("max")) {
            options.required("max", "give \"max\", such as 50, or \"min\".");
        }
        int least = options.whole("min", 0, 0, Integer.MAX_VALUE);
        int most = options.whole("max", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        if (least > most) {
            throw options.wrong("min", "at most the option max, " + most);
        }
        String unit = options.choice("unit", "words", List.of("characters", "words", "sentences", "lines"));
        return new Length(
                Unit.valueOf(unit.toUpperCase(Locale.ROOT)),
                least,
                most,
                options.choice("beyond", "linear", List.of("linear", "zero")).equals("linear"));
    }

    @Override
    public String name() {
        return "length";
    }

    @Override
    public Score score(Answer answer) {
        int length = unit.of(answer.text());
        return new Score(value(length), feedback(length), Map.of(unit.plural(), (double) length));
    }

    private double value(int length) {
        if (length < least) {
            return linear ? (double) length / least : 0;
        }
        if (length > most) {
            return linear ? Math.max(0, 1 - ((double) length - most) / most) : 0;
        }
        return 1;
    }

    private String feedback(int length) {
        if (length < least) {
            return "Too short: " + length + " " + unit.plural() + ", expected " + range() + "; " + (least - length)
                    + " more are needed.";
        }
        if (length > most) {
            return "Too long: " + length + " " + unit.plural() + ", expected " + range() + "; " + (length - most)
                    + " must go.";
        }
        return "Right length: " + length + " " + unit.plural() + ", " + range() + ".";
    }

    private String range() {
        if (most == Integer.MAX_VALUE) {
            return "at least " + least;
        }
        return least == 0 ? "at most " + most : least + " to " + most;
    }
}
