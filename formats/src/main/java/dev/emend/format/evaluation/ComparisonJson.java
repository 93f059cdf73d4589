package dev.emend.format.evaluation;

import dev.emend.format.result.Figures;
import dev.emend.judge.League;
import dev.emend.run.Ranking;
import dev.emend.run.RunResult;
import java.util.LinkedHashMap;
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
        fields.put("reference", ranking.reference().name());
        fields.put("baseline", ranking.reference().isBaseline());
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
        fields.put("spent", Figures.spent(ranking.spend()));
        fields.put("stopped", ranking.stopped().label());
        return JSON.writeValueAsString(fields);
    }

    private Map<String, Object> place(Ranking.Place place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rank", ranking.places().indexOf(place) + 1);
        fields.put("prompt", place.name());
        place.score().ifPresent(score -> fields.putAll(Figures.estimate(score)));
        place.contrast().ifPresent(contrast -> {
            Map<String, Object> difference = Figures.difference(contrast.difference());
            difference.put("adjustedP", contrast.adjusted());
            difference.put("toldApart", place.isToldApart());
            fields.put("difference", difference);
        });
        place.strength().ifPresent(strength -> fields.put("strength", strength(strength)));
        if (place.isBlend()) {
            fields.put("parents", place.parents());
            fields.put("operator", place.operator());
            fields.put("hypothesis", place.hypothesis());
        }
        fields.put("fate", place.fate().label());
        return fields;
    }

    private static Map<String, Object> strength(League.Standing standing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", standing.strength());
        fields.put("interval", Figures.interval(standing.interval()));
        fields.put("duels", standing.duels());
        fields.put("orderDependent", standing.swayed());
        return fields;
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
        decided.baseline().ifPresent(score -> fields.put("baseline", Figures.estimate(score)));
        decided.winner().ifPresent(score -> fields.put("winner", Figures.estimate(score)));
        decided.difference().ifPresent(by -> fields.put("difference", Figures.difference(by)));
        fields.put("detectable", decided.detectable());
        fields.put("explanation", decided.explanation());
        return fields;
    }
}
