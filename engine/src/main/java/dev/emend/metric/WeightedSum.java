package dev.emend.metric;

import static java.util.Objects.requireNonNull;

import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Several metrics in one number. */
record WeightedSum(List<Metrics.Weighted> parts) implements Metric {

    WeightedSum {
        parts = distinct(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a weighted sum needs at least one metric");
        }
    }

    /** The second part of one name has a number behind it, or one would stand for both among the figures. */
    private static List<Metrics.Weighted> distinct(List<Metrics.Weighted> parts) {
        Map<String, Integer> times = new HashMap<>();
        List<Metrics.Weighted> distinct = new ArrayList<>();
        for (Metrics.Weighted part : parts) {
            String name = part.metric().name();
            int number = times.merge(name, 1, Integer::sum);
            distinct.add(
                    number == 1
                            ? part
                            : new Metrics.Weighted(new Renamed(part.metric(), name + " " + number), part.weight()));
        }
        return List.copyOf(distinct);
    }

    /** Such as {@code 0.7 label + 0.3 token-f1}. */
    @Override
    public String name() {
        return parts.stream()
                .map(part -> Metrics.plain(part.weight()) + " " + part.metric().name())
                .collect(Collectors.joining(" + "));
    }

    @Override
    public boolean asksJudges() {
        return objectives().stream().anyMatch(Metric::asksJudges);
    }

    /** Those of the parts, one part after the other. */
    @Override
    public List<Question> questions(Answer answer) {
        return parts.stream()
                .flatMap(part -> part.metric().questions(answer).stream())
                .toList();
    }

    @Override
    public void check(Example example) {
        parts.forEach(part -> part.metric().check(example));
    }

    @Override
    public Score score(Answer answer) {
        Map<Metric, Score> scores = new LinkedHashMap<>();
        Map<String, Double> values = new TreeMap<>();
        split(answer).forEach((metric, own) -> {
            Score score = Outcome.of(own, metric).score();
            scores.put(metric, score);
            values.put(metric.name(), score.value());
            if (score.isUnread()) {
                values.putAll(score.parts());
            }
        });
        String feedback = scores.entrySet().stream()
                .map(entry ->
                        "[" + entry.getKey().name() + "] " + entry.getValue().feedback())
                .collect(Collectors.joining(" "));
        return new Score(
                weighted(part -> requireNonNull(scores.get(part.metric())).value()), feedback, values);
    }

    /** None of the parts gives anything, though an empty text may be short, or free of forbidden words. */
    @Override
    public Score silence(Answer answer, String why) {
        Map<String, Double> values = new TreeMap<>();
        objectives().forEach(objective -> values.put(objective.name(), 0.0));
        return Score.ofSilence(why, values);
    }

    /** The answer as each part is to see it: with the judgements of its own questions. */
    private Map<Metric, Answer> split(Answer answer) {
        Map<Metric, Answer> split = new LinkedHashMap<>();
        int from = 0;
        for (Metrics.Weighted part : parts) {
            int to = Math.min(
                    answer.judgements().size(),
                    from + part.metric().questions(answer).size());
            split.put(part.metric(), answer.judged(answer.judgements().subList(from, to)));
            from = to;
        }
        return split;
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        if (aggregatesByMean()) {
            return Metric.super.aggregate(outcomes);
        }
        return weighted(part -> Outcome.aggregate(outcomes(part.metric(), outcomes), part.metric()));
    }

    @Override
    public boolean aggregatesByMean() {
        return objectives().stream().allMatch(Metric::aggregatesByMean);
    }

    @Override
    public List<Metric> objectives() {
        return parts.stream().map(Metrics.Weighted::metric).toList();
    }

    @Override
    public List<Outcome> outcomes(Metric objective, List<Outcome> outcomes) {
        List<Outcome> own = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Answer answer = requireNonNull(split(outcome.answer()).get(objective));
            Score score = outcome.score();
            own.add(
                    score.isUnanswered()
                            ? new Outcome(answer, objective.silence(answer, score.feedback()))
                            : Outcome.of(answer, objective));
        }
        return own;
    }

    private double weighted(ToDoubleFunction<Metrics.Weighted> value) {
        double sum = 0;
        for (Metrics.Weighted part : parts) {
            sum += part.weight() * value.applyAsDouble(part);
        }
        return Math.min(1, sum / totalWeight());
    }

    // Summed in the order of the products above, so that a score of 1 in every part is exactly 1.
    private double totalWeight() {
        double total = 0;
        for (Metrics.Weighted part : parts) {
            total += part.weight();
        }
        return total;
    }
}
