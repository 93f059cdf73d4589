package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Exhibit;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How sure a judge is that the answer answers the question that was asked, whether rightly or not. */
record AnswerRelevanceJudged(QuestionField question) implements Metric {

    private static final String RULES = """
            You check whether an answer answers the question that was asked, all of it and nothing else. Whether what it \
            says is true does not matter.

            """ + Exhibit.NOTICE;

    @Override
    public String name() {
        return "answer-relevance-judged";
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public List<Question> questions(Answer answer) {
        if (Words.of(answer.text()).isEmpty()) {
            return List.of();
        }
        return List.of(YesNo.question(
                RULES,
                Exhibit.fenced(List.of(
                                new Exhibit("QUESTION", question.text(answer.example())),
                                new Exhibit("ANSWER", answer.text())))
                        + "\nDoes the answer answer the question? Answer with one word, yes or no."));
    }

    @Override
    public Score score(Answer answer) {
        if (Words.of(answer.text()).isEmpty()) {
            return new Score(0, "The answer is empty.");
        }
        Completion reply = answer.judgements().getFirst();
        OptionalDouble yes = YesNo.probability(reply);
        if (yes.isEmpty()) {
            return new Score(
                    0,
                    "The judge said neither yes nor no but " + Quote.of(reply.text()) + "; that counts as no.",
                    Map.of("asked", 1.0, "readable", 0.0));
        }
        return new Score(
                yes.getAsDouble(),
                yes.getAsDouble() < 0.5
                        ? String.format(
                                Locale.ROOT,
                                "The judge sees no answer to the question in %s (yes: %.2f).",
                                Quote.of(answer.text()),
                                yes.getAsDouble())
                        : String.format(Locale.ROOT, "The answer is to the question (yes: %.2f).", yes.getAsDouble()),
                Map.of("asked", 1.0, "readable", 1.0));
    }

    @Override
    public void check(Example example) {
        question.text(example);
    }
}
