package dev.emend.metric.grounding;

import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Exhibit;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Question;
import dev.emend.metric.Quote;
import dev.emend.metric.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How sure a judge is that the context supports the answer, sentence by sentence. Every sentence is one question, in
 * which the context comes first, so that a model reads it once for all of them.
 *
 * @param most questions about one answer; the sentences beyond it are asked about together, as the last question
 */
record GroundedJudged(Context context, Claims claims, Verdicts verdicts, int most) implements Metric {

    static final List<String> OPTIONS = List.of(Context.OPTION, QuestionField.OPTION, "threshold", "over", "sentences");

    private static final String RULES = """
            You check whether a claim is supported by a context. A claim is supported only where the context states it or \
            clearly implies it, with every name, number and date in it; what you know from elsewhere does not count.

            """ + Exhibit.NOTICE;

    static GroundedJudged from(Options options) {
        return new GroundedJudged(
                Context.from(options),
                Claims.from(options),
                Grounded.verdicts(options, 0.5),
                options.whole("sentences", 12, 1, 100));
    }

    @Override
    public String name() {
        return "grounded-judged";
    }

    @Override
    public boolean asksJudges() {
        return true;
    }

    @Override
    public List<Question> questions(Answer answer) {
        Example example = answer.example();
        Exhibit shared = new Exhibit("CONTEXT", String.join("\n\n", context.texts(example)));
        return sentences(answer).stream()
                .map(sentence -> YesNo.question(
                        RULES,
                        Exhibit.fenced(List.of(shared, new Exhibit("CLAIM", claims.of(sentence, example))))
                                + "\nDoes the context support the claim? Answer with one word, yes or no."))
                .toList();
    }

    @Override
    public Score score(Answer answer) {
        List<String> sentences = sentences(answer);
        if (sentences.isEmpty()) {
            return Verdicts.EMPTY;
        }
        List<Verdicts.Checked> checked = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            OptionalDouble yes = YesNo.probability(answer.judgements().get(i));
            if (yes.isEmpty()) {
                unreadable.add(answer.judgements().get(i).text());
            }
            checked.add(new Verdicts.Checked(sentences.get(i), new Support.Finding(yes.orElse(0), List.of())));
        }
        Score score = verdicts.score(checked);
        Map<String, Double> parts = new TreeMap<>(score.parts());
        parts.put("asked", (double) sentences.size());
        parts.put("readable", (double) sentences.size() - unreadable.size());
        return new Score(score.value(), score.feedback() + said(unreadable), parts);
    }

    private static String said(List<String> unreadable) {
        return unreadable.isEmpty()
                ? ""
                : " The judge said neither yes nor no " + unreadable.size()
                        + (unreadable.size() == 1 ? " time" : " times") + ", such as "
                        + Quote.of(unreadable.getFirst()) + "; that counts as no.";
    }

    private List<String> sentences(Answer answer) {
        List<String> all = Sentences.of(answer.text());
        if (all.size() <= most) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, most - 1));
        few.add(String.join(" ", all.subList(most - 1, all.size())));
        return few;
    }

    @Override
    public void check(Example example) {
        context.texts(example);
        claims.check(example);
    }
}
