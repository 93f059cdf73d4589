package dev.emend.metric;

import dev.emend.data.Example;
import java.util.List;

/** 1 where the answer is the expected one after {@link Normalization}, else 0. */
record ExactMatch(Normalization normalization) implements Metric {

    @Override
    public String name() {
        return "exact-match";
    }

    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        String output = answer.text();
        if (normalization.apply(output).equals(normalization.apply(example.expected()))) {
            return new Score(1, "Right: " + Quote.of(example.expected()) + ".");
        }
        return new Score(0, feedback(example.expected(), output));
    }

    private static String feedback(String expected, String output) {
        if (output.isBlank()) {
            return "The answer is empty; expected " + Quote.of(expected) + ".";
        }
        if (expected.isBlank()) {
            return "Expected no answer, but it is " + Quote.of(output) + ".";
        }
        String loose = Normalization.ALL.apply(output);
        String wanted = Normalization.ALL.apply(expected);
        if (loose.equals(wanted)) {
            return "Right but for its form: expected exactly " + Quote.of(expected) + ", the answer is "
                    + Quote.of(output) + "; letter case, spacing and punctuation count.";
        }
        if (!new Phrase(List.of(wanted)).in(loose).isEmpty()) {
            return "The right answer " + Quote.of(expected) + " is buried in more text: " + Quote.of(output)
                    + ". The answer must be that and nothing else.";
        }
        return "Wrong: expected " + Quote.of(expected) + ", the answer is " + Quote.of(output) + ".";
    }
}
