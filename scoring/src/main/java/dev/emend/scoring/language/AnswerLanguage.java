package dev.emend.scoring.language;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.Optional;

/**
 * 1 where the answer is in the right language, else 0.
 *
 * @param language that every answer must have, as the user wrote it; empty where {@code column} has it
 * @param column of the example that names the language; empty where {@code language} is the same for all
 */
record AnswerLanguage(String language, String column) implements Metric {

    static AnswerLanguage from(Options options) {
        String language = options.text("is", "");
        String column = options.text("column", "");
        if (language.isBlank() == column.isBlank()) {
            throw new InvalidInputException(
                    "the metric language needs one of the options \"is\" and \"column\"",
                    Where.NOWHERE,
                    "give \"is\", such as en, or \"column\" where a column of the data names each answer's language.");
        }
        if (column.isBlank() && Detector.code(language).isEmpty()) {
            throw options.wrong("is", "a language's code such as en, de or pt");
        }
        return new AnswerLanguage(language, column);
    }

    @Override
    public String name() {
        return "language";
    }

    /** @throws InvalidInputException where the example's column names no language */
    @Override
    public Score score(Answer answer) {
        String wanted = wanted(answer.example());
        if (answer.text().isBlank()) {
            return new Score(0, "The answer is empty; expected a text in " + Detector.name(wanted) + ".");
        }
        String came = Detector.of(answer.text());
        return came.equals(wanted)
                ? new Score(1, "The answer is in " + Detector.name(wanted) + ", as it should be.")
                : new Score(
                        0,
                        "Wrong language: expected " + Detector.name(wanted) + ", the answer looks like "
                                + Detector.name(came) + ": " + Quote.of(answer.text()) + ".");
    }

    private String wanted(Example example) {
        String named = column.isBlank() ? language : example.column(column);
        Optional<String> code = Detector.code(named);
        return code.orElseThrow(() -> new InvalidInputException(
                "the column " + column + " must name a language, not \"" + named + "\" (example " + example.id() + ")",
                example.where(),
                "it needs a code such as en, de or pt."));
    }
}
