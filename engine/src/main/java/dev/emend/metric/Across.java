package dev.emend.metric;

import static java.util.Objects.requireNonNull;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric for a prompt that serves several models or tasks: each example is scored by the metric of the part that it belongs
 * to.
 *
 * <p>Over many examples it is the mean of them all, so that a part counts by its number of examples, or the score of the
 * worst part, so that no gain elsewhere makes up for a loss there.
 */
public final class Across implements Metric {

    /** What is maximized. */
    public enum Aim {
        MEAN,
        WORST
    }

    private final String column;
    private final SortedMap<String, Metric> parts;
    private final Aim aim;

    /**
     * @param column whose value is an example's part, such as {@link dev.emend.data.Audience#MODEL}
     * @param parts at least one
     */
    public Across(String column, Map<String, Metric> parts, Aim aim) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a metric across parts needs at least one part");
        }
        this.column = column;
        this.parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        this.aim = aim;
    }

    /** Such as {@code label, worst task model}. */
    @Override
    public String name() {
        List<String> names =
                parts.values().stream().map(Metric::name).distinct().toList();
        return String.join(" / ", names) + (aim == Aim.WORST ? ", worst " : ", mean over each ") + column;
    }

    public String column() {
        return column;
    }

    private Metric of(Example example) {
        Metric metric = parts.get(example.column(column));
        if (metric == null) {
            throw new InvalidInputException(
                    "the example \"" + example.id() + "\" belongs to the " + column + " \"" + example.column(column)
                            + "\", which has no metric",
                    example.where(),
                    "one of " + parts.keySet() + ".");
        }
        return metric;
    }

    @Override
    public boolean asksJudges() {
        return parts.values().stream().anyMatch(Metric::asksJudges);
    }

    @Override
    public List<Question> questions(Answer answer) {
        return of(answer.example()).questions(answer);
    }

    @Override
    public void check(Example example) {
        of(example).check(example);
    }

    @Override
    public Score score(Answer answer) {
        return of(answer.example()).score(answer);
    }

    @Override
    public Score silence(Answer answer, String why) {
        return of(answer.example()).silence(answer, why);
    }

    /** The outcomes of each part that has any, by its name. */
    public SortedMap<String, List<Outcome>> byPart(List<Outcome> outcomes) {
        SortedMap<String, List<Outcome>> byPart = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            byPart.computeIfAbsent(outcome.example().column(column), part -> new ArrayList<>())
                    .add(outcome);
        }
        return byPart;
    }

    /** The metric of one part. */
    public Metric part(String name) {
        return requireNonNull(parts.get(name));
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        if (aggregatesByMean()) {
            return Metric.super.aggregate(outcomes);
        }
        double worst = 1;
        double sum = 0;
        SortedMap<String, List<Outcome>> byPart = byPart(outcomes);
        for (Map.Entry<String, List<Outcome>> entry : byPart.entrySet()) {
            double score = Outcome.aggregate(entry.getValue(), part(entry.getKey()));
            worst = Math.min(worst, score);
            sum += score * entry.getValue().size();
        }
        return outcomes.isEmpty() ? 0 : aim == Aim.WORST ? worst : sum / outcomes.size();
    }

    @Override
    public boolean aggregatesByMean() {
        return aim == Aim.MEAN && parts.values().stream().allMatch(Metric::aggregatesByMean);
    }
}
