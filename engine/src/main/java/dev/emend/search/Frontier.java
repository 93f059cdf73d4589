package dev.emend.search;

import dev.emend.data.Example;
import dev.emend.evaluation.Scoreboard;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a candidate must be best at to stand on a {@link ParetoFront}. The four kinds are GEPA's; objectives are the metrics
 * of a weighted sum, and where there is only one metric, it is the only objective.
 */
public enum Frontier {
    /** An example. */
    INSTANCE,
    /** An objective, in the mean over all examples. */
    OBJECTIVE,
    /** An example, or an objective. */
    HYBRID,
    /** An objective on an example. */
    CARTESIAN;

    /** As in a task file. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in a task file, the usual one first. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Frontier::label).toList();
    }

    /** @throws IllegalArgumentException where the label is none of {@link #labels} */
    public static Frontier labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** How candidates score in each of the things that one can be best at; negative infinity where one was not measured. */
    List<ToDoubleFunction<Candidate>> contests(List<Example> examples, Scoreboard scoreboard) {
        List<String> objectives = scoreboard.objectives();
        return switch (this) {
            case INSTANCE ->
                examples.stream()
                        .map(example -> on(example, scoreboard, Score::value))
                        .toList();
            case OBJECTIVE ->
                objectives.isEmpty()
                        ? List.of(candidate -> scoreboard.score(candidate.id(), examples))
                        : objectives.stream()
                                .map(objective -> over(examples, scoreboard, part(objective)))
                                .toList();
            case HYBRID ->
                Stream.of(INSTANCE, OBJECTIVE)
                        .flatMap(kind -> kind.contests(examples, scoreboard).stream())
                        .toList();
            case CARTESIAN ->
                objectives.isEmpty()
                        ? INSTANCE.contests(examples, scoreboard)
                        : examples.stream()
                                .flatMap(example ->
                                        objectives.stream().map(objective -> on(example, scoreboard, part(objective))))
                                .toList();
        };
    }

    private static ToDoubleFunction<Candidate> on(
            Example example, Scoreboard scoreboard, ToDoubleFunction<Score> figure) {
        return over(List.of(example), scoreboard, figure);
    }

    private static ToDoubleFunction<Candidate> over(
            List<Example> examples, Scoreboard scoreboard, ToDoubleFunction<Score> figure) {
        return candidate -> scoreboard.outcomes(candidate.id(), examples).stream()
                .map(Outcome::score)
                .mapToDouble(figure)
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** 0 where the model gave no answer that could be scored. */
    private static ToDoubleFunction<Score> part(String objective) {
        return score -> score.parts().getOrDefault(objective, 0.0);
    }
}
