package dev.emend.cli.optimize;

import dev.emend.cli.output.Json;
import dev.emend.cli.output.Version;
import dev.emend.data.Split;
import dev.emend.evaluation.Difference;
import dev.emend.evaluation.Estimate;
import dev.emend.evaluation.Interval;
import dev.emend.format.task.BudgetText;
import dev.emend.format.task.LoadedTask;
import dev.emend.prompt.Prompt;
import dev.emend.run.Run;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.Task;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where a prompt comes from, as its file says it under {@code metadata.emend}. It holds no time of day, so that
 * a run and its repetition write the same file.
 */
final class Provenance {

    private Provenance() {}

    /** @param prompt the one that the file holds */
    static Map<String, Object> of(String run, LoadedTask loaded, RunResult result, Prompt prompt) {
        return of(run, loaded, result, loaded.task().prompt(), prompt);
    }

    /** @param parent the user's own prompt in its place */
    static Map<String, Object> of(String run, LoadedTask loaded, RunResult result, Prompt parent, Prompt prompt) {
        Task task = loaded.task();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.current());
        fields.put("run", run);
        fields.put("verdict", result.verdict().label());
        fields.put("prompt", prompt.fingerprint());
        fields.put("parent", parent.fingerprint());
        fields.put("task", loaded.fingerprint());
        fields.put("data", task.splits().fingerprint());
        fields.put("models", models(task));
        fields.put("strategy", task.strategy());
        fields.put("seed", task.seed());
        fields.put("budget", BudgetText.format(task.budget()));
        fields.put("spent", spent(result.spend()));
        fields.put("stopped", result.stopped().label());
        fields.put("split", result.split().label());
        fields.put("before", score(result.seed()));
        fields.put("after", score(result.champion()));
        result.difference().ifPresent(difference -> fields.put("difference", difference(difference)));
        fields.put("lineage", lineage(result));
        return fields;
    }

    /** Of the leader of a run that is not finished. */
    static Map<String, Object> unproved(String run, LoadedTask loaded, Run.Leader leader, Prompt prompt) {
        Task task = loaded.task();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.current());
        fields.put("run", run);
        fields.put("verdict", "none");
        fields.put("candidate", leader.candidate());
        fields.put("prompt", prompt.fingerprint());
        fields.put("parent", task.prompt().fingerprint());
        fields.put("task", loaded.fingerprint());
        fields.put("data", task.splits().fingerprint());
        fields.put("models", models(task));
        fields.put("seed", task.seed());
        fields.put("split", Split.VALIDATION.label());
        fields.put("after", score(leader.validation()));
        return fields;
    }

    /** The judges are named where they had a say. */
    private static Map<String, Object> models(Task task) {
        Map<String, Object> models = Json.ordered(
                "task",
                task.models().answering().size() > 1
                        ? task.models().answering()
                        : task.models().task(),
                "meta",
                task.models().meta());
        if (task.metric().asksJudges()) {
            models.put("judge", task.models().judges());
        }
        return models;
    }

    private static Map<String, Object> spent(Spend spend) {
        Map<String, Object> fields =
                Json.ordered("calls", spend.calls(), "tokens", spend.usage().total());
        if (spend.microDollars() > 0) {
            fields.put("usd", BigDecimal.valueOf(spend.microDollars(), 6).stripTrailingZeros());
        }
        return fields;
    }

    private static Map<String, Object> score(Estimate estimate) {
        return Json.ordered(
                "score", rounded(estimate.value()), "interval", interval(estimate.interval()), "n", estimate.n());
    }

    private static Map<String, Object> difference(Difference difference) {
        return Json.ordered(
                "value",
                rounded(difference.value()),
                "interval",
                interval(difference.interval()),
                "p",
                BigDecimal.valueOf(difference.p()).round(new MathContext(3)).doubleValue(),
                "test",
                difference.test());
    }

    private static List<Double> interval(Interval interval) {
        return List.of(rounded(interval.low()), rounded(interval.high()));
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
    }

    /** The champion and all it descends from, oldest first; the seed is candidate 0. */
    private static List<Map<String, Object>> lineage(RunResult result) {
        TreeSet<Integer> ancestors = new TreeSet<>(List.of(result.championId()));
        for (Integer id = result.championId(); id != null; id = ancestors.lower(id)) {
            ancestors.addAll(candidate(result, id).parents());
        }
        List<Map<String, Object>> lineage = new ArrayList<>();
        for (int id : ancestors) {
            RunResult.CandidateRecord record = candidate(result, id);
            lineage.add(Json.ordered(
                    "candidate",
                    id,
                    "parents",
                    record.parents(),
                    "operator",
                    record.operator(),
                    "hypothesis",
                    record.hypothesis()));
        }
        return lineage;
    }

    private static RunResult.CandidateRecord candidate(RunResult result, int id) {
        return result.candidates().stream()
                .filter(record -> record.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
