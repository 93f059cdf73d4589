package dev.emend.metric.text;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.List;

/** 1 where an answer has the {@link SquadWords} of one of the expected answers, else 0. */
record SquadExactMatch(References references) implements Metric {

    @Override
    public String name() {
        return "squad-exact-match";
    }

    @Override
    public void check(Example example) {
        references.check(example);
    }

    @Override
    public Score score(Answer answer) {
        List<String> wanted = references.of(answer.example());
        List<String> came = SquadWords.of(answer.text());
        return wanted.stream()
                .filter(text -> SquadWords.of(text).equals(came))
                .findFirst()
                .map(text -> new Score(
                        1,
                        came.isEmpty()
                                ? "Right: no answer was expected, and there is none."
                                : "Right: " + Quote.of(text) + "."))
                .orElseGet(() -> new Score(0, feedback(wanted, answer.text(), came)));
    }

    private static String feedback(List<String> wanted, String text, List<String> came) {
        String expected = wanted.getFirst();
        if (came.isEmpty()) {
            return "The answer is empty; expected " + Quote.of(expected) + ".";
        }
        List<String> words = SquadWords.of(expected);
        if (words.isEmpty()) {
            return "Expected no answer, but it is " + Quote.of(text) + ".";
        }
        if ((" " + String.join(" ", came) + " ").contains(" " + String.join(" ", words) + " ")) {
            return "The right answer " + Quote.of(expected) + " is buried in more text: " + Quote.of(text)
                    + ". The answer must be that and nothing else.";
        }
        return "Wrong: expected " + Quote.of(expected) + ", the answer is " + Quote.of(text) + ".";
    }
}
