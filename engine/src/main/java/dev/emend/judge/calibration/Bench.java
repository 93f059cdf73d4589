package dev.emend.judge.calibration;

import dev.emend.evaluation.agreement.Coefficient;
import dev.emend.evaluation.agreement.Rating;
import dev.emend.judge.MonotoneMap;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.Questionnaire;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Every judgement that was paid for: design × item. Asks for what is missing. For one thread. */
final class Bench {

    private final Desk desk;
    private final ToLongFunction<Usage> cost;
    private final Map<String, Map<String, Score>> scores = new HashMap<>();
    private final Map<String, Paid> paid = new HashMap<>();
    private boolean ended;
    private boolean gaveLogProbabilities;
    private long asked;

    /** What the judgements of a design took. */
    private record Paid(long questions, long cost) {

        static final Paid NOTHING = new Paid(0, 0);

        Paid plus(Paid other) {
            return new Paid(questions + other.questions, cost + other.cost);
        }
    }

    /** @param cost of a judgement */
    Bench(Desk desk, ToLongFunction<Usage> cost) {
        this.desk = desk;
        this.cost = cost;
    }

    Optional<Score> score(JudgeDesign design, Rated item) {
        return Optional.ofNullable(scores.getOrDefault(design.key(), Map.of()).get(item.id()));
    }

    /** Those of the items that the design has judged, in order. */
    List<Rated> judged(JudgeDesign design, List<Rated> items) {
        return items.stream().filter(item -> score(design, item).isPresent()).toList();
    }

    /** Whether a budget has ended, so that some questions were not answered. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether any reply carried log-probabilities. */
    boolean gaveLogProbabilities() {
        return gaveLogProbabilities;
    }

    /** How many questions were put so far, those included that a budget left unanswered. */
    long asked() {
        return asked;
    }

    /** Of all replies so far and of what was asked for them. */
    long cost() {
        return paid.values().stream().mapToLong(Paid::cost).sum();
    }

    /** What {@link #judge} would cost, as far as the design's questions so far tell; 0 where there were none. */
    double missingCost(JudgeDesign design, List<Rated> items) {
        Paid sofar = paid.getOrDefault(design.key(), Paid.NOTHING);
        return sofar.questions == 0 ? 0 : (double) missing(design, items) * sofar.cost / sofar.questions;
    }

    /** How many questions {@link #judge} would ask. */
    long missing(JudgeDesign design, List<Rated> items) {
        Map<String, Score> known = scores.getOrDefault(design.key(), Map.of());
        List<Rated> open =
                items.stream().filter(item -> !known.containsKey(item.id())).toList();
        return open.isEmpty()
                ? 0
                : (long) open.size()
                        * design.made().questions(open.getFirst().answer()).size();
    }

    /**
     * Item by item, all designs on each, so that a budget that ends on the way leaves pairs. Items of one group follow each other:
     * they often begin with the same text, which a model then reads once.
     */
    void judge(List<JudgeDesign> designs, List<Rated> items) {
        record Open(JudgeDesign design, Metric metric, Rated item) {}
        List<Metric> metrics = designs.stream().map(JudgeDesign::made).toList();
        List<Open> open = new ArrayList<>();
        List<List<Question>> questions = new ArrayList<>();
        for (Rated item : grouped(items)) {
            for (int i = 0; i < designs.size(); i++) {
                if (score(designs.get(i), item).isEmpty()) {
                    open.add(new Open(designs.get(i), metrics.get(i), item));
                    questions.add(metrics.get(i).questions(item.answer()));
                }
            }
        }
        Questionnaire questionnaire = new Questionnaire(questions);
        List<Question> all = questionnaire.questions();
        if (all.isEmpty()) {
            return;
        }
        asked += all.size();
        List<List<Completion>> replies = questionnaire.given(desk.judge(all));
        for (int i = 0; i < open.size(); i++) {
            Open one = open.get(i);
            List<Completion> own = replies.get(i);
            gaveLogProbabilities |=
                    own.stream().anyMatch(reply -> !reply.tokens().isEmpty());
            paid.merge(
                    one.design.key(),
                    new Paid(
                            own.size(),
                            own.stream()
                                    .mapToLong(reply -> cost.applyAsLong(reply.usage()))
                                    .sum()),
                    Paid::plus);
            if (own.size() == questions.get(i).size()) {
                scores.computeIfAbsent(one.design.key(), key -> new HashMap<>())
                        .put(one.item.id(), one.metric.score(one.item.answer().judged(own)));
            } else {
                ended = true;
            }
        }
    }

    /** Groups in the order of their first items. */
    private static List<Rated> grouped(List<Rated> items) {
        return items.stream()
                .collect(Collectors.groupingBy(Rated::group, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Of the items that the design has judged.
     *
     * @param line to people's scale, which what nobody could read stays off
     */
    List<Rating> ratings(JudgeDesign design, Optional<MonotoneMap> line, List<Rated> items) {
        List<Rating> ratings = new ArrayList<>();
        for (Rated item : items) {
            score(design, item)
                    .ifPresent(score ->
                            ratings.add(new Rating("", item.group(), value(design, line, score), item.rating())));
        }
        return ratings;
    }

    /** A pair about which nothing readable was said is undecided; the metric's 0 would prefer the second. */
    private static double value(JudgeDesign design, Optional<MonotoneMap> line, Score score) {
        return !score.isUnread()
                ? line.map(map -> map.apply(score.value())).orElse(score.value())
                : design.metric().equals("judge-pairwise") ? 0.5 : score.value();
    }

    /** Agreement with people on the items that were judged; chance where it is undefined. */
    double agreement(JudgeDesign design, List<Rated> items, Coefficient coefficient) {
        List<Rating> ratings = ratings(design, Optional.empty(), items);
        double value = coefficient.of(
                ratings.stream().mapToDouble(Rating::score).toArray(),
                ratings.stream().mapToDouble(Rating::human).toArray());
        return Double.isNaN(value) ? coefficient.atChance() : value;
    }
}
