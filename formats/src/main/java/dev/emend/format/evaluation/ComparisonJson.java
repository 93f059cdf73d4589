package dev.emend.format.evaluation;

import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.judge.League;
import dev.emend.run.Ranking;
import dev.emend.run.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as one JSON object. Keys are always in the same order; a figure that does not apply has none. */
final class ComparisonJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ComparisonReport report;
    private final Ranking ranking;

    ComparisonJson(ComparisonReport report) {
        this.report = report;
        this.ranking = report.ranking();
    }

    String text() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", report.task());
        fields.put("metric", report.metric());
        fields.put("model", report.model());
        fields.put("seed", report.seed());
        fields.put("examples", ranking.examples());
        fields.put("winner", ranking.winner().name());
        fields.put("use", ranking.use().name());
        fields.put("reference", ranking.reference());
        fields.put("baseline", ranking.baseline());
        fields.put("places", ranking.places().stream().map(this::place).toList());
        fields.put("selected", ranking.selected());
        fields.put(
                "repeats",
                ranking.repeats().stream().map(ComparisonJson::repeat).toList());
        ranking.gate().ifPresent(decided -> fields.put("gate", gate(decided)));
        fields.put(
                "refused",
                ranking.refusals().stream().map(ComparisonJson::refusal).toList());
        fields.put("findings", ranking.findings());
        fields.put("notes", ranking.notes());
        Map<String, Object> spent = new LinkedHashMap<>();
        spent.put("calls", ranking.spend().calls());
        spent.put("tokens", ranking.spend().usage().total());
        spent.put("usd", ranking.spend().microDollars() / 1e6);
        fields.put("spent", spent);
        fields.put("stopped", ranking.stopped().label());
        return JSON.writeValueAsString(fields);
    }

    private Map<String, Object> place(Ranking.Place place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rank", ranking.places().indexOf(place) + 1);
        fields.put("prompt", place.name());
        place.score().ifPresent(score -> fields.putAll(estimate(score)));
        place.contrast().ifPresent(contrast -> {
            Map<String, Object> difference = difference(contrast.difference());
            difference.put("adjusted_p", contrast.adjusted());
            difference.put("told_apart", place.isToldApart());
            fields.put("difference", difference);
        });
        place.strength().ifPresent(strength -> fields.put("strength", strength(strength)));
        if (place.isBlend()) {
            fields.put("parents", place.parents());
            fields.put("operator", place.operator());
            fields.put("hypothesis", place.hypothesis());
        }
        fields.put("fate", place.fate());
        return fields;
    }

    private static Map<String, Object> strength(League.Standing standing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", standing.strength());
        fields.put("interval", interval(standing.interval()));
        fields.put("duels", standing.duels());
        fields.put("order_dependent", standing.swayed());
        return fields;
    }

    private static Map<String, Object> estimate(Estimate estimate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", estimate.value());
        fields.put("interval", interval(estimate.interval()));
        fields.put("n", estimate.n());
        return fields;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", difference.value());
        fields.put("interval", interval(difference.interval()));
        fields.put("n", difference.n());
        fields.put("p", difference.p());
        fields.put("test", difference.test());
        return fields;
    }

    private static List<Double> interval(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static Map<String, Object> repeat(Ranking.Repeat repeat) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", repeat.name());
        fields.put("of", repeat.of());
        fields.put("exact", repeat.exact());
        fields.put("how", repeat.how());
        return fields;
    }

    private static Map<String, Object> refusal(RunResult.Refusal refusal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operator", refusal.operator());
        fields.put("rule", refusal.rule());
        fields.put("detail", refusal.detail());
        return fields;
    }

    private static Map<String, Object> gate(Ranking.Decided decided) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", decided.verdict().label());
        decided.baseline().ifPresent(score -> fields.put("baseline", estimate(score)));
        decided.winner().ifPresent(score -> fields.put("winner", estimate(score)));
        decided.difference().ifPresent(by -> fields.put("difference", difference(by)));
        fields.put("detectable", decided.detectable());
        fields.put("explanation", decided.explanation());
        return fields;
    }
}
