package dev.emend.judge;

import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Metrics;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Replies of scripted judges. */
final class Replies {

    private Replies() {}

    static Completion plain(String text) {
        return new Completion(text, Completion.Finish.STOP, Usage.NONE, List.of());
    }

    static Completion graded(String critique, int score) {
        return plain("{\"critique\": \"" + critique + "\", \"score\": " + score + "}");
    }

    /** A token that was as good as certain. */
    static Completion.Token token(String text) {
        return token(text, Map.of(text, 1.0));
    }

    static Completion.Token token(String text, Map<String, Double> probabilities) {
        return new Completion.Token(
                text,
                Math.log(probabilities.getOrDefault(text, 1e-6)),
                probabilities.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .map(entry -> new Completion.Alternative(entry.getKey(), Math.log(entry.getValue())))
                        .toList());
    }

    static Completion of(Completion.Token... tokens) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(tokens).forEach(token -> text.append(token.text()));
        return new Completion(text.toString(), Completion.Finish.STOP, Usage.NONE, List.of(tokens));
    }

    static Metric metric(String name, int jurors, Map<String, String> options) {
        return Metrics.named(name, options, new MetricContext(new TreeSet<>(), jurors, Path.of("")));
    }

    static Score score(Metric metric, Answer answer, Function<Question, Completion> judge) {
        List<Completion> replies = new ArrayList<>();
        metric.questions(answer).forEach(question -> replies.add(judge.apply(question)));
        return metric.score(answer.judged(replies));
    }

    /** What stands between the fences of this name in the question. */
    static String exhibit(Question question, String name) {
        String text = question.messages().getLast().content();
        int begin = text.indexOf("[BEGIN " + name + " ");
        int from = text.indexOf("]\n", begin) + 2;
        return begin < 0 ? "" : text.substring(from, text.indexOf("\n[END " + name + " ", from));
    }
}
