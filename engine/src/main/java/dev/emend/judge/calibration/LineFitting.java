package dev.emend.judge.calibration;

import dev.emend.judge.MonotoneMap;
import dev.emend.judge.calibration.CalibrationResult.Line;
import dev.emend.metric.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The line from a judge's scores to people's ratings: fitted on items that the judge has judged before the hold-out, without
 * those that its prompt shows, and kept where it tells these apart as the scores do, and where lines that are fitted in the same
 * way without a fifth of their groups bring that fifth nearer to people. The hold-out has no say in it, so what is proved there is
 * proved of a judge that was settled before.
 */
record LineFitting(CalibrationTask task, Bench bench) {

    private static final int FEWEST_FITTED = 10;
    private static final int FEWEST_KNOTS = 3;
    /** The greatest share of the pairs of items with different scores that a line may give one score. */
    private static final double MOST_TIED = 0.1;

    private static final int FOLDS = 5;

    /**
     * @param line empty where none was fitted or none is of use
     * @param dropped why one that was fitted is of no use
     */
    record Fitted(Optional<Line> line, Optional<String> dropped) {

        static final Fitted NONE = new Fitted(Optional.empty(), Optional.empty());
    }

    /** @param holdout items that the judge has judged, to say there what the line does */
    Fitted of(JudgeDesign design, List<Rated> holdout) {
        if (task.kind() == Kind.PAIRS || !task.line() || holdout.isEmpty()) {
            return Fitted.NONE;
        }
        List<Rated> seen = Stream.concat(task.items().train().stream(), task.items().validation().stream())
                .filter(item -> !design.shown().contains(item.id()))
                .filter(item -> isReadable(design, item))
                .toList();
        double[] scores = values(design, seen);
        if (seen.size() < FEWEST_FITTED || Arrays.stream(scores).distinct().count() < FEWEST_KNOTS) {
            return Fitted.NONE;
        }
        MonotoneMap map = fitted(design, seen);
        Optional<String> dropped = fault(
                map, tied(map, scores), distance(design, Optional.empty(), seen), crossFittedDistance(design, seen));
        return dropped.isPresent()
                ? new Fitted(Optional.empty(), dropped)
                : new Fitted(
                        Optional.of(new Line(
                                map,
                                distance(design, Optional.empty(), holdout),
                                distance(design, Optional.of(map), holdout))),
                        dropped);
    }

    private MonotoneMap fitted(JudgeDesign design, List<Rated> items) {
        return MonotoneMap.fitted(
                values(design, items), items.stream().mapToDouble(Rated::rating).toArray());
    }

    /** Mean distance from people's ratings, each fifth of the groups by a line that was fitted on the others. */
    private double crossFittedDistance(JudgeDesign design, List<Rated> items) {
        List<String> groups = items.stream().map(Rated::group).distinct().toList();
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int own = fold;
            Map<Boolean, List<Rated>> parts = items.stream()
                    .collect(Collectors.partitioningBy(item -> groups.indexOf(item.group()) % FOLDS == own));
            List<Rated> held = parts.getOrDefault(true, List.of());
            List<Rated> others = parts.getOrDefault(false, List.of());
            if (!held.isEmpty()) {
                Optional<MonotoneMap> map = others.isEmpty() ? Optional.empty() : Optional.of(fitted(design, others));
                sum += held.size() * distance(design, map, held);
            }
        }
        return sum / items.size();
    }

    private boolean isReadable(JudgeDesign design, Rated item) {
        return bench.score(design, item).filter(score -> !score.isUnread()).isPresent();
    }

    private double[] values(JudgeDesign design, List<Rated> items) {
        return items.stream()
                .flatMap(item -> bench.score(design, item).stream())
                .mapToDouble(Score::value)
                .toArray();
    }

    /** Mean distance from people's ratings, on their scale. */
    private double distance(JudgeDesign design, Optional<MonotoneMap> map, List<Rated> items) {
        return (task.people().greatest() - task.people().least())
                * bench.ratings(design, map, items).stream()
                        .mapToDouble(rating -> Math.abs(rating.score() - rating.human()))
                        .average()
                        .orElse(0);
    }

    /** Of the pairs of scores that differ, the share to which the map gives one value. */
    private static double tied(MonotoneMap map, double[] scores) {
        double[] mapped = Arrays.stream(scores).map(map::apply).toArray();
        long apart = 0;
        long tied = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < i; j++) {
                if (scores[i] != scores[j]) {
                    apart++;
                    tied += mapped[i] == mapped[j] ? 1 : 0;
                }
            }
        }
        return apart == 0 ? 0 : (double) tied / apart;
    }

    private static Optional<String> fault(MonotoneMap map, double tied, double before, double after) {
        int knots = map.knots().size();
        if (knots < FEWEST_KNOTS) {
            return Optional.of("it has " + knots + (knots == 1 ? " knot" : " knots")
                    + ", since people's ratings hardly rise with the judge's scores");
        }
        if (tied > MOST_TIED) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "it gives one value to %.0f %% of the pairs of items that the judge tells apart",
                    100 * tied));
        }
        return after < before
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "on items that it was not fitted on it brings scores no nearer to people's ratings (%.2f away,"
                                + " %.2f without it)",
                        after,
                        before));
    }
}
