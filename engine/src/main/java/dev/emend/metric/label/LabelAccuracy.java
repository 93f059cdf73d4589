package dev.emend.metric.label;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.Optional;

/**
 * 1 where the answer is the expected label, else 0. The feedback tells what is wrong with the form of an answer from a
 * confusion of two labels, since a prompt mends them differently.
 */
record LabelAccuracy(Labels labels) implements LabelMetric {

    @Override
    public String name() {
        return "label";
    }

    @Override
    public Optional<String> predicted(Answer answer) {
        return labels.predicted(answer.text());
    }

    @Override
    public String expected(Example example) {
        return labels.expected(example);
    }

    @Override
    public Score score(Answer answer) {
        Example example = answer.example();
        String output = answer.text();
        String expected = labels.expected(example);
        Optional<String> predicted = labels.predicted(output);
        return new Score(
                predicted.isPresent() && predicted.get().equals(expected) ? 1 : 0,
                feedback(expected, predicted, output));
    }

    private String feedback(String expected, Optional<String> predicted, String output) {
        if (predicted.isPresent()) {
            return predicted.get().equals(expected)
                    ? "Right: " + Quote.of(expected) + "."
                    : "Wrong label: expected " + Quote.of(expected) + ", the answer is " + Quote.of(predicted.get())
                            + ".";
        }
        return switch (labels.read(output)) {
            case Labels.Reading.Empty empty ->
                "Format error: the answer is empty; expected " + Quote.of(expected) + ".";
            case Labels.Reading.Buried(String label) ->
                label.equals(expected)
                        ? "Format error: the right label " + Quote.of(expected) + " is buried in more text: "
                                + Quote.of(output) + ". The answer must be the label and nothing else."
                        : "Wrong label and format error: expected " + Quote.of(expected) + ", the answer names "
                                + Quote.of(label) + " within more text: " + Quote.of(output) + ".";
            case Labels.Reading.Several(var found) ->
                "Format error: the answer names several labels (" + String.join(", ", found) + "); expected "
                        + Quote.of(expected) + " and nothing else.";
            case Labels.Reading.Unknown(var similar) ->
                similar.map(label -> "Format error: the answer " + Quote.of(output)
                                + " must be spelled exactly like the label "
                                + Quote.of(label)
                                + (label.equals(expected) ? "." : "; and expected was " + Quote.of(expected) + "."))
                        .orElseGet(() -> "Unknown label: the answer " + Quote.of(output)
                                + " is none of the labels; expected " + Quote.of(expected) + ".");
            case Labels.Reading.Plain(String label) ->
                throw new IllegalStateException("a plain label is always a prediction: " + label);
        };
    }
}
