package dev.emend.metric.effort;

import dev.emend.metric.Effort;
import java.util.function.ToDoubleFunction;

/** What of an effort counts. */
enum Measure {
    COST("usd", "US dollars", effort -> effort.microDollars() / 1e6),
    LATENCY("seconds", "seconds", effort -> effort.latency().toNanos() / 1e9),
    PROMPT_TOKENS("prompt-tokens", "prompt tokens", effort -> effort.usage().prompt()),
    COMPLETION_TOKENS(
            "completion-tokens", "completion tokens", effort -> effort.usage().completion()),
    TOTAL_TOKENS("tokens", "tokens", effort -> effort.usage().total());

    private final String part;
    private final String unit;
    private final ToDoubleFunction<Effort> figure;

    Measure(String part, String unit, ToDoubleFunction<Effort> figure) {
        this.part = part;
        this.unit = unit;
        this.figure = figure;
    }

    /** The raw figure's name among a score's parts. */
    String part() {
        return part;
    }

    String unit() {
        return unit;
    }

    double of(Effort effort) {
        return figure.applyAsDouble(effort);
    }
}
