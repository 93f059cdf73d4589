package dev.emend.metric.effort;

import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricProvider;
import dev.emend.metric.Options;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Metrics of what an answer takes. */
public final class EffortMetrics implements MetricProvider {

    private static final String SHORTER_ANSWER = "Ask for a shorter answer.";
    private static final String SHORTER_PROMPT = "Shorten the instruction or drop demonstrations.";

    @Override
    public List<MetricKind> kinds() {
        return List.of(
                kind(
                        "cost",
                        "the share of a limit in US dollars that an answer leaves",
                        Set.of("limit"),
                        options -> thrift(options, Measure.COST, "Ask for a shorter answer, or shorten the prompt.")),
                kind(
                        "latency",
                        "the share of a limit in seconds that an answer leaves",
                        Set.of("limit"),
                        options -> thrift(options, Measure.LATENCY, SHORTER_ANSWER)),
                kind(
                        "tokens",
                        "the share of a limit in tokens that an answer leaves",
                        Set.of("limit", "of"),
                        EffortMetrics::tokens),
                kind(
                        "prompt-length",
                        "the share of a limit in prompt tokens that a prompt with its inputs leaves",
                        Set.of("limit"),
                        options -> thrift(options, Measure.PROMPT_TOKENS, SHORTER_PROMPT)));
    }

    private static MetricKind kind(String name, String line, Set<String> options, Function<Options, Thrift> maker) {
        return MetricKind.of(
                name, line, Set.of(MetricKind.Need.EFFORT), options, (given, context) -> maker.apply(given));
    }

    private static Thrift tokens(Options options) {
        return switch (options.choice("of", "total", List.of("prompt", "completion", "total"))) {
            case "prompt" -> thrift(options, Measure.PROMPT_TOKENS, SHORTER_PROMPT);
            case "completion" -> thrift(options, Measure.COMPLETION_TOKENS, SHORTER_ANSWER);
            default -> thrift(options, Measure.TOTAL_TOKENS, "Ask for a shorter answer, or shorten the prompt.");
        };
    }

    private static Thrift thrift(Options options, Measure measure, String advice) {
        options.required("limit", "give the limit, in " + measure.unit() + ", that no answer should reach.");
        double limit = options.number("limit", 1, 0, 1e12);
        if (limit == 0) {
            throw options.wrong("limit", "a number above 0");
        }
        return new Thrift(options.metric(), measure, limit, advice);
    }
}
