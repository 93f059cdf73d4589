package dev.emend.metric;

import dev.emend.data.Example;

/**
 * 1 where the expected text stands somewhere in the answer, both after {@link Normalization}, else 0. Where nothing is
 * expected, only an empty answer is right.
 */
record Contains(Normalization normalization) implements Metric {

    @Override
    public String name() {
        return "contains";
    }

    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        String output = answer.text();
        String wanted = normalization.apply(example.expected());
        String came = normalization.apply(output);
        if (wanted.isEmpty()) {
            return came.isEmpty()
                    ? new Score(1, "Right: no answer was expected, and there is none.")
                    : new Score(0, "Expected no answer, but it is " + Quote.of(output) + ".");
        }
        if (came.isEmpty()) {
            return new Score(0, "The answer is empty; it must contain " + Quote.of(example.expected()) + ".");
        }
        return came.contains(wanted)
                ? new Score(1, "Right: the answer contains " + Quote.of(example.expected()) + ".")
                : new Score(
                        0,
                        "The answer must contain " + Quote.of(example.expected()) + " and does not; it is "
                                + Quote.of(output) + ".");
    }
}
