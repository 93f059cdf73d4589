package dev.emend.format.evaluation;

import dev.emend.evaluation.Evaluation;
import dev.emend.evaluation.Measured;
import dev.emend.evaluation.Noise;
import dev.emend.format.result.Figures;
import dev.emend.metric.Outcome;
import dev.emend.metric.label.ConfusionMatrix;
import dev.emend.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An evaluation as one JSON object. Keys are always in the same order; a figure that does not apply has none. */
final class EvaluationJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EvaluationReport report;

    EvaluationJson(EvaluationReport report) {
        this.report = report;
    }

    String text() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", report.task());
        fields.put("split", report.split().label());
        fields.put("metric", report.metric());
        fields.put("model", report.model());
        fields.put("seed", report.seed());
        fields.put("n", report.n());
        report.minScore().ifPresent(least -> fields.put("minScore", least));
        fields.put(
                "prompts",
                report.evaluation().results().stream().map(this::prompt).toList());
        fields.put(
                "slices",
                report.evaluation().slices().stream().map(EvaluationJson::slice).toList());
        fields.put("spent", Figures.spent(report.spend()));
        fields.put("notes", report.notes());
        return JSON.writeValueAsString(fields);
    }

    private Map<String, Object> prompt(Evaluation.Result result) {
        Measured measured = result.measured();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", measured.name());
        fields.putAll(Figures.estimate(result.estimate()));
        fields.put("draws", measured.draws().size());
        result.contrast().ifPresent(contrast -> fields.put("difference", difference(contrast)));
        if (!result.objectives().isEmpty()) {
            Map<String, Object> objectives = new LinkedHashMap<>();
            for (int i = 0; i < result.objectives().size(); i++) {
                objectives.put(
                        report.evaluation().objectives().get(i),
                        Figures.estimate(result.objectives().get(i)));
            }
            fields.put("objectives", objectives);
            fields.put("onFront", result.onFront());
        }
        result.confusions().ifPresent(confusions -> {
            fields.put(
                    "labels",
                    confusions.perLabel().stream().map(EvaluationJson::label).toList());
            fields.put("confusions", confusions(confusions));
        });
        result.noise().ifPresent(noise -> fields.put("repeats", repeats(result, noise)));
        fields.put("tokens", tokens(measured.usage()));
        fields.put("usd", Figures.dollars(measured.microDollars()));
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("median", seconds(measured.latency(0.5)));
        latency.put("p95", seconds(measured.latency(0.95)));
        fields.put("latencySeconds", latency);
        fields.put(
                "worst",
                measured.worst(report.worst()).stream()
                        .map(EvaluationJson::answer)
                        .toList());
        return fields;
    }

    private static Map<String, Object> difference(Evaluation.Contrast contrast) {
        Map<String, Object> fields = Figures.difference(contrast.difference());
        fields.put("adjustedP", contrast.adjusted());
        return fields;
    }

    private static Map<String, Object> label(ConfusionMatrix.PerLabel label) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", label.label());
        fields.put("precision", label.precision());
        fields.put("recall", label.recall());
        fields.put("f1", label.f1());
        fields.put("support", label.support());
        return fields;
    }

    /** By expected label: how often each label was answered, and none; pairs that do not occur are left out. */
    private static Map<String, Object> confusions(ConfusionMatrix confusions) {
        Map<String, Object> rows = new LinkedHashMap<>();
        for (String expected : confusions.labels()) {
            Map<String, Object> answered = new LinkedHashMap<>();
            for (String label : confusions.labels()) {
                if (confusions.count(expected, label) > 0) {
                    answered.put(label, confusions.count(expected, label));
                }
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("answered", answered);
            row.put("noLabel", confusions.unreadable(expected));
            rows.put(expected, row);
        }
        return rows;
    }

    private static Map<String, Object> repeats(Evaluation.Result result, Noise noise) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("varianceBetweenExamples", noise.between());
        fields.put("varianceWithinExamples", noise.within());
        fields.put("intraclassCorrelation", noise.intraclassCorrelation());
        fields.put("standardError", noise.standardError(noise.examples(), noise.repeats()));
        result.passEvery().ifPresent(pass -> fields.put("passEvery", pass));
        return fields;
    }

    private static Map<String, Object> tokens(Usage usage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", usage.prompt());
        fields.put("cached", usage.cached());
        fields.put("completion", usage.completion());
        return fields;
    }

    private static Map<String, Object> answer(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", outcome.example().id());
        fields.put("inputs", outcome.example().allInputs());
        fields.put("expected", outcome.example().expected());
        fields.put("answer", outcome.output());
        fields.put("score", outcome.score().value());
        fields.put("parts", outcome.score().parts());
        fields.put("feedback", outcome.score().feedback());
        return fields;
    }

    private static Map<String, Object> slice(Evaluation.Slice slice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("column", slice.column());
        fields.put("value", slice.value());
        fields.put("n", slice.n());
        List<Map<String, Object>> estimates = new ArrayList<>();
        slice.estimates().forEach(estimate -> estimates.add(Figures.estimate(estimate)));
        fields.put("prompts", estimates);
        return fields;
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3);
    }
}
