package dev.emend.format.result;

import dev.emend.evaluation.Estimate;
import dev.emend.run.RunResult;
import dev.emend.run.Spend;
import dev.emend.run.StepCredit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of a run as one JSON object.
 *
 * <pre>{@code
 * {"run": "…", "verdict": "promoted", "split": "holdout",
 *  "seed": {"score": 0.56, "interval": [0.45, 0.66], "n": 90, "prompt": "seed.prompty"},
 *  "champion": {"score": 0.71, "interval": [0.61, 0.80], "n": 90, "prompt": "out.prompty"},
 *  "difference": {"value": 0.15, "interval": [0.05, 0.25], "p": 0.004, "test": "exact McNemar", "n": 90},
 *  "detectable": 0.14, "explanation": "…",
 *  "spent": {"calls": 400, "tokens": 98000, "usd": 0.0, "seconds": 812.4,
 *            "purposes": {"task": {"calls": 380, "tokens": 90000, "usd": 0.0}, …},
 *            "search": {"calls": 220, "tokens": 60000, "usd": 0.0}},
 *  "stopped": "finished",
 *  "proposals": {"written": 21, "refused": 6, "repeated": 3, "alike": 1, "duplicates": 0.19}, "notes": []}
 * }</pre>
 *
 * <p>Of a chain there is also {@code steps}: for each, how many failures it was blamed for and by what, how often its prompt
 * was searched, at how many calls, and the gain. {@code difference} is null where champion and seed are the same prompt. Keys are always in this order. Only
 * {@code seconds} differs between a run and its repetition.
 *
 * @param run the run's id
 * @param seedPrompt path of the user's own prompt
 * @param championPrompt path of the champion's prompt, or null where it was not written
 */
public record ResultJson(
        String run,
        RunResult result,
        String seedPrompt,
        @Nullable String championPrompt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One line, without a line break. */
    public String text() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("run", run);
        fields.put("verdict", result.verdict().label());
        fields.put("split", result.split().label());
        fields.put("seed", estimate(result.seed(), seedPrompt));
        fields.put("champion", estimate(result.champion(), championPrompt));
        fields.put("difference", result.difference().map(Figures::difference).orElse(null));
        fields.put("detectable", result.detectable());
        fields.put("explanation", result.explanation());
        fields.put("spent", spent());
        fields.put("stopped", result.stopped().label());
        fields.put("proposals", proposals());
        if (!result.served().isEmpty()) {
            fields.put(
                    "served", result.served().stream().map(ResultJson::served).toList());
        }
        fields.put("notes", result.notes());
        result.chain()
                .ifPresent(chain -> fields.put(
                        "steps", chain.credits().stream().map(ResultJson::step).toList()));
        return JSON.writeValueAsString(fields);
    }

    private static Map<String, Object> step(StepCredit credit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", credit.step());
        fields.put("failures", credit.blamed().failures());
        fields.put("blamed", credit.blamed().total());
        fields.put("contract", credit.blamed().contract());
        fields.put("bypass", credit.blamed().bypass());
        fields.put("critique", credit.blamed().critique());
        fields.put("rounds", credit.searched().rounds());
        fields.put("calls", credit.searched().calls());
        fields.put("gain", credit.searched().gain());
        return fields;
    }

    private static Map<String, Object> served(RunResult.Served served) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", served.name());
        fields.put("seed", served.seed().value());
        fields.put("champion", served.champion().value());
        fields.put("difference", Figures.difference(served.difference()));
        return fields;
    }

    private static Map<String, @Nullable Object> estimate(Estimate estimate, @Nullable String prompt) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(Figures.estimate(estimate));
        fields.put("prompt", prompt);
        return fields;
    }

    private Map<String, Object> proposals() {
        RunResult.Diversity diversity = result.diversity();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("written", diversity.written());
        fields.put("refused", result.refusals().size());
        fields.put("repeated", diversity.repeated());
        fields.put("alike", diversity.alike());
        fields.put("duplicates", diversity.duplicates());
        return fields;
    }

    private Map<String, Object> spent() {
        Spend spend = result.spend();
        Map<String, Object> fields = Figures.spent(spend);
        fields.put("seconds", BigDecimal.valueOf(result.elapsed().toMillis(), 3));
        Map<String, Object> purposes = new LinkedHashMap<>();
        spend.parts()
                .forEach((purpose, part) ->
                        purposes.put(purpose.label(), Figures.spent(part.calls(), part.usage(), part.microDollars())));
        fields.put("purposes", purposes);
        Spend search = result.searchSpend();
        fields.put("search", Figures.spent(search));
        return fields;
    }
}
